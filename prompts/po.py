"""PO files, read and written by Babel. A header stays as it is, in whatever form it is written."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_string
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, write_po

_MessageID = str | tuple[str, ...] | list[str]
_LINE = re.compile(r'\s*((msgctxt|msgid|msgid_plural|msgstr(\[\d+])?)\s*)?"([^"\\]|\\.)*"\s*$')
_KEYWORD = re.compile(r'^\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+])?)\s*"')
_CHARSET = re.compile(r"charset=[\w.:-]+", re.IGNORECASE)
_UTF8 = "charset=utf-8"
_NO_WRAPPING = 10**6
"""Letters of a line. With 0 Babel wraps comments all the same, and a note would lose its end."""
NAMELESS = "has no msgctxt, so it belongs to no prompt: add the prompt's name"


class PoFile(Catalog):
    """A PO file.

    header: the text of its header. entries: all other entries, in the order of the file; Babel's
    catalogue makes one of two that have the same name and English.
    """

    def __init__(self, header: str = "", comment: str = "") -> None:
        super().__init__(charset="utf-8", fuzzy=False)
        self.header, self.header_comment = header, comment
        self.entries: list[Message] = []

    def __setitem__(self, english: _MessageID, message: Message) -> None:
        """Add an entry. Babel's own would take the header to pieces, and stop at a date in it."""
        if english or message.context:
            self.entries.append(message)
            super().__setitem__(english, message)
        else:
            self.header = _CHARSET.sub(_UTF8, str(message.string))
            self.header_comment = "\n".join(f"# {one}".rstrip() for one in message.user_comments)
            self.fuzzy = message.fuzzy
            with suppress(ValueError):  # a text has no plural: forms that cannot be read do no harm
                self.mime_headers = [("Plural-Forms", self._named("Plural-Forms"))]

    def __iter__(self) -> Iterator[Message]:
        """Every entry, the header first."""
        _babels_header, *messages = super().__iter__()
        yield Message("", self.header, flags={"fuzzy"} if self.fuzzy else ())
        yield from messages

    @property
    def language(self) -> str:
        """The language that the header names; empty where it names none."""
        return self._named("Language")

    @property
    def messages(self) -> dict[str, Message]:
        """Prompt -> its entry. Of two entries the later one with a text counts."""
        found: dict[str, Message] = {}
        for message in self.entries:
            name = message.context
            if name and not message.pluralizable and (message.string or name not in found):
                found[name] = message
        return found

    @property
    def nameless(self) -> list[Message]:
        """Entries that belong to no prompt, since they lack its name."""
        return [message for message in self.entries if not message.context]

    @property
    def spoilt(self) -> dict[str, str]:
        """Prompt -> why nobody can tell what its text is."""
        texts: dict[str, object] = {}
        found: dict[str, str] = {}
        for message in self.entries:
            name = message.context or ""
            if name and message.pluralizable:
                found[name] = "has plural forms: write one text, as msgid and msgstr"
            elif (
                name and message.string and texts.setdefault(name, message.string) != message.string
            ):
                found[name] = "is there twice, with different texts: remove one of them"
        return found

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Entries that are no text of a prompt: their name or English, and what is wrong."""
        nameless = (f"{str(message.id)[:40]!r}" for message in self.nameless)
        return [*self.spoilt.items(), *((english, NAMELESS) for english in nameless)]

    def _named(self, name: str) -> str:
        return str(message_from_string(self.header).get(name, "")).strip()


def read_po_file(path: Path) -> PoFile:
    """A PO file. Raises ValueError when it is not one, and OSError.

    A line without its quotes is refused: Babel would read it and drop some of its letters.
    """
    return po_file_of(path.read_bytes(), path.name)


def po_file_of(content: bytes, name: str) -> PoFile:
    """The same of the content of a file with this name."""
    try:
        lines = _text(content).replace("\r\n", "\n").split("\n")
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.lstrip().startswith("#") and not _LINE.match(line):
                raise ValueError(f"line {number} is not written as a keyword and a text in quotes")
        file = PoFile()
        PoFileParser(file, abort_invalid=True).parse(_KEYWORD.sub(r'\1 "', one) for one in lines)
    except PoFileError as error:
        reason = f"line {error.lineno + 1}: {error}"
        raise ValueError(f"{name} is not a PO file: {reason}") from error
    except ValueError as error:
        raise ValueError(f"{name} is not a PO file: {error}") from error
    return file


def read_messages(path: Path) -> dict[str, Message]:
    """Prompt -> entry of a PO file, in its order. Raises as `read_po_file` does."""
    return read_po_file(path).messages


def write_po_file(path: Path, file: PoFile) -> None:
    """Write a PO file and read it back. Raises ValueError when it does not say what it should."""
    path.write_bytes(content_of_po(file))
    meant, there = _texts(file), _texts(read_po_file(path))
    if wrong := [entry for entry in {**meant, **there} if meant.get(entry) != there.get(entry)]:
        names = ", ".join(dict.fromkeys(name or str(english) for name, english in wrong))
        raise ValueError(
            f"{path.name} was written, and reads otherwise in {names}: get the file from the "
            "repository, and report this"
        )


def content_of_po(file: PoFile) -> bytes:
    """A PO file as it is written."""
    body = BytesIO()
    write_po(body, file, width=_NO_WRAPPING, include_previous=True)
    return body.getvalue().lstrip(b"\n")  # where there is no comment


def new_po_file(tag: str) -> PoFile:
    """An empty catalogue of a language, with the header of a new one."""
    locale = Locale.parse(tag, sep="-")
    lines = (
        "Project-Id-Version: Wayout",
        f"Language: {tag}",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; {_UTF8}",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {Catalog(locale=locale).plural_forms}",
    )
    comment = f"# {locale.english_name} translations for Wayout."
    return PoFile("".join(f"{line}\n" for line in lines), comment)


def _text(content: bytes) -> str:
    """A file as text: UTF-8, or what its header names. A byte order mark is no part of it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(content.decode("ascii", "ignore"))
        try:
            return content.decode(named[0].partition("=")[2] if named else "utf-8")
        except (LookupError, UnicodeDecodeError):
            raise ValueError("it is not UTF-8: save it anew as UTF-8") from None


def _texts(file: PoFile) -> dict[tuple[str | None, object], tuple[object, bool]]:
    return {(one.context, one.id): (one.string or "", one.fuzzy) for one in file.entries}
