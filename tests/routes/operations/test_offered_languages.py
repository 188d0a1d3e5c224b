"""Which languages a caller can choose: in production only those that a native speaker has
signed.
"""

import datetime
import html
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app import application
from prompts.catalogue import Catalogues, load_catalogues
from prompts.language_file import change_entry, signature
from prompts.review import keep_signed, to_sign
from prompts.template import load_template
from routes.call.hotline import Hotline
from routes.operations.opening import CannotStart, open_hotline
from tests.conftest import make_settings, whole
from tests.routes.requests import post
from tests.small.hotline import SMALL
from tests.timeless import timeless

TODAY = datetime.date(2026, 11, 22)
Open = Callable[..., Hotline]


class Copy:
    """A copy of the small hotline, to be signed and edited."""

    def __init__(self, folder: Path) -> None:
        self.languages = folder / "languages.toml"
        self.catalogues = folder / "catalogues"
        self.reviewed = folder / "reviewed"
        shutil.copy(SMALL.languages, self.languages)
        shutil.copytree(SMALL.catalogues, self.catalogues)
        self.reviewed.mkdir()
        self.files = replace(
            SMALL, languages=self.languages, catalogues=self.catalogues, reviewed=self.reviewed
        )

    def load(self) -> Catalogues:
        return load_catalogues(self.catalogues, load_template(SMALL.template))

    def sign(self, language: str, *, live: bool = True) -> None:
        signed = to_sign(self.load(), language)
        keep_signed(signed, language, self.reviewed)
        change_entry(language, signature("A. B.", TODAY, signed.digest, live=live), self.languages)

    def edit(self, language: str, old: str, new: str) -> None:
        path = self.catalogues / f"{language}.po"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def in_production(copy: Copy, clips: Path, **settings: object) -> Hotline:
    return open_hotline(
        make_settings(environment="production", clips_folder=clips, **settings), copy.files
    )


def test_development_offers_everything(copy: Copy, clips: Path) -> None:
    hotline = open_hotline(make_settings(clips_folder=clips), copy.files)
    everything = {"en", "nl", "fr", "uk", "ar", "so"}
    assert hotline.tree.offered == hotline.whole.offered == everything


def test_production_does_not_start_while_no_language_is_live(copy: Copy, clips: Path) -> None:
    with pytest.raises(
        CannotStart, match=r"no language is live.*flask language sign.*ALLOW_DRAFT_LANGUAGES"
    ):
        in_production(copy, clips)


def test_production_offers_what_is_live_and_nothing_else(copy: Copy, clips: Path) -> None:
    copy.sign("nl")
    copy.sign("fr", live=False)
    hotline = in_production(copy, clips)
    assert hotline.tree.offered == {"nl"}
    assert hotline.tree.undecided == ("nl",)


def test_drafts_that_the_settings_name_are_offered_and_the_start_says_so(
    copy: Copy, clips: Path
) -> None:
    copy.sign("nl")
    hotline = in_production(copy, clips, allow_draft_languages="uk, fr")
    assert hotline.tree.offered == {"nl", "fr", "uk"}
    told = "ALLOW_DRAFT_LANGUAGES: callers hear texts that no native speaker has signed: fr, uk"
    assert told in hotline.warnings


def test_a_signature_needs_a_name_and_its_text(copy: Copy, clips: Path) -> None:
    change_entry("nl", {"status": "live"}, copy.languages)
    with pytest.raises(CannotStart, match=r"languages\.toml: nl: is live, but nobody has signed"):
        in_production(copy, clips)
    copy.sign("nl")
    change_entry("nl", {"signed": "0123456789abcdef"}, copy.languages)
    with pytest.raises(CannotStart, match="nl: was signed for another text"):
        in_production(copy, clips)


def test_callers_hear_the_signed_text_until_its_successor_is_signed(
    copy: Copy, clips: Path
) -> None:
    copy.sign("nl")
    former = copy.load().text("goodbye", "nl")
    copy.edit("nl", former, "Tot ziens.")
    hotline = in_production(copy, clips)
    assert hotline.catalogues.text("goodbye", "nl") == former
    told = (
        "nl.po: goodbye: changed after it was signed; callers hear the signed text: "
        "run `flask language sign nl`"
    )
    assert told in hotline.warnings
    copy.sign("nl")
    assert in_production(copy, clips).catalogues.text("goodbye", "nl") == "Tot ziens."


def test_a_language_may_be_told_to_speak_its_latest_text(copy: Copy, clips: Path) -> None:
    copy.sign("nl")
    change_entry("nl", {"speaks": "latest"}, copy.languages)
    copy.edit("nl", copy.load().text("goodbye", "nl"), "Tot ziens.")
    hotline = in_production(copy, clips)
    assert hotline.catalogues.text("goodbye", "nl") == "Tot ziens."
    assert any("callers hear the new text, unread" in warning for warning in hotline.warnings)


def test_a_signed_text_that_names_no_key_any_more_gives_way(copy: Copy, clips: Path) -> None:
    """A signed text that lacks the key would mislead the caller, so the new text is said."""
    former = copy.load().languages["nl"].texts["nobody.again"]
    copy.edit("nl", former, "Nog eens.")
    copy.sign("nl")
    copy.edit("nl", "Nog eens.", former)
    hotline = in_production(copy, clips)
    assert hotline.catalogues.languages["nl"].texts["nobody.again"] == former
    assert "nobody.again" in hotline.catalogues.languages["nl"].unread


def test_entries_are_changed_without_losing_a_comment(copy: Copy) -> None:
    before = copy.languages.read_text("utf-8")
    copy.sign("nl")
    after = copy.languages.read_text("utf-8")
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in after.splitlines() if line.startswith("#")
    ]
    assert 'reviewer = "A. B."\ndate = 2026-11-22\n' in after


@pytest.mark.parametrize(
    ("allowed", "heard"), [("nl", "/voice/und/languages"), ("nl, uk", "/voice/uk/main")]
)
def test_the_number_of_a_language_that_is_not_offered_hears_the_page(
    allowed: str, heard: str, copy: Copy, clips: Path
) -> None:
    called = "+3222345679"
    settings = make_settings(
        environment="production",
        clips_folder=clips,
        allow_draft_languages=allowed,
        language_numbers=f"{called}=uk",
    )
    answer = post(application(open_hotline(settings, copy.files)), "/voice", To=called)
    assert f'action="{html.escape(whole(f"{heard}?began=&keys=0"))}"' in timeless(answer.text)


@pytest.mark.parametrize(("scheme", "has_api"), [("twilio", True), ("somleng", False)])
def test_interpreters_that_nobody_can_ring_are_named_with_what_helps_at_this_carrier(
    scheme: str, has_api: bool
) -> None:
    hotline = open_hotline(make_settings(signature_scheme=scheme), files=SMALL)
    [told] = [str(one) for one in hotline.warnings if "interpreter" in str(one)]
    assert ("TWILIO_ACCOUNT_SID" in told) is has_api
    assert told.endswith("remove 'interpreters'")
