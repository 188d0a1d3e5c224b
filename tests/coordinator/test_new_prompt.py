"""A new prompt is heard at once in English, and what is not translated is named."""

from tests.coordinator.conftest import LANGUAGES, Desk

NEW = """
#. note: In danger, after the advice.
msgctxt "danger.near"
msgid "Help is near, press {person}."
msgstr ""
"""
OTHERS = LANGUAGES - {"en"}
PRODUCTION = {
    "ENVIRONMENT": "production",
    "TWILIO_AUTH_TOKEN": "0123456789abcdef",
    "PUBLIC_URL": "https://hotline.test",
    "HOTLINE_NUMBER": "+3222345678",
    "DATABASE_URL": "off",
}


def say_it(desk: Desk) -> None:
    """Let the menu of danger say the new prompt."""
    desk.edit("ivr/hotline.toml", 'intro = ["danger.now"]', 'intro = ["danger.now", "danger.near"]')


def write_it(desk: Desk) -> None:
    """Write the new prompt down in English, and in no other language."""
    desk.write("prompts/hotline.pot", desk.read("prompts/hotline.pot") + NEW)


def translate_it(desk: Desk) -> None:
    """Translate the new prompt into Dutch alone."""
    empty = 'msgid "Help is near, press {person}."\nmsgstr ""'
    dutch = empty.removesuffix('""') + '"Er is hulp, druk op {person}."'
    desk.edit("prompts/catalogues/nl.po", empty, dutch)


def test_a_prompt_that_no_language_has_yet_is_heard_in_english(desk: Desk) -> None:
    say_it(desk)
    write_it(desk)
    told = desk.flask("call", typed="2\n1\nq\n")
    assert "Of blijf aan de lijn, dan bellen wij iemand." in told
    assert "Help is near, press zero." in told
    assert "lack a translation that fits: danger.near: run `flask check`" in told


def test_check_names_what_is_untranslated_in_every_language(desk: Desk) -> None:
    say_it(desk)
    write_it(desk)
    told = desk.flask("check", fails=True)
    assert "Good" not in told
    assert told.count("danger.near: has no translation") == len(OTHERS)
    assert "nl.po: danger.near: has no translation" in told


def test_an_update_brings_all_catalogues_up_to_date_and_names_them(desk: Desk) -> None:
    say_it(desk)
    write_it(desk)
    told = desk.flask("script", "update")
    catalogues = sorted(desk.folder.glob("prompts/catalogues/*.po"))
    assert [file.name for file in catalogues if f"{file.name} was brought up" not in told] == []
    assert all('msgctxt "danger.near"' in file.read_text("utf-8") for file in catalogues)
    translate_it(desk)
    told = desk.flask("check", fails=True)
    assert "nl.po: danger.near" not in told
    assert told.count("danger.near: has no translation") == len(OTHERS) - 1
    assert "Er is hulp, druk op nul." in desk.flask("call", typed="2\n1\nq\n")


def test_files_are_edited_while_the_hotline_cannot_start(desk: Desk) -> None:
    """The tree names a prompt that is not written down yet, and a text lacks its word in braces."""
    desk.edit("prompts/catalogues/nl.po", 'msgstr "nul"', 'msgstr ""')
    say_it(desk)
    told = desk.flask("check", fails=True)
    assert "the hotline cannot start" in told
    assert "wants to say 'danger.near' in 'nl'" in told
    assert "Every catalogue is up to date." in desk.flask("script", "update")
    write_it(desk)
    assert "nl.po was brought up to date" in desk.flask("script", "update")
    assert "cs.po" in desk.flask("language", "add", "cs")
    assert "uk is a draft again" in desk.flask("language", "draft", "uk")
    assert "danger.near: has no translation" in desk.flask(
        *("language", "sign", "uk", "--reviewer", "A. B.", "--yes"), fails=True
    )


def test_a_command_that_needs_the_hotline_says_why_it_cannot_start(desk: Desk) -> None:
    say_it(desk)
    for command in (("languages",), ("script", "export", "--language", "nl"), ("serve",)):
        told = desk.flask(*command, fails=True)
        assert "the hotline cannot start. Mend this, then start again:" in told
        assert "Traceback" not in told


def test_flask_itself_serves_nothing_while_the_hotline_cannot_start(desk: Desk) -> None:
    say_it(desk)
    for command in (("run", "--port", "0"), ("routes",)):
        assert "the hotline cannot start" in desk.flask(*command, fails=True)


def test_production_does_not_start_until_the_languages_of_its_callers_have_the_prompt(
    desk: Desk,
) -> None:
    say_it(desk)
    write_it(desk)
    desk.flask("script", "update")
    told = desk.flask("check", "--start", fails=True, environ=PRODUCTION | drafts("nl"))
    assert "nl.po: danger.near: has no translation" in told
    assert "uk.po: danger.near" not in told
    translate_it(desk)
    assert "the hotline would start" in desk.flask(
        "check", "--start", environ=PRODUCTION | drafts("nl")
    )
    assert "uk.po: danger.near: has no translation" in desk.flask(
        "check", "--start", fails=True, environ=PRODUCTION | drafts("nl,uk")
    )


def drafts(tags: str) -> dict[str, str]:
    return {"ALLOW_DRAFT_LANGUAGES": tags}
