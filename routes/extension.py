"""Typed entries of `app.extensions`: the parts that an application carries with it."""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from flask import Flask, current_app

Carried = TypeVar("Carried")
_WHY_NOT = "wayout.why_not"


class Extension(Generic[Carried]):
    """One thing that an application carries.

    name: the key in `app.extensions`, used only here. default: makes it when nothing was put.
    """

    def __init__(self, name: str, default: Callable[[], Carried] | None = None) -> None:
        self._key = f"wayout.{name}"
        self._default = default

    def put(self, app: Flask, carried: Carried) -> Carried:
        """Let an application carry this from now on."""
        app.extensions[self._key] = carried
        return carried

    def of(self, app: Flask) -> Carried:
        """What an application carries. Raises KeyError when nothing was put and none is made.

        Raises the reason instead where `carry_nothing` has given one.
        """
        if self._key not in app.extensions and self._default:
            return self.put(app, self._default())
        if self._key not in app.extensions and _WHY_NOT in app.extensions:
            raise app.extensions[_WHY_NOT]
        return cast(Carried, app.extensions[self._key])

    def find(self, app: Flask) -> Carried | None:
        """What an application carries, or None."""
        return cast(Carried | None, app.extensions.get(self._key))

    def here(self) -> Carried:
        """What the application of the current request or command carries."""
        return self.of(this_app())


def carry_nothing(app: Flask, reason: Exception) -> Flask:
    """Let an application raise this reason to all that ask for something that was not put."""
    app.extensions[_WHY_NOT] = reason
    return app


def this_app() -> Flask:
    """The application of the current request or command, without Flask's proxy."""
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
