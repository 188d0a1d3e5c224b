"""The day on which the server is down: the carrier plays a static document, and the helpline
rings.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask

from ivr.loading import offer
from routes.call.hotline import HOTLINE, Hotline
from routes.operations.fallback import (
    DOCUMENT,
    document,
    files_of,
    lines_rung,
    without_clip,
    write_files,
)
from routes.simulator.handset import Handset, State, Unanswered
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN, make_settings
from tests.routes.operations.static_host import StaticHost, StrandedCarrier, published
from tests.small.hotline import create_small_app, small_hotline, with_lines

URL = "https://static.example.org/wayout"
SECOND = "tel:+3222345679"
SIP = "sip:helpline@trunk.example.org"


@pytest.fixture
def host(tmp_path: Path, hotline: Hotline) -> Iterator[StaticHost]:
    """The host on which the fallback is published."""
    with published(hotline, tmp_path) as host:
        yield host


@pytest.fixture
def stranded(host: StaticHost) -> Handset:
    """The telephone of a caller whose carrier does not reach the hotline."""
    return Handset(StrandedCarrier(f"{host.url}/{DOCUMENT}"))


def heard(hotline: Hotline, handset: Handset) -> list[tuple[str, str]]:
    """Language and words of what was heard. Every clip must be there."""
    assert all(handset.carrier.fetch(sound.clip).startswith(b"RIFF") for sound in handset.sounds)
    texts = [hotline.texts_of_clips[sound.file] for sound in handset.sounds]
    return [(text.language, text.words) for text in texts]


def words(hotline: Hotline, prompt: str) -> list[tuple[str, str]]:
    return [
        (language, hotline.catalogues.text(prompt, language)) for language in ("en", "fr", "nl")
    ]


def calling(hotline: Hotline, *lines: str) -> Hotline:
    """The hotline with these lines of the helpline."""
    return with_lines(hotline, helpline=lines)


def test_the_caller_hears_an_apology_in_three_languages_and_the_helpline_rings(
    hotline: Hotline, stranded: Handset
) -> None:
    stranded.call()
    assert heard(hotline, stranded) == words(hotline, "apology")
    assert stranded.ringing is not None
    assert stranded.ringing.uri == "tel:+3271000004"
    assert stranded.ringing.caller_id == HOTLINE_NUMBER
    assert (stranded.ringing.seconds, stranded.ringing.action) == (
        hotline.tree.ringing.line - 5,
        "",
    )


@pytest.mark.parametrize("how", list(Unanswered))
def test_when_nobody_answers_the_caller_is_told_of_112_and_the_line_closes(
    hotline: Hotline, stranded: Handset, how: Unanswered
) -> None:
    stranded.call()
    stranded.ends(how)
    assert stranded.state is State.OVER
    assert heard(hotline, stranded) == words(hotline, "fallback.after")
    assert all("112" in said for _, said in heard(hotline, stranded))


def test_whoever_has_talked_hears_only_what_is_true_for_them_too(
    hotline: Hotline, stranded: Handset
) -> None:
    """Twilio and SignalWire, <Dial action>: without one, what follows is also played after a
    conversation.
    """
    stranded.call()
    stranded.accepts()
    stranded.conversation_ends()
    assert stranded.state is State.OVER
    assert heard(hotline, stranded) == words(hotline, "fallback.after")
    assert "Nobody could answer" not in str(heard(hotline, stranded))


def test_all_lines_of_the_helpline_ring_at_once_and_none_after_a_conversation(
    hotline: Hotline, tmp_path: Path
) -> None:
    """A second <Dial> would ring for a caller who has just talked with the first line."""
    several = calling(hotline, "tel:+3271000004", SECOND)
    with published(several, tmp_path / "published") as host:
        handset = Handset(StrandedCarrier(f"{host.url}/{DOCUMENT}"))
        handset.call()
        assert handset.ringing is not None
        assert (handset.ringing.uri, handset.ringing.also) == ("tel:+3271000004", (SECOND,))
        handset.accepts()
        handset.conversation_ends()
        assert handset.state is State.OVER


def test_lines_of_two_kinds_are_not_rung_together(hotline: Hotline) -> None:
    """Twilio, Studio, Connect Call To: a telephone number and a SIP address cannot ring in
    parallel.
    """
    assert lines_rung(calling(hotline, SIP, SECOND)) == [SIP]
    assert lines_rung(calling(hotline, SECOND, SIP, "tel:+3271000004")) == [
        SECOND,
        "tel:+3271000004",
    ]


def test_no_more_lines_ring_than_a_carrier_rings_at_once(hotline: Hotline) -> None:
    """Twilio, <Number>: up to ten."""
    lines = [f"tel:+32223456{number}" for number in range(10, 22)]
    assert lines_rung(calling(hotline, *lines)) == lines[:10]


def test_a_caller_after_the_first_step_is_helped_too(stranded: Handset) -> None:
    """A server can go down in the middle of a call: the carrier turns to the same document."""
    stranded._caller.fetch(stranded.carrier.start + "/nl/main", Digits="2")
    stranded._settle()
    assert stranded.state is State.RINGING


def test_the_folder_holds_what_the_document_plays_and_nothing_else(
    hotline: Hotline, tmp_path: Path
) -> None:
    write_files(tmp_path, files_of(hotline, URL))
    played = [play.text or "" for play in ElementTree.parse(tmp_path / DOCUMENT).iter("Play")]
    assert len(played) == 6
    assert all(address.startswith(f"{URL}/") for address in played)
    assert {path.name for path in tmp_path.iterdir()} == {
        DOCUMENT,
        *(one.rpartition("/")[2] for one in played),
    }


def test_there_is_nothing_of_a_caller_and_nothing_secret_in_it(
    hotline: Hotline, handset: Handset
) -> None:
    handset.call()
    written = document(hotline, URL).decode()
    assert set(re.findall(r"\+\d+", written)) == {HOTLINE_NUMBER, "+3271000004"}
    assert not {TOKEN, PUBLIC_URL, "CallSid", "anonymous", "{{"} & set(
        re.findall(r"[\w:/.{]+", written)
    )
    assert {name for verb in ElementTree.fromstring(written).iter() for name in verb.attrib} == {
        "answerOnBridge",
        "callerId",
        "ringTone",
        "timeout",
    }


def test_the_document_is_one_that_carriers_take(hotline: Hotline) -> None:
    """Twilio, errors 11750 and 12100."""
    written = document(hotline, URL)
    assert written.startswith(b"<?xml")
    assert len(written) < 64 * 1024
    verbs = {verb.tag for verb in ElementTree.fromstring(written).iter()}
    assert verbs == {"Response", "Play", "Dial", "Number", "Hangup"}


def test_the_same_hotline_always_makes_the_same_document(
    app: Flask, hotline: Hotline, clips: Path
) -> None:
    another = HOTLINE.of(create_small_app(make_settings(clips_folder=clips)))
    assert document(another, URL) == document(hotline, URL)
    assert document(another, URL + "2") != document(hotline, URL)


def test_a_text_without_a_clip_is_said_by_the_carrier(tmp_path: Path) -> None:
    hotline = small_hotline(make_settings(clips_folder=tmp_path))
    files = files_of(hotline, URL)
    assert list(files) == [DOCUMENT]
    says = ElementTree.fromstring(files[DOCUMENT]).iter("Say")
    assert [say.get("language") for say in says] == ["en-GB", "fr-FR", "nl-NL"] * 2
    assert len(without_clip(hotline)) == 6


@pytest.mark.parametrize(("live", "spoken"), [({"nl", "uk"}, {"nl"}), ({"uk"}, {"en", "fr", "nl"})])
def test_drafts_are_spoken_only_where_there_would_be_silence(
    hotline: Hotline, live: set[str], spoken: set[str]
) -> None:
    few = replace(hotline, tree=offer(hotline.tree, frozenset(live)))
    texts = [hotline.texts_of_clips[name] for name in files_of(few, URL) if name != DOCUMENT]
    assert {text.language for text in texts} == spoken


def test_writing_again_changes_nothing(hotline: Hotline, tmp_path: Path) -> None:
    files = files_of(hotline, URL)
    assert sorted(write_files(tmp_path, files)) == sorted(files)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert write_files(tmp_path, files) == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_stale_clip_goes_and_whatever_else_is_there_stays(
    hotline: Hotline, tmp_path: Path
) -> None:
    files = files_of(hotline, URL)
    stale = next(iter(files))
    write_files(tmp_path, files)
    for stranger in ("index.html", "music.wav"):
        (tmp_path / stranger).write_text("of somebody else")
    nowadays = {
        name: content.replace(stale.encode(), b"new.wav")
        for name, content in files.items()
        if name != stale
    }
    assert sorted(write_files(tmp_path, nowadays | {"new.wav": b"RIFF"})) == sorted(
        [stale, DOCUMENT, "new.wav"]
    )
    assert {path.name for path in tmp_path.iterdir()} == {
        *nowadays,
        "new.wav",
        "index.html",
        "music.wav",
    }


def test_a_former_document_that_cannot_be_read_is_written_anew(
    hotline: Hotline, tmp_path: Path
) -> None:
    (tmp_path / DOCUMENT).write_text("<Response><Play>")
    write_files(tmp_path, files_of(hotline, URL))
    assert (tmp_path / DOCUMENT).read_bytes() == document(hotline, URL)
