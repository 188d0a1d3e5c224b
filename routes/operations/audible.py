"""What callers can hear: which texts nothing can say, who says those that have no clip, and the
command that makes the clips.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from shlex import quote

from audio.library import FOLDER
from ivr.loading import offer
from ivr.problems import BadFile, Problem
from ivr.step import Utterance
from routes.call.hotline import Hotline
from routes.settings.settings import Settings
from routes.translations import N_, Message, counted, named


def offer_audible(hotline: Hotline) -> Hotline:
    """Without the languages in which most texts have neither a clip nor a voice of the carrier.

    Where fewer lack both, English says those, and the language stays. Raises BadFile when no
    language is left.
    """
    lacks = _Lacks()
    for _, utterance in hotline.tree.script():
        lacks.add(hotline, utterance)
    silent = frozenset(language for language in lacks.mute if lacks.mostly(language))
    offered = offer(hotline.tree, hotline.tree.offered - silent)
    remedy = build_remedy(hotline.settings)
    if not offered.offered:
        raise BadFile([Problem("clips", "(all)", f"no language can be heard: {remedy}")])
    heard = replace(hotline, tree=offered)
    return replace(heard, warnings=(*heard.warnings, *_warnings(heard, lacks, remedy)))


def build_remedy(settings: Settings) -> str:
    """The command that makes the clips where this hotline looks for them."""
    folder = settings.clips_folder
    setting = "" if folder == FOLDER else f"CLIPS_FOLDER={quote(str(folder))} "
    return f"run `{setting}flask audio build`, and reload the server"


def clip_remedy(hotline: Hotline, language: str) -> str:
    """What gives a language its clips. No command makes one that no engine speaks and no person
    has recorded.
    """
    if _needs_a_person(hotline, language):
        return _person_remedy(language)
    return build_remedy(hotline.settings)


def _needs_a_person(hotline: Hotline, language: str) -> bool:
    """Whether no command makes a clip that a language lacks."""
    texts = (text for (tag, _), text in hotline.recordings.items() if tag == language)
    return not hotline.library.missing(texts)


def _person_remedy(language: str) -> str:
    return (
        f"let a person record them (`flask audio booklet --language {language}`, then "
        "`flask audio import`), and reload the server"
    )


@dataclass
class _Lacks:
    """What has no clip. prompts: language -> all of its prompts. said: those that a voice of the
    carrier says. mute: those that nothing in the language says.
    """

    prompts: dict[str, set[str]] = field(default_factory=dict)
    said: dict[str, set[str]] = field(default_factory=dict)
    mute: dict[str, set[str]] = field(default_factory=dict)

    def add(self, hotline: Hotline, utterance: Utterance) -> None:
        """Take in one utterance."""
        speech = hotline.own_speech(utterance)
        self.prompts.setdefault(utterance.language, set()).add(utterance.prompt)
        if speech.clip is None:
            lacking = self.said if speech.voice else self.mute
            lacking.setdefault(utterance.language, set()).add(utterance.prompt)

    def mostly(self, language: str) -> bool:
        """Whether nothing says more than half of a language."""
        return len(self.mute[language]) * 2 > len(self.prompts[language])


def _warnings(hotline: Hotline, lacks: _Lacks, remedy: str) -> Iterator[Message]:
    why = "no clip, and the carrier has no voice for the language"
    yield from _not_offered(hotline, lacks, why)
    for language in sorted(lacks.mute.keys() & hotline.tree.offered):
        prompts = lacks.mute[language]
        name, helps = hotline.name_of(language), clip_remedy(hotline, language)
        untold = prompts & hotline.tree.only_in_own_language
        if untold:
            yield Message(
                f"{language}: {named(untold)}: said by nobody, since there is {why}: {helps}",
                N_("%(language)s: some texts are not recorded, and callers do not hear them."),
                language=name,
            )
        if others := prompts - untold:
            yield Message(
                f"{language}: {named(others)}: said by English, since there is {why}: {helps}",
                N_("%(language)s: some texts are not recorded. Callers hear English instead."),
                language=name,
            )
    said = [f"{language}/{prompt}" for language, found in lacks.said.items() for prompt in found]
    if said:
        yield Message(
            f"{counted(len(said), 'text')} without a clip, which the carrier's own voice says: "
            f"{named(said)}: {remedy}",
            N_("%(count)s texts are not recorded: the carrier's voice says them."),
            count=len(said),
        )


def _not_offered(hotline: Hotline, lacks: _Lacks, why: str) -> Iterator[Message]:
    """The languages that callers cannot choose. Those that wait for a person share one line: nine
    lines at each start would hide the others.
    """
    silent = sorted(lacks.mute.keys() - hotline.tree.offered)
    waiting = [language for language in silent if _needs_a_person(hotline, language)]
    for language in silent:
        if language not in waiting:
            share = f"{len(lacks.mute[language])} of its {len(lacks.prompts[language])} texts"
            yield Message(
                f"{language} is NOT offered to callers: {share} have {why}: "
                f"{build_remedy(hotline.settings)}",
                N_("Callers cannot choose %(language)s: recordings are missing."),
                language=hotline.name_of(language),
            )
    if waiting:
        names = ", ".join(hotline.name_of(language) for language in waiting)
        yield Message(
            f"NOT offered to callers: {', '.join(waiting)}: most texts have {why}: "
            f"{_person_remedy(waiting[0])}",
            N_("Callers cannot choose these languages, which nobody has recorded: %(languages)s."),
            languages=names,
        )
