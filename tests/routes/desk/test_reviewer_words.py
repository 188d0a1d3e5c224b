"""The pages of native speakers are in the language that they read, in its direction."""

import re
from functools import cache

import pytest
from flask import Flask

from prompts.po import read_po_file
from routes.desk.catalogues import reviewer_texts
from routes.desk.review.words import FOLDER, page_language
from tests.routes.desk.conftest import Coordinator

TRANSLATED = sorted(path.stem for path in FOLDER.glob("*.po"))


@cache
def wanted() -> frozenset[str]:
    """The texts of the pages for native speakers. They are read from all templates."""
    return frozenset(str(message.id) for message in reviewer_texts() if message.id)


def filled(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_text_is_there_with_its_values(tag: str) -> None:
    """After a change of the pages: `flask staff texts`, and translate what is empty."""
    known = {str(one.id): str(one.string) for one in read_po_file(FOLDER / f"{tag}.po").entries}
    assert len(wanted()) > 60
    assert known.keys() == wanted()
    for english, said in known.items():
        assert said, f"{tag}.po does not translate {english!r}"
        assert filled(said) == filled(english)


def test_what_is_not_translated_is_in_a_near_language_or_in_english() -> None:
    assert {"nl", "fr", "ar", "sq", "fa", "zh"} <= {*TRANSLATED}
    assert (page_language("ar"), page_language("ar-MA"), page_language("so")) == ("ar", "ar", "en")


def test_a_link_is_asked_for_in_its_language_and_direction(
    desk_app: Flask, stranger: Coordinator
) -> None:
    arabic = stranger.get("/staff/review/ar").text
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "ألصق رابطك هنا" in arabic
    assert '<html lang="fr" dir="ltr">' in stranger.get("/staff/review/fr").text
