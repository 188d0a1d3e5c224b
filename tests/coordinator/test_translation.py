"""A native speaker corrects a language; a coordinator imports that, signs it, makes it live."""

import re
from pathlib import Path

import pytest

from prompts.sheet import SheetRow, read_sheet, write_sheet
from prompts.template import load_template
from tests.coordinator.conftest import Desk
from tests.prompts.office import words, xlsx


def corrected(desk: Desk, **texts: str) -> Path:
    """The spreadsheet that was sent out, with some translations changed. __ in a name is a dot."""
    path = desk.folder / "wayout-nl.xlsx"
    changes = {name.replace("__", "."): text for name, text in texts.items()}
    there = read_sheet(path).texts
    rows = [
        SheetRow(prompt, one.english, changes.get(prompt, one.text))
        for prompt, one in there.items()
    ]
    write_sheet(path, "nl", rows)
    return path


def texts_in(language: str) -> int:
    """How many texts a language has."""
    return sum(source.is_for(language) for source in load_template().values())


def test_a_correction_goes_out_and_comes_back(desk: Desk) -> None:
    told = desk.flask("script", "export", "--language", "nl")
    assert "wayout-nl.xlsx: to be corrected" in told
    corrected(
        desk,
        goodbye="U kunt ons altijd terugbellen. Dag.",
        main__speak="Iemand spreken? Druk op twee.",
    )
    told = desk.flask("script", "import", "wayout-nl.xlsx", "--yes", fails=True)
    assert "  + U kunt ons altijd terugbellen. Dag." in told
    assert "NOT TAKEN: must have the same words in braces as the English: key" in told
    assert "nl.po has 1 new text. It was read back." in told
    assert "Callers hear the new text after a restart: goodbye." in told
    assert "flask audio record --stale --language nl" in told
    catalogue = desk.read("prompts/catalogues/nl.po")
    assert 'msgstr "U kunt ons altijd terugbellen. Dag."' in catalogue
    assert "Druk op twee" not in catalogue
    assert "nl/goodbye" in desk.flask("check")  # its recording is stale, and the start says so


def test_a_catalogue_with_the_header_of_another_tool_is_not_doubled(desk: Desk) -> None:
    file, former = "prompts/catalogues/nl.po", 'msgstr ""\n"Project-Id-Version'
    desk.edit(file, former, 'msgstr "X-Tool: a\\n"\n"Project-Id-Version')
    desk.edit(file, '"Language: nl\\n"', '"Language: nl_BE\\n"')
    before, at, after = desk.read(file).partition('msgctxt "goodbye"')
    corrected = before + at + after.replace('msgstr "', 'msgstr "Goed. ', 1)
    (desk.folder / "back.po").write_text(corrected, "utf-8")
    told = desk.flask("script", "import", "back.po", "--yes")
    assert "Callers hear the new text after a restart: goodbye." in told
    assert desk.read(file).count('msgctxt "goodbye"') == 1
    assert "X-Tool: a" in desk.read(file)
    assert "Nothing in back.po differs from nl.po." in desk.flask("script", "import", "back.po")


def test_cells_that_are_no_words_are_named_and_the_others_are_taken(desk: Desk) -> None:
    english = load_template()["goodbye"].text
    rows = {"goodbye": words("Dag."), "quiet": '<c r="{place}" t="e"><v>#SPILL!</v></c>'}
    xlsx(desk.folder / "wayout-nl.xlsx", rows, english)
    told = desk.flask("script", "import", "wayout-nl.xlsx", "--yes", fails=True)
    assert "C3 (quiet)\n  NOT TAKEN: holds an error of the spreadsheet, not words: '#SPI" in told
    assert "nl.po has 1 new text. It was read back." in told
    assert "Error: 1 text not taken: correct what is named above" in told


def test_nothing_is_written_before_the_coordinator_agrees(desk: Desk) -> None:
    desk.flask("script", "export", "--language", "nl")
    corrected(desk, goodbye="Dag.")
    before = desk.read("prompts/catalogues/nl.po")
    told = desk.flask(
        "script", "import", "wayout-nl.xlsx", fails=True
    )  # nobody answers the question
    assert "Write 1 change into nl.po? [Y/n]" in told
    assert desk.read("prompts/catalogues/nl.po") == before


