"""Brings the catalogues up to date with the English source."""

import re
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import denormalize

from prompts.catalogue import CATALOGUES
from prompts.po import PoFile, new_po_file, read_messages, read_po_file, write_po_file
from prompts.spelling import cleaned
from prompts.template import TEMPLATE, load_template


def update_catalogues(folder: Path = CATALOGUES, template: Path = TEMPLATE) -> list[Path]:
    """Write every catalogue in the order of the template; return those that changed.

    A prompt whose English has changed keeps its translation. It is marked fuzzy and shows the
    former English, so that a translator sees what to change. Raises ValueError for a file that is
    not a PO file; those before it are updated.
    """
    return [path for path in sorted(folder.glob("*.po")) if update_catalogue(path, template)]


def write_translations(path: Path, texts: Mapping[str, str], template: Path = TEMPLATE) -> None:
    """Write new translations of some prompts, made from the English as it is now. Raises ValueError
    when the file cannot be read, or does not say them afterwards.
    """
    file, english = read_po_file(path), read_messages(template)
    changed = {
        prompt: Message(
            english[prompt].id,
            text,
            context=prompt,
            user_comments=_remarks(file.messages.get(prompt)),
        )
        for prompt, text in texts.items()
    }
    _write(path, file, {**file.messages, **changed}, template)


def update_catalogue(path: Path, template: Path = TEMPLATE) -> bool:
    """Bring one catalogue up to date. Returns whether it changed. Raises as above."""
    file = read_po_file(path)
    return _write(path, file, file.messages, template)


def _write(path: Path, file: PoFile, texts: Mapping[str, Message], template: Path) -> bool:
    """Write a catalogue in the order of the template. file: as it was; what it has besides texts
    stays.
    """
    if faults := [f"{entry} {message}" for entry, message in file.faults]:
        raise ValueError(f"{path.name} was not written: {'; '.join(faults)}")
    fresh = PoFile(file.header or new_po_file(path.stem).header, file.header_comment)
    fresh.fuzzy = file.fuzzy
    fresh.obsolete.update(file.obsolete)
    sources = load_template(template)
    for prompt, message in read_messages(template).items():
        if sources[prompt].is_for(path.stem):
            _carry_over(fresh, message, texts.get(prompt))
    before = path.read_bytes().replace(b"\r\n", b"\n")
    write_po_file(path, fresh)
    return path.read_bytes() != before


def _carry_over(fresh: PoFile, message: Message, former: Message | None) -> None:
    """Add a prompt as it was, or fuzzy with the English that it translates, or new and empty."""
    text = former.string if former else ""
    flags: set[str] = set()
    previous: str | list[str] = []
    if former and text and cleaned(str(former.id)) != cleaned(str(message.id)):
        flags.add("fuzzy")
        previous = str(former.id)
    elif former and text and former.fuzzy:
        flags.add("fuzzy")
        previous = _previous(former)
    fresh.add(
        message.id,
        text,
        context=message.context,
        auto_comments=message.auto_comments,
        user_comments=_remarks(former),
        flags=flags,
        previous_id=previous,
    )


def _remarks(former: Message | None) -> list[str]:
    """A translator's remarks on a prompt. Babel reads the former English (`#|`) as one, too."""
    if former is None:
        return []
    return [remark for remark in former.user_comments if not remark.startswith("|")]


def _previous(former: Message) -> list[str]:
    """The English that a fuzzy prompt once translated."""
    lines = [remark for remark in former.user_comments if remark.startswith("|")]
    text = "".join(map(denormalize, re.findall(r'".*"', "\n".join(lines))))
    return [text] if text else []
