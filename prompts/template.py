"""The English source, hotline.pot: every prompt with its notes for translators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message

from prompts.po import read_po_file
from prompts.spelling import cleaned

HERE = Path(__file__).parent
TEMPLATE = HERE / "hotline.pot"


@dataclass(frozen=True, slots=True)
class Source:
    """One prompt in English.

    note: who hears it, and what happens next. content: ids of the facts that it carries. seconds:
    how long it may last. languages: the only ones that say it; empty means all. unheard_in: the
    short languages whose callers do not come to it. The tree knows them, not this file.
    """

    text: str
    note: str = ""
    content: tuple[str, ...] = ()
    seconds: int | None = None
    languages: tuple[str, ...] = ()
    unheard_in: frozenset[str] = frozenset()

    def is_for(self, language: str) -> bool:
        """Whether this language says the prompt. English, the source, has them all."""
        return not self.languages or language in self.languages

    def is_heard_in(self, language: str) -> bool:
        """Whether callers in this language hear the prompt. A translation that nobody hears may be
        kept, and nothing waits for it.
        """
        return self.is_for(language) and language not in self.unheard_in


def load_template(path: Path = TEMPLATE) -> Mapping[str, Source]:
    """Prompt key -> English source, in the order of the file. Raises ValueError, and OSError."""
    file = read_po_file(path)
    if faults := [f"{entry}: {message}" for entry, message in file.faults]:
        raise ValueError(f"{path.name}: {'; '.join(faults)}")
    return {prompt: _source(message) for prompt, message in file.messages.items()}


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
        text=cleaned(str(message.id)),
        note=notes.get("note", ""),
        content=tuple(notes.get("content", "").split()),
        seconds=int(notes["seconds"]) if "seconds" in notes else None,
        languages=tuple(notes.get("languages", "").split()),
    )
