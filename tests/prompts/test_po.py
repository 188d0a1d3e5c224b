"""A PO file keeps its header and its texts, whatever tool has written it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.catalogue import load_catalogue, load_catalogues
from prompts.check import check_catalogues
from prompts.po import (
    content_of_po,
    new_po_file,
    po_file_of,
    read_messages,
    read_po_file,
    write_po_file,
)
from prompts.template import TEMPLATE, load_template
from prompts.update import update_catalogue, update_catalogues, write_translations
from tests.prompts.po import entry, po

ENGLISH = po(entry("hello", "Hello."), entry("bye", "Goodbye."))
DUTCH = entry("hello", "Hello.", "Hallo.") + "\n" + entry("bye", "Goodbye.", "Dag.")

HEADERS = {
    "begins on the line of msgstr": 'msgid ""\nmsgstr "Language: nl\\n"\n"X-Tool: y\\n"\n',
    "on one line": 'msgid ""\nmsgstr "Language: nl\\nX-Tool: y\\n"\n',
    "msgid on two lines": 'msgid ""\n""\nmsgstr ""\n"Language: nl\\n"\n"X-Tool: y\\n"\n',
    "blanks": 'msgid  ""\nmsgstr   "" \n "Language: nl\\n"\n"X-Tool: y\\n"\n',
    "tabs": 'msgid\t""\nmsgstr\t""\n"Language: nl\\n"\n"X-Tool: y\\n"\n',
    "fuzzy": '#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: nl\\n"\n"X-Tool: y\\n"\n',
    "comments of each kind": '# a\n#\n#. b\n#: c.py:1\nmsgid ""\nmsgstr ""\n'
    '"Language: nl\\n"\n"X-Tool: y\\n"\n',
    "a date and forms that nobody can read": 'msgid ""\nmsgstr ""\n"Language: nl\\n"\n'
    '"POT-Creation-Date: soon\\n"\n"Plural-Forms: nplurals=many;\\n"\n"X-Tool: y\\n"\n',
    "no language": 'msgid ""\nmsgstr ""\n"X-Tool: y\\n"\n',
    "another charset": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-2\\n"\n'
    '"X-Tool: y\\n"\n',
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "hotline.pot"
    path.write_text(ENGLISH, "utf-8")
    return path


@pytest.fixture
def dutch(tmp_path: Path) -> Path:
    return tmp_path / "nl.po"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_of_any_form_stays_and_the_new_text_is_the_only_one(
    header: str, line_end: str, encoding: str, dutch: Path, template: Path
) -> None:
    content = f"{header}\n{DUTCH}".rstrip("\n")  # and no line end behind the last text
    dutch.write_bytes(content.replace("\n", line_end).encode(encoding))
    write_translations(dutch, {"hello": "Dag allemaal."}, template)
    written = dutch.read_text("utf-8")
    assert written.count('msgctxt "hello"') == written.count('msgctxt "bye"') == 1
    assert "Hallo." not in written
    texts = load_catalogue(dutch, load_template(template)).texts
    assert texts == {"hello": "Dag allemaal.", "bye": "Dag."}
    assert "X-Tool: y" in read_po_file(dutch).header
    assert not update_catalogue(dutch, template), "an update changes nothing more"


def test_a_file_without_a_header_gets_one(dutch: Path, template: Path) -> None:
    dutch.write_text(DUTCH, "utf-8")
    assert update_catalogue(dutch, template)
    assert (read_po_file(dutch).language, len(read_messages(dutch))) == ("nl", 2)


def test_a_file_in_another_charset_is_written_in_utf_8(dutch: Path, template: Path) -> None:
    """Babel would write a letter that the charset lacks as \\u017e, and callers would hear that."""
    header = HEADERS["another charset"]
    dutch.write_bytes((header + "\n" + DUTCH.replace("Hallo.", "čau.")).encode("iso-8859-2"))
    write_translations(dutch, {"bye": "Đoviđenja ∞."}, template)
    assert "charset=utf-8" in dutch.read_text("utf-8")
    assert [one.string for one in read_messages(dutch).values()] == ["čau.", "Đoviđenja ∞."]


def test_left_over_entries_stay(dutch: Path, template: Path) -> None:
    gone = '#~ msgctxt "gone"\n#~ msgid "Gone."\n#~ msgstr "Weg."\n'
    dutch.write_text(po(DUTCH, gone), "utf-8")
    write_translations(dutch, {"bye": "Tot ziens."}, template)
    assert gone in dutch.read_text("utf-8")
    assert read_messages(dutch).keys() == {"hello", "bye"}


SPOILT = {
    "twice": (
        entry("hello", "Hello.", "Hoi."),
        "hello is there twice, with different texts: remove one of them",
    ),
    "plural forms": (
        'msgctxt "many"\nmsgid "One."\nmsgid_plural "Many."\nmsgstr[0] "a"\nmsgstr[1] "b"\n',
        "many has plural forms: write one text, as msgid and msgstr",
    ),
    "no name": (
        'msgid "Nameless."\nmsgstr "Zonder naam."\n',
        "'Nameless.' has no msgctxt, so it belongs to no prompt: add the prompt's name",
    ),
}


@pytest.mark.parametrize(("further", "told"), SPOILT.values(), ids=SPOILT)
def test_what_writing_would_lose_is_named_and_nothing_is_written(
    further: str, told: str, dutch: Path, template: Path
) -> None:
    dutch.write_text(po(DUTCH, further), "utf-8")
    before = dutch.read_bytes()
    with pytest.raises(ValueError, match=told.replace("?", r"\?")):
        write_translations(dutch, {"bye": "Tot ziens."}, template)
    assert dutch.read_bytes() == before
    catalogues = load_catalogues(dutch.parent, load_template(template))
    found = [f"{name} {message}" for _, name, message in check_catalogues(catalogues)]
    assert told in found


def test_two_entries_with_the_same_text_are_one(dutch: Path, template: Path) -> None:
    dutch.write_text(po(DUTCH, DUTCH), "utf-8")
    assert update_catalogues(dutch.parent, template) == [dutch]
    assert dutch.read_text("utf-8").count('msgctxt "hello"') == 1


@given(text=st.text(st.characters(codec="utf-8"), min_size=1))
def test_whatever_is_written_reads_the_same(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`write_po_file` compares, and raises otherwise."""
    path = tmp_path_factory.mktemp("po") / "nl.po"
    file = new_po_file("nl")
    file.add("Hello.", text, context="hello")
    write_po_file(path, file)
    assert read_messages(path)["hello"].string == text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<<<<<<< ours\n", "line 1 is not written as a keyword and a text in quotes"),
        (b'msgid "a"\n', "missing msgstr"),
        ('msgid "é"\nmsgstr "é"\n'.encode("utf-16"), "it is not UTF-8: save it anew as UTF-8"),
        (b'msgid "\xff"\nmsgstr ""\n', "it is not UTF-8: save it anew as UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused_by_name(content: bytes, told: str, dutch: Path) -> None:
    dutch.write_bytes(content)
    with pytest.raises(ValueError, match=rf"nl\.po is not a PO file: .*{told}"):
        read_po_file(dutch)


def test_the_english_source_keeps_its_notes(tmp_path: Path) -> None:
    again = tmp_path / "again.pot"
    again.write_bytes(content_of_po(po_file_of(TEMPLATE.read_bytes(), TEMPLATE.name)))
    assert load_template(again) == load_template(TEMPLATE)
