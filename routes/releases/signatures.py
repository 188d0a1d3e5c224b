"""Who signed the texts of a language: the entry of the language in languages.toml, and the texts as
they were signed, in a file of their own (prompts/review.py).

Its value is None while nobody has signed, else {"reviewer", "date", "status", "texts"}. texts:
prompt -> English and translation.
"""

import tomllib
from typing import Any

from prompts.language_file import changed_entry
from prompts.po import content_of_po, po_file_of
from prompts.review import Signed, signed_file, signed_in
from routes.releases.change import Content, Value
from routes.releases.entities import NoSuchEntity

BETWEEN = ", "
"""Between the names of several people who signed."""
_NOTHING = {"status": "draft", "reviewer": None, "date": None, "signed": None}


def read_signature(content: Content, language: str) -> Value:
    """Who signed a language, and what. Raises NoSuchEntity."""
    entry = _entry(content, language)
    signed = content.get(_place(language))
    if entry.get("status") == "draft" or not entry.get("date") or signed is None:
        return None
    try:
        texts = signed_in(po_file_of(signed, _place(language))).texts
    except ValueError as error:
        raise NoSuchEntity(str(error)) from None
    return signature(
        entry.get("reviewer", ""), entry["date"].isoformat(), dict(texts), entry["status"]
    )


def signature(
    reviewer: str, date: str, texts: dict[str, tuple[str, str]], status: str = "live"
) -> Value:
    """A signature as a change holds it. date: as in 2026-11-27."""
    said = {prompt: list(pair) for prompt, pair in sorted(texts.items())}
    return {"reviewer": reviewer, "date": date, "status": status, "texts": said}


def with_signature(content: Content, language: str, value: Value) -> Content:
    """The files with this signature. Raises NoSuchEntity."""
    _entry(content, language)
    path = _languages(content)
    file = content[path].decode("utf-8-sig")
    if value is None:
        return {path: changed_entry(file, language, _NOTHING, path).encode()}
    signed = Signed({prompt: (pair[0], pair[1]) for prompt, pair in value["texts"].items()})
    entry = {
        "status": value["status"],
        "reviewer": value["reviewer"],
        "date": tomllib.loads(f"date = {value['date']}")["date"],
        "signed": signed.digest,
    }
    return {
        path: changed_entry(file, language, entry, path).encode(),
        _place(language): content_of_po(signed_file(signed, language)),
    }


def signers(value: Value) -> list[str]:
    """The names of the people who signed."""
    return str(value["reviewer"]).split(BETWEEN) if value else []


def _place(language: str) -> str:
    return f"reviewed/{language}.po"


def _languages(content: Content) -> str:
    return next(path for path in content if path.startswith("languages/"))


def _entry(content: Content, language: str) -> dict[str, Any]:
    found = tomllib.loads(content[_languages(content)].decode("utf-8-sig")).get(language)
    if not isinstance(found, dict):
        raise NoSuchEntity(f"there is no language {language!r}")
    return found
