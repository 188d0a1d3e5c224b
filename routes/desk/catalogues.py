"""Every text of the desk, found in its code and its templates, and its catalogues brought up to
date.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import routes
from routes.desk.translation import LANGUAGES, TRANSLATIONS

_ROUTES = Path(routes.__file__).parent
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_ELSEWHERE = ("listen.html", "phone.html")
"""Pages that only a developer sees."""


def texts() -> Catalog:
    """All texts, without a language."""
    found = Catalog()
    for folder in ("desk", "operations/script", "simulator", "statistics"):
        for file, _line, text, _comments, context in extract_from_dir(_ROUTES / folder, _METHODS):
            if Path(file).name not in _ELSEWHERE:
                found.add(text, context=context)
    return found


def update(folder: Path = TRANSLATIONS) -> Iterator[str]:
    """Bring every catalogue up to date; yields those that changed. A changed English text is empty
    again.
    """
    template = texts()
    for tag in LANGUAGES:
        path = folder / f"{tag}.po"
        if path.exists() and _update(path, tag, template):
            yield path.name


def _update(path: Path, tag: str, template: Catalog) -> bool:
    before = path.read_bytes()
    former, fresh = read_po(BytesIO(before), locale=tag), Catalog(locale=tag)
    for message in sorted(template, key=lambda one: str(one.id)):
        if message.id:
            known = former.get(message.id)
            fresh.add(message.id, known.string if known else ())
    body = BytesIO()
    write_po(body, fresh, width=0, omit_header=True, no_location=True)
    path.write_bytes(before.partition(b"\n\n")[0].rstrip() + b"\n\n" + body.getvalue())
    return path.read_bytes() != before
