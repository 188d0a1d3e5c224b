"""The size of clips, and what a carrier fetches in a call, compared with a real call."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, Response

from audio.clip import PADDED, RATE
from routes.call.hotline import HOTLINE, Hotline
from routes.operations.clip_sizes import ClipSizes, ServedClip, clip_sizes, served_by
from tests.conftest import make_settings
from tests.routes.operations.kept import Cache, rings
from tests.small.hotline import create_small_app

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def found(app: Flask, hotline: Hotline) -> dict[str, ClipSizes]:
    """The sizes of every language."""
    return {one.language: one for one in clip_sizes(hotline, served_by(app), NOON)}


@pytest.mark.parametrize(("language", "keys"), [("nl", "221"), ("ar", "-221")])
def test_the_first_bytes_are_those_of_a_real_call(
    language: str, keys: str, found: dict[str, ClipSizes], app: Flask
) -> None:
    """From the answer until Centre Middle has picked up, with an empty cache; played by the
    telephone.
    """
    cache = Cache()
    rings(app, cache, keys)
    assert (len(found[language].called), found[language].first) == (cache.sent, cache.bytes)


def test_the_next_call_fetches_nothing(found: dict[str, ClipSizes]) -> None:
    assert {one.again for one in found.values()} == {0}


@pytest.mark.parametrize(
    "told", ["no-store, max-age=900", "public", "no-cache, max-age=900", "private, max-age=900"]
)
def test_what_no_cache_may_keep_is_fetched_again(told: str, clips: Path) -> None:
    app = create_small_app(make_settings(clips_folder=clips))

    @app.after_request
    def forbid(response: Response) -> Response:
        response.headers["Cache-Control"] = told
        return response

    serve = served_by(app)
    clip = next(iter(HOTLINE.of(app).texts_of_clips))
    assert serve(clip) == ServedClip((clips / clip).stat().st_size, cacheable=False)


def test_again_counts_what_may_not_be_kept(hotline: Hotline, found: dict[str, ClipSizes]) -> None:
    one = found["nl"]
    lost = min(one.called)
    (dutch,) = (
        row
        for row in clip_sizes(hotline, lambda clip: ServedClip(10, cacheable=clip != lost), NOON)
        if row.language == "nl"
    )
    assert dutch == replace(one, first=10 * len(one.called), again=10)


def test_a_language_weighs_what_its_clips_weigh(
    found: dict[str, ClipSizes], hotline: Hotline, clips: Path
) -> None:
    names = {hotline.library.clip(text) for text in hotline.texts_of_clips_to_make()}
    assert sum(one.clips for one in found.values()) == len(names)
    assert sum(one.size for one in found.values()) == sum(
        (clips / str(name)).stat().st_size for name in names
    )
    for one in found.values():
        assert one.seconds * RATE <= one.size, "mu-law: a byte a sample"
        assert one.size <= one.seconds * RATE + (60 + PADDED) * one.clips


def test_the_command_prints_a_row_a_language_and_their_sum(
    app: Flask, found: dict[str, ClipSizes]
) -> None:
    result = app.test_cli_runner().invoke(args=["audio", "sizes"])
    assert result.exit_code == 0
    title, *rows, together = (line.split() for line in result.output.splitlines())
    assert title == ["language", "clips", "seconds", "kB", "called", "first", "again"]
    assert [row[0] for row in rows] == list(found)
    one = found["nl"]
    assert rows[1][:2] == ["nl", str(one.clips)]
    assert rows[1][4:] == [str(len(one.called)), str(-(-one.first // 1000)), "0"]
    assert together[:2] == ["all", str(sum(row.clips for row in found.values()))]


def test_without_clips_nobody_knows(tmp_path: Path) -> None:
    result = (
        create_small_app(make_settings(clips_folder=tmp_path))
        .test_cli_runner()
        .invoke(args=["audio", "sizes"])
    )
    assert result.exit_code == 1
    assert "has no clip in en: run `flask audio build`" in result.output
