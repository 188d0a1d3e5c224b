"""Masters: each says exactly one text, and is never played when that text has changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audio.lexicon import lexicon
from audio.library import Library
from audio.mastering import active_level
from audio.masters import Masters
from audio.provenance import HUMAN, Provenance, read_provenance
from audio.text import Text
from prompts.languages import load_languages
from tests.audio import studio
from tests.audio.studio import GOODBYE, WELCOME

CHANGED = Text("nl", "Dit is Wayout. Hier krijg je hulp.")
NAME = ("nl", "main.welcome")


@pytest.fixture
def say_wayout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Change how the Dutch lexicon says a name."""
    folder = tmp_path / "lexicon"
    folder.mkdir()

    def change(said: str, section: str = "words") -> None:
        digits = "digits = " + json.dumps(list("0123456789"))
        words = "" if section == "words" else "[words]"
        lines = (digits, words, f"[{section}]", f'Wayout = "{said}"')
        (folder / "nl.toml").write_text("\n".join(lines), "utf-8")
        lexicon.cache_clear()

    monkeypatch.setattr("audio.lexicon.HERE", folder)
    change("Wee-aut")
    yield change
    lexicon.cache_clear()


def test_a_master_is_kept_with_where_it_comes_from(tmp_path: Path) -> None:
    one = studio.keep(tmp_path, "main.welcome", WELCOME).all[NAME]
    assert (one.text, one.engine, one.release, one.voice) == (
        WELCOME.digest,
        "espeak",
        "release 1",
        "nl",
    )
    assert (one.date, one.reviewed_by) == (studio.TODAY, "")
    assert sorted(path.name for path in tmp_path.glob("nl/*")) == [
        "main.welcome.opus",
        "provenance.json",
    ]


def test_it_is_found_by_its_exact_text(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "main.welcome", WELCOME)
    assert masters.of(WELCOME) == masters.all[NAME]
    assert masters.path(WELCOME) == tmp_path / "nl" / "main.welcome.opus"
    assert masters.is_whole(NAME)


def test_it_is_the_speech_that_was_kept(tmp_path: Path) -> None:
    kept = studio.keep(tmp_path, "main.welcome", WELCOME).read(WELCOME)
    given = studio.speech(WELCOME)
    assert len(kept) == pytest.approx(len(given), abs=50)
    assert active_level(kept) == pytest.approx(active_level(given), abs=1)
    assert (kept.channels, kept.frame_rate) == (1, 24_000)


def test_what_was_kept_is_there_the_next_time(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "main.welcome", WELCOME)
    masters.add(
        "goodbye", GOODBYE, studio.speech(), studio.origin(GOODBYE, HUMAN, "Zoë “Z.” Šťastná")
    )
    assert Masters(tmp_path).all == masters.all
    assert Masters(tmp_path).all["nl", "goodbye"].voice == "Zoë “Z.” Šťastná"


def test_a_reviewer_who_signs_in_the_file_is_kept_when_another_master_joins(tmp_path: Path) -> None:
    studio.keep(tmp_path, "main.welcome", WELCOME)
    path = tmp_path / "nl" / "provenance.json"
    path.write_text(
        path.read_text("utf-8").replace('"engine"', '"reviewed_by": "Ann",\n  "engine"'), "utf-8"
    )
    studio.keep(tmp_path, "goodbye", GOODBYE)
    assert read_provenance(path)["main.welcome"].reviewed_by == "Ann"


def test_a_folder_that_is_not_there_has_no_masters(tmp_path: Path) -> None:
    assert Masters(tmp_path / "none").all == {}
    assert Masters(tmp_path / "none").of(WELCOME) is None


def test_a_master_of_a_changed_text_is_listed_and_never_played(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "main.welcome", WELCOME)
    library = Library(load_languages(), tmp_path, masters)
    assert list(masters.stale({NAME: CHANGED})) == [NAME]
    assert list(masters.stale({NAME: WELCOME})) == []
    assert masters.of(CHANGED) is None
    assert [source.master for source in library.sources(CHANGED)] == [None]
    with pytest.raises(KeyError):
        masters.path(CHANGED)


