"""The application: the one place where everything meets."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

import click
from flask import Flask
from pydantic import ValidationError

from audio.library import Library
from ivr.loading import load_tree, offer
from ivr.problems import BadFile, Problem, from_validation
from ivr.tree import Tree
from prompts.catalogue import load_catalogues
from prompts.check import check_catalogues, stale_prompts
from prompts.languages import load_languages
from routes.clips import clip_routes
from routes.commands import all_commands
from routes.errors import plain_errors
from routes.health import health_routes
from routes.hotline import Hotline
from routes.logs import quiet_logs
from routes.phone.page import phone_routes
from routes.settings import Settings, read_settings
from routes.voice import voice_routes

log = logging.getLogger(__name__)
Read = TypeVar("Read")

LARGEST_REQUEST = 32 * 1024
"""Bytes. A carrier's webhook is about one kilobyte."""


class CannotStart(click.ClickException):
    """Something must be mended first. Carries every problem, by file and entry."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"the hotline cannot start. Mend this, then start again:\n{lines}")


def create_app(settings: Settings | None = None) -> Flask:
    """The hotline as a WSGI application. Raises CannotStart with everything that must be mended."""
    hotline = open_hotline(settings)
    quiet_logs(logging.INFO)
    for warning in hotline.warnings:
        log.warning("%s", warning)
    app = Flask("wayout", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions["hotline"] = hotline
    app.register_blueprint(voice_routes(hotline))
    app.register_blueprint(clip_routes)
    app.register_blueprint(health_routes)
    if hotline.settings.development:
        app.register_blueprint(phone_routes())
    plain_errors(app)
    for command in all_commands:
        app.cli.add_command(command)
    return app


def open_hotline(settings: Settings | None = None) -> Hotline:
    """Read and check everything that a call needs. Raises CannotStart."""
    problems: list[Problem] = []
    settings = settings or _read(lambda: read_settings(os.environ), problems)
    tree = _read(load_tree, problems)
    languages = _read(load_languages, problems, "languages.toml")
    catalogues = _read(load_catalogues, problems, "catalogues")
    if settings is None or tree is None or languages is None or catalogues is None:
        raise CannotStart(problems)
    catalogues = replace(catalogues, values=tree.values())
    library = Library(languages, settings.clips_folder)
    hotline = Hotline(settings, tree, catalogues, dict(languages), library)
    problems += _check(hotline)
    if problems:
        raise CannotStart(problems)
    return _offer_what_can_be_heard(hotline)


def _read(read: Callable[[], Read], problems: list[Problem], file: str = "") -> Read | None:
    """What was read, or None and the reasons among the problems: so that all are found in one go."""
    try:
        return read()
    except BadFile as error:
        problems += error.problems
    except ValidationError as error:
        problems += from_validation(file, error)
    except (ValueError, OSError) as error:
        problems.append(Problem(file, "(the whole file)", f"cannot be read: {error}"))
    return None


def _check(hotline: Hotline) -> Iterator[Problem]:
    """Problems between the files: what the tree wants to say, and what there is to say it with."""
    yield from (Problem(*fault) for fault in check_catalogues(hotline.catalogues))
    yield from _check_languages(hotline)
    for node, utterance in hotline.tree.script():
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
            yield Problem("catalogues", f"{language}.po", "is missing: the language is on a language page")
    for language in hotline.settings.language_numbers.values():
        if language not in hotline.tree.offered:
            yield Problem("environment", "LANGUAGE_NUMBERS", f"{language!r} is on no language page")


def _offer_what_can_be_heard(hotline: Hotline) -> Hotline:
    """Without the languages that would be mute: a text with neither a clip nor a carrier's voice."""
    unheard: dict[str, str] = {}
    said = 0
    for _, utterance, text in hotline.script():
        speech = hotline.speech(utterance)
        said += speech.clip is None
        if speech.clip is None and speech.voice is None:
            unheard.setdefault(text.language, utterance.prompt)
    offered = offer(hotline.tree, hotline.tree.offered - frozenset(unheard))
    if not offered.offered:
        raise CannotStart([Problem("clips", "(all)", "no language can be heard: run `flask audio build`")])
    return replace(hotline, tree=offered, warnings=tuple(_warnings(hotline, offered, unheard, said)))


def _warnings(hotline: Hotline, tree: Tree, unheard: dict[str, str], said: int) -> Iterator[str]:
    yield from hotline.library.masters.unreadable.values()
    for language, prompt in unheard.items():
        yield (
            f"{language} is NOT offered to callers: {prompt!r} has no clip, and the carrier has no voice "
            "for the language: run `flask audio build`"
        )
    if said:
        yield f"{said} texts have no clip; the carrier's own voice says them: run `flask audio build`"
    if stale := sorted("/".join(place) for place in hotline.library.masters.stale(hotline.recordings)):
        names = ", ".join(stale)
        yield f"changed since they were recorded, so a robot says them: {names}: run `flask audio record --stale`"
    for file, entry, message in stale_prompts(hotline.catalogues):
        yield f"{file}: {entry}: {message}"
    drafts = sorted(one for one in tree.offered if hotline.languages[one].status == "draft")
    if drafts and not hotline.settings.development:
        yield f"no native speaker has signed: {', '.join(drafts)} (draft in languages.toml)"
