"""How a text is read aloud: numbers as digits, names as they sound. One file a language."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "lexicon"


@dataclass(frozen=True)
class Lexicon:
    """digits: the words for 0 to 9. words: what is written -> what is said."""

    digits: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    def spoken(self, text: str) -> str:
        """The text as an engine should read it: "112" becomes "one one two"."""
        for written, said in self.words.items():
            text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", said, text)
        return re.sub(r"\d+", self._digit_by_digit, text) if self.digits else text

    def _digit_by_digit(self, number: re.Match[str]) -> str:
        return " ".join(self.digits[int(digit)] for digit in number[0])


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where nobody has written any."""
    path = HERE / f"{language}.toml"
    if not path.exists():
        return Lexicon()
    data = tomllib.loads(path.read_text("utf-8"))
    return Lexicon(tuple(data["digits"]), data["words"])
