"""What an offline listener understood of each language, as `make listen` wrote it down."""

import json
from dataclasses import dataclass

from audio.masters import FOLDER as MASTERS

HEARD = MASTERS / "heard.json"
UNCLEAR = 0.3
"""A language in which more letters than this share were understood wrongly is one that people
should record before others.
"""


@dataclass(frozen=True, slots=True)
class Understood:
    """keys: such as 20/21, of the prompts that name a key, how many were understood; empty where
    none names one. wrong: share of the letters that were understood wrongly.
    """

    keys: str
    wrong: float

    @property
    def is_clear(self) -> bool:
        """Whether every key was understood, and enough of the words."""
        right, _, asked = self.keys.partition("/")
        return right == asked and self.wrong <= UNCLEAR


def load_understood() -> dict[str, Understood]:
    """Language -> what was understood; empty before anybody has listened. Raises OSError, and
    ValueError for a file of another form.
    """
    if not HEARD.exists():
        return {}
    try:
        return {
            language: Understood(figures["digits"], float(figures["cer"]))
            for language, figures in json.loads(HEARD.read_text("utf-8")).items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{HEARD.name} is not what `make listen` writes: run it again") from error
