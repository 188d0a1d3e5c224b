"""Opening the hotline: read and check everything that a call needs, before the first call."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import click
from pydantic import ValidationError

from audio.lexicon import HERE as LEXICONS
from audio.lexicon import load_lexicon
from audio.library import Library
from audio.masters import FOLDER as MASTERS
from audio.masters import Masters
from ivr.destinations import POLICE
from ivr.loading import HERE as TREE
from ivr.loading import load_tree, with_emergency_trunk
from ivr.problems import WHOLE, BadFile, Problem, from_validation
from ivr.spoken_keys import keys_without_meaning
from prompts.catalogue import CATALOGUES, joined, load_catalogue
from prompts.check import check_catalogues, fall_back_to_english
from prompts.languages import LANGUAGES, load_languages
from prompts.review import REVIEWED, check_signatures, read_signed, speak_signed
from prompts.template import TEMPLATE, load_template
from routes.call.faults import Faults
from routes.call.floods import Floods
from routes.call.hotline import Hotline
from routes.call.refusals import Refusals
from routes.carriers import CARRIERS
from routes.operations.audible import offer_audible
from routes.operations.heard_texts import with_unheard
from routes.operations.offered_languages import (
    allowed_languages,
    offer_interpreters,
    offer_live,
    with_warnings,
)
from routes.operations.settings_fit import settings_that_fit_no_file
from routes.settings.environment import read_settings
from routes.settings.settings import Settings

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Files:
    """Where the tree, its texts and its recordings are. The default is what is shipped."""

    tree: Path = TREE / "hotline.toml"
    destinations: Path = TREE / "destinations.toml"
    languages: Path = LANGUAGES
    template: Path = TEMPLATE
    catalogues: Path = CATALOGUES
    reviewed: Path = REVIEWED
    masters: Path = MASTERS
    lexicons: Path = LEXICONS


SHIPPED = Files()


class CannotStart(click.ClickException):
    """Something must be mended first. Carries every problem, by file and entry."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"the hotline cannot start. Mend this, then start again:\n{lines}")


def settings_or_stop() -> Settings:
    """The settings of the environment. Raises CannotStart."""
    problems: list[Problem] = []
    settings = _read(lambda: read_settings(os.environ, CARRIERS), problems)
    if settings is None:
        raise CannotStart(problems)
    return settings


def _as_it_is(hotline: Hotline) -> Hotline:
    return hotline


def open_hotline(
    settings: Settings | None = None,
    files: Files = SHIPPED,
    complete: Callable[[Hotline], Hotline] = _as_it_is,
) -> Hotline:
    """Read and check everything that a call needs. complete: what a release of the desk adds, such
    as clips, before it is known which languages can be heard. Raises CannotStart.
    """
    problems: list[Problem] = []
    settings = settings or _read(lambda: read_settings(os.environ, CARRIERS), problems)
    tree = _read(lambda: load_tree(files.tree, files.destinations), problems)
    languages = _read(lambda: load_languages(files.languages), problems, files.languages.name)
    template = _read(lambda: load_template(files.template), problems, files.template.name)
    if tree and template:
        template = with_unheard(template, tree)
    catalogues = _each(
        files.catalogues, "*.po", lambda path: load_catalogue(path, template or {}), problems
    )
    signed = _each(files.reviewed, "*.po", read_signed, problems) or {}
    _each(files.lexicons, "*.toml", load_lexicon, problems)
    if settings is None or tree is None or languages is None:
        raise CannotStart(problems)
    if template is None or catalogues is None:
        raise CannotStart(problems)
    if settings.emergency_trunk and POLICE in tree.destinations:
        tree = with_emergency_trunk(tree, settings.emergency_trunk)
    problems += (Problem(*fault) for fault in check_signatures(languages, signed))
    newest = replace(joined(template, catalogues.values()), values=tree.values())
    heard = fall_back_to_english(speak_signed(newest, languages, signed), tree.offered)
    latest = fall_back_to_english(newest, tree.offered)
    library = Library(languages, settings.clips_folder, Masters(files.masters))
    hotline = Hotline(settings, tree, tree, heard, latest, dict(languages), library)
    state = settings.state_directory
    hotline = replace(hotline, refusals=Refusals(state), floods=Floods(state), faults=Faults(state))
    problems += _check(hotline)
    offered = (
        None
        if problems
        else _read(
            lambda: offer_audible(offer_live(offer_interpreters(complete(hotline)))), problems
        )
    )
    if offered is None:
        raise CannotStart(problems)
    return with_warnings(offered)


def _read(read: Callable[[], Read], problems: list[Problem], file: str = "") -> Read | None:
    """What was read, or None and the reasons among the problems: so that all are found in one
    go.
    """
    try:
        return read()
    except BadFile as error:
        problems += error.problems
    except ValidationError as error:
        problems += from_validation(file, error)
    except (ValueError, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        problems.append(Problem(file, WHOLE, f"cannot be read: {reason}"))
    return None


def _each(
    folder: Path, pattern: str, read: Callable[[Path], Read], problems: list[Problem]
) -> dict[str, Read] | None:
    """Language -> what its file holds; None when a file of the folder cannot be read."""
    found = {
        path.stem: _read(partial(read, path), problems, f"{folder.name}/{path.name}")
        for path in sorted(folder.glob(pattern))
    }
    read_well = {language: one for language, one in found.items() if one is not None}
    return read_well if len(read_well) == len(found) else None


def _check(hotline: Hotline) -> Iterator[Problem]:
    """Problems between the files: what the tree wants to say, and what there is to say it with.

    In production every text must be there in the languages that callers can choose. In development
    a text that is missing is only warned about: it is spoken in English.
    """
    complete = () if hotline.settings.development else allowed_languages(hotline)
    yield from (Problem(*fault) for fault in check_catalogues(hotline.catalogues, complete))
    yield from _check_languages(hotline)
    unsayable = list(_unsayable(hotline))
    yield from unsayable
    if not unsayable and hotline.tree.offered <= hotline.catalogues.languages.keys():
        for node, message in keys_without_meaning(hotline.tree, hotline.keys_of):
            yield Problem("hotline.toml", f"nodes.{node}", message)


def _unsayable(hotline: Hotline) -> Iterator[Problem]:
    """What has no text. A language without a catalogue is told once, not for each of its texts."""
    for node, utterance in hotline.tree.script():
        if utterance.language not in hotline.catalogues.languages:
            continue
        try:
            hotline.text(utterance)
        except KeyError as error:
            name, language = utterance.prompt, utterance.language
            message = f"wants to say {name!r} in {language!r}, but there is no {error}"
            yield Problem("hotline.toml", f"nodes.{node}", message)


def _check_languages(hotline: Hotline) -> Iterator[Problem]:
    for language in sorted(hotline.tree.offered):
        if language not in hotline.languages:
            yield Problem("languages.toml", language, "is on a language page but has no entry here")
        if language not in hotline.catalogues.languages:
            yield Problem(
                "catalogues", f"{language}.po", "is missing: the language is on a language page"
            )
    yield from settings_that_fit_no_file(hotline)
