"""The `--language` of a command: refused with the list of those that there are."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from flask.cli import ScriptInfo

from routes.call.hotline import HOTLINE

Command = TypeVar("Command", bound=Callable[..., Any])


def language_option(help_text: str, **how: Any) -> Callable[[Command], Command]:
    """`--language TAG`, of a language that the hotline has."""
    return click.option(
        "--language", callback=_known, help=f"{help_text} (a tag, such as nl).", **how
    )


def language_argument() -> Callable[[Command], Command]:
    """TAG, of a language that the hotline has."""
    return click.argument("language", metavar="TAG", callback=_known)


def _known(context: click.Context, _which: click.Parameter, tag: str | None) -> str | None:
    app = context.ensure_object(ScriptInfo).load_app()
    known = HOTLINE.of(app).languages
    if tag is not None and tag not in known:
        raise click.BadParameter(
            f"there is no language {tag!r}; there are: {', '.join(sorted(known))}"
        )
    return tag
