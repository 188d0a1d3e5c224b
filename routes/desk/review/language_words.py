"""How far a language is, in sentences for a coordinator."""

from collections.abc import Iterator, Sequence

from routes.call.hotline import Hotline
from routes.desk.review.going_live import LanguageOnAir
from routes.desk.review.progress import Progress, SpokenShare
from routes.desk.translation import _, ngettext


def sentence(progress: Progress, recorded: SpokenShare, heard: LanguageOnAir) -> str:
    """What callers hear of a language: who signed it, and who speaks."""
    signed = (
        _("On air. Signed by %(who)s.", who=before_stop(heard.signers))
        if heard.signers
        else _("All texts are signed by %(who)s.", who=before_stop(progress.signers))
        if progress.is_signed
        else _("No native speaker has signed it.")
    )
    return f"{signed} {voice(recorded)}"


def voice(recorded: SpokenShare) -> str:
    """Who speaks a language."""
    if recorded.by_person == recorded.texts:
        return _("A person speaks every text.")
    if not recorded.by_person:
        return _("A robot speaks.") if recorded.by_robot else _("No voice speaks it yet.")
    if not recorded.by_robot:
        return _(
            "A person speaks %(count)s of %(texts)s texts.",
            count=recorded.by_person,
            texts=recorded.texts,
        )
    return _(
        "A person speaks %(count)s of %(texts)s texts, a robot the others.",
        count=recorded.by_person,
        texts=recorded.texts,
    )


def obstacles(
    hotline: Hotline, tag: str, progress: Progress, heard: LanguageOnAir
) -> Iterator[str]:
    """What keeps a language, or the newest texts of it, from the air."""
    if former := sum(language == tag for language, _prompt in hotline.former):
        yield ngettext(
            "%(num)s new text waits for a recording. Until then callers hear the former one.",
            "%(num)s new texts wait for a recording. Until then callers hear the former ones.",
            former,
        )
    if heard.is_current:
        return
    unread = progress.texts - len(progress.read)
    if unread:
        yield ngettext(
            "%(num)s text waits for a native speaker.",
            "%(num)s texts wait for a native speaker.",
            unread,
        )
    if progress.doubted:
        yield ngettext(
            "%(num)s text is doubted, or has better words to decide on.",
            "%(num)s texts are doubted, or have better words to decide on.",
            len(progress.doubted),
        )
    texts = [text for (spoken, _name), text in hotline.recordings.items() if spoken == tag]
    mute = sum(hotline.library.clip(text) is None for text in texts)
    if mute:
        yield ngettext("%(num)s text has no sound yet.", "%(num)s texts have no sound yet.", mute)


def before_stop(names: Sequence[str]) -> str:
    """Names at the end of a sentence: initials have a full stop already."""
    return joined(names).removesuffix(".")


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "Rita, Sam and Tom"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(others)s and %(last)s", others=", ".join(names[:-1]), last=names[-1])
