"""What is said: a language and the words."""

from dataclasses import dataclass
from hashlib import sha256

from prompts.spelling import heard


@dataclass(frozen=True, slots=True)
class Text:
    """The exact words, and the language that they are in. opens_call: whether a call begins with
    them, so that their clip begins with more silence.
    """

    language: str
    words: str
    opens_call: bool = False

    @property
    def digest(self) -> str:
        """The same for all texts that sound like this one in its language."""
        return digest(self.language, heard(self.words))


def digest(*parts: str) -> str:
    """A short name for exactly these strings."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
