"""Brings the catalogues up to date with the English source."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from prompts.catalogue import CATALOGUES
from prompts.template import TEMPLATE, load_template, read_messages


def update_catalogues(folder: Path = CATALOGUES, template: Path = TEMPLATE) -> list[Path]:
    """Write every catalogue in the order of the template; return those that changed.

    A prompt whose English has changed keeps its translation. It is marked fuzzy and shows the
    former English, so that a translator sees what to change. Raises ValueError for a file that is
    not a PO file; those before it are updated.
    """
    return [path for path in sorted(folder.glob("*.po")) if update_catalogue(path, template)]


def write_translations(path: Path, texts: Mapping[str, str], template: Path = TEMPLATE) -> None:
    """Write new translations of some prompts, made from the English as it is now."""
    former = read_messages(path)
    english = read_messages(template)
    for prompt, text in texts.items():
        remarks = _remarks(former.get(prompt))
        former[prompt] = Message(english[prompt].id, text, context=prompt, user_comments=remarks)
    _write(path, former, template)


def update_catalogue(path: Path, template: Path = TEMPLATE) -> bool:
    """Bring one catalogue up to date. Returns whether it changed."""
    return _write(path, read_messages(path), template)


def _write(path: Path, former: Mapping[str, Message], template: Path) -> bool:
    sources = load_template(template)
    fresh = Catalog(locale=path.stem)
    for prompt, message in read_messages(template).items():
        if sources[prompt].is_for(path.stem):
            _carry_over(fresh, message, former.get(prompt))
    before = path.read_bytes().replace(b"\r\n", b"\n")
    body = BytesIO()
    write_po(body, fresh, width=0, include_previous=True, omit_header=True)
    path.write_bytes(_header(before) + body.getvalue())
    return path.read_bytes() != before


def _header(catalogue: bytes) -> bytes:
    """The header of a catalogue as it is: an update knows no translator and no date."""
    before, header, after = catalogue.partition(b'msgid ""\nmsgstr ""\n')
    return before + header + after.partition(b"\n\n")[0].rstrip() + b"\n\n"


def _carry_over(fresh: Catalog, message: Message, former: Message | None) -> None:
    """Add a prompt as it was, or fuzzy with the English that it translates, or new and empty."""
    text = former.string if former else ""
    flags: set[str] = set()
    previous: str | list[str] = []
    if former and text and former.id != message.id:
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
    text = "".join(re.findall(r'"(.*)"', "\n".join(lines)))
    return [text.replace('\\"', '"')] if text else []
