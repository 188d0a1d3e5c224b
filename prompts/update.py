"""Bring the catalogues up to date with the English source."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from prompts.catalogue import CATALOGUES
from prompts.template import TEMPLATE, load_template, read_messages


def update_catalogues(folder: Path = CATALOGUES, template: Path = TEMPLATE) -> list[Path]:
    """Write every catalogue anew in the order of the template; return those that changed.

    A prompt whose English has changed keeps its translation, is marked fuzzy, and shows the former
    English, so that a translator sees what to change.
    """
    return [path for path in sorted(folder.glob("*.po")) if update_catalogue(path, template)]


def write_translations(path: Path, texts: Mapping[str, str], template: Path = TEMPLATE) -> None:
    """Put new translations of some prompts into a catalogue: they fit the English as it is now."""
    former, english = read_messages(path), read_messages(template)
    for prompt, text in texts.items():
        former[prompt] = Message(
            english[prompt].id, text, context=prompt, user_comments=_remarks(former.get(prompt))
        )
    _write(path, former, template)


def update_catalogue(path: Path, template: Path = TEMPLATE) -> bool:
    """Bring one catalogue up to date. Returns whether it changed."""
    return _write(path, read_messages(path), template)


def _write(path: Path, former: Mapping[str, Message], template: Path) -> bool:
    said = load_template(template)
    fresh = Catalog(locale=path.stem)
    for prompt, message in read_messages(template).items():
        if said[prompt].is_for(path.stem):
            _carry_over(fresh, message, former.get(prompt))
    before = path.read_bytes().replace(b"\r\n", b"\n")
    body = BytesIO()
    write_po(body, fresh, width=0, include_previous=True, omit_header=True)
    path.write_bytes(_header(before) + body.getvalue())
    return path.read_bytes() != before


def _header(catalogue: bytes) -> bytes:
    """The header of a catalogue, untouched: an update knows no translator and no date."""
    before, header, after = catalogue.partition(b'msgid ""\nmsgstr ""\n')
    return before + header + after.partition(b"\n\n")[0].rstrip() + b"\n\n"


def _carry_over(fresh: Catalog, message: Message, former: Message | None) -> None:
    """A prompt as it was, or fuzzy beside the English that it translates, or new and empty."""
    translated = former is not None and bool(former.string)
    changed = former is not None and translated and former.id != message.id
    fuzzy = translated and (changed or (former is not None and former.fuzzy))
    fresh.add(
        message.id,
        former.string if former else "",
        context=message.context,
        auto_comments=message.auto_comments,
        user_comments=_remarks(former),
        flags={"fuzzy"} if fuzzy else (),
        previous_id=(former.id if changed else _previous(former)) if fuzzy and former else (),
    )


def _remarks(former: Message | None) -> list[str]:
    """What a translator wrote beside a prompt. Babel reads the former English (`#|`) as a remark."""
    return [one for one in former.user_comments if not one.startswith("|")] if former else []


def _previous(former: Message) -> list[str]:
    """The English that a fuzzy prompt once translated."""
    text = "".join(
        re.findall(r'"(.*)"', "\n".join(one for one in former.user_comments if one.startswith("|")))
    )
    return [text.replace('\\"', '"')] if text else []