def test_a_text_that_only_changed_its_name_keeps_its_master(tmp_path: Path) -> None:
    masters = studio.keep(tmp_path, "welcome", WELCOME)
    assert list(masters.stale({NAME: WELCOME})) == []
    assert masters.of(WELCOME) is not None


def test_a_name_that_is_said_in_another_way_makes_an_engines_master_stale(
    tmp_path: Path, say_wayout: Callable[[str], None]
) -> None:
    masters = studio.keep(tmp_path / "masters", "main.welcome", WELCOME)
    assert masters.of(WELCOME)
    say_wayout("Weej-aut")
    assert masters.of(WELCOME) is None
    assert list(masters.stale({NAME: WELCOME})) == [NAME]


def test_a_person_reads_the_text_itself_whatever_the_lexicon_says(
    tmp_path: Path, say_wayout: Callable[[str], None]
) -> None:
    masters = studio.keep_human(tmp_path / "masters", "main.welcome", WELCOME)
    say_wayout("Weej-aut")
    assert masters.of(WELCOME)
    assert list(masters.stale({NAME: WELCOME})) == []


def test_words_for_one_engine_alone_make_only_its_masters_stale(
    tmp_path: Path, say_wayout: Callable[[str, str], None]
) -> None:
    say_wayout("Wee-aut", "engines.espeak")
    espeak = studio.keep(tmp_path / "espeak", "main.welcome", WELCOME)
    gtts = studio.keep(tmp_path / "gtts", "main.welcome", WELCOME, "gtts")
    say_wayout("Weej-aut", "engines.espeak")
    assert espeak.of(WELCOME) is None
    assert gtts.of(WELCOME)


def test_two_languages_do_not_mix(tmp_path: Path) -> None:
    """They do not mix even where they have the same words under the same name."""
    english = Text("en", WELCOME.words)
    studio.keep(tmp_path, "main.welcome", WELCOME)
    former = (tmp_path / "nl" / "provenance.json").read_bytes()
    masters = studio.keep(tmp_path, "main.welcome", english)
    assert (tmp_path / "nl" / "provenance.json").read_bytes() == former
    assert [masters.path(text).parent.name for text in (WELCOME, english)] == ["nl", "en"]
    assert masters.of(Text("de", WELCOME.words)) is None
    assert list(masters.stale({NAME: CHANGED, ("en", "main.welcome"): english})) == [NAME]


@pytest.mark.parametrize("human", ["keys.speak", "main.speak"])
def test_of_two_masters_of_the_same_words_the_persons_is_played(human: str, tmp_path: Path) -> None:
    for name in ("keys.speak", "main.speak"):
        masters = studio.keep(tmp_path, name, WELCOME, HUMAN if name == human else "espeak")
    assert masters.path(WELCOME).stem == human


def test_a_stale_master_does_not_hide_another_of_the_same_words(
    tmp_path: Path, say_wayout: Callable[[str], None]
) -> None:
    masters = studio.keep(tmp_path, "main.speak", WELCOME)
    say_wayout("Weej-aut")
    masters.add("keys.speak", WELCOME, studio.speech(), studio.origin(WELCOME))
    assert Masters(tmp_path).path(WELCOME).stem == "keys.speak"
    assert list(masters.stale({NAME: WELCOME, ("nl", "main.speak"): WELCOME})) == [
        ("nl", "main.speak")
    ]


def test_a_master_that_is_replaced_leaves_nothing_of_the_former(tmp_path: Path) -> None:
    former: Provenance = studio.keep(tmp_path, "main.welcome", WELCOME).all[NAME]
    masters = Masters(tmp_path)
    masters.add(
        "main.welcome", CHANGED, studio.speech(GOODBYE), studio.origin(CHANGED, HUMAN, "A.B.")
    )
    assert masters.of(WELCOME) is None
    assert masters.all[NAME].sha256 != former.sha256
    assert masters.is_whole(NAME)
    assert len(list(tmp_path.glob("nl/*"))) == 2
