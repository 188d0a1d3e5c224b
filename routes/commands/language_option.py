"""The language that a command is about. An unknown one is refused with a list of the known ones."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from flask.cli import ScriptInfo

from prompts.languages import load_languages
from routes.call.hotline import HOTLINE

Command = TypeVar("Command", bound=Callable[..., Any])


def language_option(help_text: str, **how: Any) -> Callable[[Command], Command]:
    """`--language TAG`, of a language that the hotline has."""
    return click.option(
        "--language", callback=_of_the_hotline, help=f"{help_text} (a tag, such as nl).", **how
    )


def language_argument() -> Callable[[Command], Command]:
    """TAG, of a language in languages.toml. For commands that work without the application."""
    return click.argument("language", metavar="TAG", callback=_of_the_file)


def _of_the_hotline(context: click.Context, _which: click.Parameter, tag: str | None) -> str | None:
    app = context.ensure_object(ScriptInfo).load_app()
    return _known(tag, HOTLINE.of(app).languages) if tag is not None else None


def _of_the_file(_context: click.Context, _which: click.Parameter, tag: str) -> str:
    try:
        return _known(tag, load_languages())
    except (ValueError, OSError) as error:
        raise click.ClickException(f"languages.toml cannot be read: {error}") from error


def _known(tag: str, languages: Iterable[str]) -> str:
    if tag not in languages:
        known = ", ".join(sorted(languages))
        raise click.BadParameter(f"there is no language {tag!r}; there are: {known}")
    return tag
