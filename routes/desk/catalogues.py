"""Finds every text of the desk in code and templates, and updates the catalogues with them."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

import routes
from prompts.po import PoFile, new_po_file, read_po_file, write_po_file
from routes.desk.review.words import FOLDER as REVIEWERS
from routes.desk.translation import LANGUAGES, TRANSLATIONS

_ROUTES = Path(routes.__file__).parent
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
FOLDERS = ("desk", "doctor", "operations", "releases", "simulator", "statistics", "warnings")
_NOT_TRANSLATED = ("listen.html", "phone.html")
"""Pages of development, which are in English only."""


def texts() -> Catalog:
    """All texts, without a translation."""
    catalog = Catalog()
    for folder in FOLDERS:
        for file, _line, text, _comments, context in extract_from_dir(_ROUTES / folder, _METHODS):
            if Path(file).name not in _NOT_TRANSLATED:
                catalog.add(text, context=context)
    return catalog


def reviewer_texts() -> Catalog:
    """All texts of the pages for native speakers, without a translation."""
    catalog = Catalog()
    found = extract_from_dir(_ROUTES / "desk", _METHODS, keywords={"say": None, "to_say": None})
    for _file, _line, text, _comments, context in found:
        catalog.add(text, context=context)
    return catalog


def update(folder: Path = TRANSLATIONS, reviewers: Path = REVIEWERS) -> Iterator[str]:
    """Update every catalogue, and yield those that changed. A text whose English has changed loses
    its translation.
    """
    template = texts()
    for tag in LANGUAGES:
        path = folder / f"{tag}.po"
        if path.exists() and _update(path, tag, template):
            yield path.name
    template = reviewer_texts()
    for path in sorted(reviewers.glob("*.po")):
        if _update(path, path.stem, template):
            yield f"{reviewers.name}/{path.name}"


def _update(path: Path, tag: str, template: Catalog) -> bool:
    before, former = path.read_bytes(), read_po_file(path)
    fresh = PoFile(former.header or new_po_file(tag).header, former.header_comment)
    for message in sorted(template, key=lambda message: str(message.id)):
        if message.id:
            known = former.get(message.id)
            fresh.add(message.id, known.string if known else ())
    write_po_file(path, fresh)
    return path.read_bytes() != before
