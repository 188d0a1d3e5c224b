"""TOML files, as people save them."""

import tomllib
from pathlib import Path
from typing import Any


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file, also with a byte order mark. Raises ValueError with what is wrong, without its
    name, and OSError.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8: save it anew as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"it is not TOML: {error}") from error