def test_an_export_that_nobody_touched_changes_nothing(desk: Desk) -> None:
    desk.flask("script", "export", "--language", "uk")
    assert "Nothing in wayout-uk.xlsx differs from uk.po." in desk.flask(
        "script", "import", "wayout-uk.xlsx"
    )


def test_what_goes_out_is_the_newest_text_also_while_callers_hear_the_signed_one(
    desk: Desk,
) -> None:
    """Otherwise an export that nobody touched would undo an edit."""
    desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes")
    desk.edit("prompts/catalogues/nl.po", 'msgstr "nul"', 'msgstr "de nul"')
    desk.flask("script", "export", "--language", "nl")
    assert read_sheet(desk.folder / "wayout-nl.xlsx").texts["key.0"].text == "de nul"
    assert "Nothing in wayout-nl.xlsx differs from nl.po." in desk.flask(
        "script", "import", "wayout-nl.xlsx"
    )


def test_the_page_to_print_has_both_languages_and_their_direction(desk: Desk) -> None:
    desk.flask("script", "export", "--language", "ar", "--output", "out")
    page = desk.read("out/wayout-ar.html")
    assert page.count('dir="rtl"') > 70
    assert "To speak to someone, press {key}." in page
    assert "[main, ended]" in page


def test_a_file_that_is_no_translation_is_refused_with_the_reason(desk: Desk) -> None:
    (desk.folder / "x.xlsx").write_text("nothing")
    assert "x.xlsx is not a spreadsheet that can be read" in desk.flask(
        "script", "import", "x.xlsx", fails=True
    )
    write_sheet(desk.folder / "y.xlsx", "en", [SheetRow("goodbye", "Bye.", "Bye.")])
    assert "'en': that is not a translation" in desk.flask("script", "import", "y.xlsx", fails=True)


def test_from_draft_to_live_and_what_callers_hear_meanwhile(desk: Desk) -> None:
    production = {
        "ENVIRONMENT": "production",
        "TWILIO_AUTH_TOKEN": "0123456789abcdef",
        "PUBLIC_URL": "https://hotline.test",
        "HOTLINE_NUMBER": "+3222345678",
    }
    assert "nobody has signed nl" in desk.flask("language", "live", "nl", fails=True)
    assert "no language is live" in desk.flask("check", fails=True, environ=production)
    told = desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes")
    assert f"reviewed/nl.po: {texts_in('nl')} texts, digest " in told
    assert "no language is live" in desk.flask("check", fails=True, environ=production)
    assert "nl is live: signed by A. B." in desk.flask("language", "live", "nl")
    assert "1 language," in desk.flask("check", environ=production)
    desk.edit("prompts/catalogues/nl.po", 'msgstr "nul"', 'msgstr "de nul"')
    told = desk.flask("check", fails=True, environ=production)
    assert "nl.po: key.0: changed after it was signed; callers hear the signed text" in told
    desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes")
    assert "1 language," in desk.flask("check", environ=production)
    assert "nl is a draft again" in desk.flask("language", "draft", "nl")
    assert "no language is live" in desk.flask("check", fails=True, environ=production)


def test_what_is_stale_cannot_be_signed(desk: Desk) -> None:
    desk.edit("prompts/hotline.pot", "You can call us again at any time. Goodbye.", "Goodbye.")
    desk.flask("script", "update")
    told = desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes", fails=True)
    assert "these texts cannot be signed yet:\n  - goodbye: is stale" in told


def test_a_language_is_added_without_touching_code(desk: Desk) -> None:
    told = desk.flask("language", "add", "cs")
    for file in ("prompts/catalogues/cs.po", "prompts/glossary/cs.toml", "audio/lexicon/cs.toml"):
        assert file in told
    assert 'voices = {gtts = "cs", espeak = "cs"}' in desk.read("prompts/languages.toml").replace(
        "{ ", "{"
    )
    assert "Plural-Forms: nplurals=3;" in desk.read("prompts/catalogues/cs.po")
    assert '"nula", "jeden"' in desk.read("audio/lexicon/cs.toml")
    assert "Good: " in desk.flask("check")  # it is not on a page yet
    told = desk.flask("language", "add", "cs", fails=True)
    assert "prompts/catalogues/cs.po is there already, so nothing was written." in told
    assert "2. Translate prompts/catalogues/cs.po: " in told
    desk.edit("ivr/hotline.toml", '"hu"],', '"hu"],\n    ["cs"],')
    assert "cs.po: main.speak: has no translation" in desk.flask("check", fails=True)


