"""The English source, hotline.pot: every prompt with its notes for translators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

_LINE = re.compile(r'\s*((msgctxt|msgid|msgid_plural|msgstr(\[\d+])?)\s*)?"([^"\\]|\\.)*"\s*$')
HERE = Path(__file__).parent
TEMPLATE = HERE / "hotline.pot"


@dataclass(frozen=True, slots=True)
class Source:
    """One prompt in English.

    note: who hears it, and what happens next. content: ids of the facts that it carries. seconds:
    how long it may last. languages: the only ones that say it; empty means all.
    """

    text: str
    note: str = ""
    content: tuple[str, ...] = ()
    seconds: int | None = None
    languages: tuple[str, ...] = ()

    def is_for(self, language: str) -> bool:
        """Whether this language says the prompt. English, the source, has them all."""
        return not self.languages or language in self.languages


def load_template(path: Path = TEMPLATE) -> Mapping[str, Source]:
    """Prompt key -> English source, in the order of the file."""
    return {prompt: _source(message) for prompt, message in read_messages(path).items()}


def read_messages(path: Path) -> dict[str, Message]:
    """Prompt key -> message of a PO file, in its order. Raises ValueError when it is not one.

    A line without its quotes is refused: Babel would read it and drop some of its letters.
    """
    try:
        content = path.read_bytes()
        for number, line in enumerate(content.decode().splitlines(), 1):
            if line.strip() and not line.startswith("#") and not _LINE.match(line):
                raise ValueError(f"line {number} is not written as a keyword and a text in quotes")
        messages = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise ValueError(f"{path.name} is not a PO file: {error}") from error
    return {message.context: message for message in messages if message.context}


def placeholders(text: str) -> frozenset[str]:
    """The names in braces: {key} in "press {key}". Anything else in braces is named as it is."""
    try:
        fields = [field for field in Formatter().parse(text) if field[1] is not None]
    except ValueError:
        return frozenset({"a brace without its other half"})
    return frozenset(
        f"{name}{f'!{how}' if how else ''}{f':{form}' if form else ''}"
        for _, name, form, how in fields
    )


def _source(message: Message) -> Source:
    notes = dict(re.findall(r"^(\w+): (.*)$", "\n".join(message.auto_comments), re.MULTILINE))
    return Source(
        text=str(message.id),
        note=notes.get("note", ""),
        content=tuple(notes.get("content", "").split()),
        seconds=int(notes["seconds"]) if "seconds" in notes else None,
        languages=tuple(notes.get("languages", "").split()),
    )