def test_what_is_left_to_do_for_a_language_that_is_there_is_said(desk: Desk) -> None:
    told = desk.flask("language", "add", "fa", fails=True)
    assert "prompts/catalogues/fa.po is there already, so nothing was written." in told
    assert "2. Translate prompts/catalogues/fa.po: 0 texts to go." in told
    assert '4. Put "fa" on a page of languages in ivr/hotline.toml.' in told


def test_a_short_language_is_signed_with_the_texts_that_its_callers_hear(desk: Desk) -> None:
    told = desk.flask("language", "sign", "so", "--reviewer", "A. B.", "--yes")
    assert "reviewed/so.po: 45 texts, digest " in told
    told = desk.flask("languages")
    assert re.search(r"^so +Soomaali +45 +0 +0 +reviewed", told, re.MULTILINE)
    assert "Short, with the main path and people only: so, ps, pa" in told
    desk.edit("ivr/hotline.toml", '"so", "ps"', '"ps"')
    desk.edit("ivr/hotline.toml", '    ["ps"', '    ["so", "ps"')
    told = desk.flask("language", "sign", "so", "--reviewer", "A. B.", "--yes", fails=True)
    assert "  - main.signs: has no translation" in told


def test_a_language_is_added_completely_or_not_at_all(desk: Desk) -> None:
    """The tree says which texts a language needs: it is read before anything is written."""
    desk.edit("ivr/hotline.toml", "[nodes.main]", "[nodes.main")
    assert "hotline.toml" in desk.flask("language", "add", "cs", fails=True)
    with pytest.raises(FileNotFoundError):
        desk.read("prompts/catalogues/cs.po")


def test_a_short_language_is_added_with_the_texts_that_it_needs(desk: Desk) -> None:
    desk.edit("ivr/hotline.toml", '"ps", "pa"]', '"ps", "pa", "cs"]')
    told = desk.flask("language", "add", "cs")
    assert "2. Translate prompts/catalogues/cs.po: 45 texts to go." in told
    assert "put it into `short` there" in told


def test_a_command_that_asks_the_tree_says_what_is_wrong_with_it(desk: Desk) -> None:
    desk.edit("ivr/hotline.toml", 'person = "0"', 'person = "9"')
    told = desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes", fails=True)
    assert told.startswith("Error: hotline.toml: keys: key 9 is given twice")


def test_a_tag_that_names_no_language_is_refused(desk: Desk) -> None:
    assert "'klingon' names no language" in desk.flask("language", "add", "klingon", fails=True)


def test_the_table_of_languages_tells_how_far_each_is(desk: Desk) -> None:
    desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes")
    desk.edit("prompts/catalogues/nl.po", 'msgstr "nul"', 'msgstr "de nul"')
    rows = {
        line.split()[0]: line.split()
        for line in desk.flask("languages").splitlines()
        if line[:2].islower()
    }
    assert rows["nl"][1:6] == ["Nederlands", str(texts_in("nl")), "0", "1", "reviewed"]
    assert rows["uk"][1:6] == ["Українська", str(texts_in("uk")), "0", "0", "draft"]
    assert rows["uk"][-2:] == ["1/5", "yes"]


def test_a_command_says_which_file_it_cannot_read(desk: Desk) -> None:
    desk.flask("language", "sign", "nl", "--reviewer", "A. B.", "--yes")
    (desk.folder / "prompts/reviewed/nl.po").write_text("<<<<<<< ours\n", "utf-8")
    told = desk.flask("language", "live", "nl", fails=True)
    assert told.startswith("Error: nl.po is not a PO file: line 1")
    (desk.folder / "prompts/hotline.pot").unlink()
    told = desk.flask("script", "update", fails=True)
    assert told.startswith("Error: ")
    assert "hotline.pot" in told
