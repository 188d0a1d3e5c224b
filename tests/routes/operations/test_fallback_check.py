"""`flask fallback` writes the fallback, and finds what is wrong with a published one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from routes.call.hotline import Hotline
from routes.carriers.twilio import Twilio
from routes.operations.fallback import DOCUMENT, document, problems
from routes.operations.fetch import Fetched, fetch
from routes.settings.settings import Settings
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.command_line import run
from tests.routes.operations.static_host import StaticHost, published
from tests.routes.server import free_port
from tests.small.hotline import create_small_app

URL = "https://static.example.org/wayout"


@pytest.fixture
def host(tmp_path: Path, hotline: Hotline) -> Iterator[StaticHost]:
    """The host on which the fallback is published."""
    with published(hotline, tmp_path) as host:
        yield host


def wrong(hotline: Hotline, host: StaticHost) -> list[str]:
    """What is wrong with the published fallback, without the host's address."""
    return [
        one.removeprefix(host.url) for one in problems(hotline, f"{host.url}/{DOCUMENT}", fetch)
    ]


def a_clip(folder: Path) -> Path:
    return next(folder.glob("*.wav"))


def test_it_is_written_and_says_what_to_do_next(
    app: Flask, hotline: Hotline, tmp_path: Path
) -> None:
    code, output = run(
        app, "fallback", "--output", str(tmp_path / "new" / "folder"), "--url", f"{URL}/"
    )
    assert code == 0
    assert f"folder holds {DOCUMENT} and 6 clips. Changed: 7 files.\n" in output
    assert f"It speaks en, fr, nl, rings tel:+3271000004, and shows {HOTLINE_NUMBER}.\n" in output
    for told in (
        "upload the folder",
        f"flask fallback --check {URL}/{DOCUMENT}",
        f"FALLBACK_URL={URL}/{DOCUMENT}",
    ):
        assert told in output
    assert (tmp_path / "new" / "folder" / DOCUMENT).read_bytes() == document(hotline, URL)


def test_written_again_it_says_that_nothing_has_changed(app: Flask, tmp_path: Path) -> None:
    run(app, "fallback", "--output", str(tmp_path), "--url", URL)
    assert "Changed: 0 files." in run(app, "fallback", "--output", str(tmp_path), "--url", URL)[1]


def test_it_tells_of_texts_without_a_clip(tmp_path: Path) -> None:
    app = create_small_app(make_settings(clips_folder=tmp_path / "none"))
    output = run(app, "fallback", "--output", str(tmp_path / "fallback"), "--url", URL)[1]
    assert (
        "Without a clip: 6 texts. The carrier's own voice says them: run `flask audio build`."
        in output
    )


def test_a_made_up_number_is_not_published(tmp_path: Path) -> None:
    """The default of development is a number from which no carrier would place a call."""
    app = create_small_app(Settings(environment="development", carrier=Twilio()))
    code, output = run(app, "fallback", "--output", str(tmp_path / "fallback"), "--url", URL)
    assert code == 1
    assert "HOTLINE_NUMBER is not set" in output
    assert not (tmp_path / "fallback").exists()


@pytest.mark.parametrize(
    "url", ["", "wayout", "ftp://x.org", "https://", "https://x.org?a=b", "https://x.org/#a"]
)
def test_what_no_carrier_could_fetch_is_refused(app: Flask, tmp_path: Path, url: str) -> None:
    code, output = run(app, "fallback", "--output", str(tmp_path / "fallback"), "--url", url)
    assert code == 2
    assert "such as https://static.example.org/wayout" in output


def test_production_publishes_over_https_only(clips: Path, tmp_path: Path) -> None:
    app = create_small_app(
        make_settings(environment="production", allow_draft_languages="all", clips_folder=clips)
    )
    code, output = run(
        app,
        "fallback",
        "--output",
        str(tmp_path / "fallback"),
        "--url",
        "http://static.example.org",
    )
    assert code == 2
    assert "must begin with https://" in output
    assert run(app, "fallback", "--output", str(tmp_path / "fallback"), "--url", URL)[0] == 0


@pytest.mark.parametrize(
    "words",
    [[], ["--url", URL], ["--output", "x"], ["--output", "x", "--url", URL, "--check", URL]],
)
def test_half_a_command_says_what_is_missing(app: Flask, words: list[str]) -> None:
    code, output = run(app, "fallback", *words)
    assert code == 2
    assert "give --output FOLDER and --url ADDRESS" in output


def test_a_folder_that_cannot_be_written_is_named(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    code, output = run(
        app, "fallback", "--output", str(tmp_path / "file" / "fallback"), "--url", URL
    )
    assert code == 1
    assert f"{tmp_path}/file/fallback cannot be read or written: Not a directory" in output


def test_the_current_one_is_good(app: Flask, host: StaticHost) -> None:
    code, output = run(app, "fallback", "--check", f"{host.url}/{DOCUMENT}")
    assert code == 0
    assert (
        output == f"Good: {host.url}/{DOCUMENT} is the current fallback, and every clip is there.\n"
    )


def test_every_problem_is_told_at_once_and_the_exit_code_tells_cron(
    app: Flask, host: StaticHost, tmp_path: Path
) -> None:
    (tmp_path / DOCUMENT).write_text("<Response/>")
    a_clip(tmp_path).unlink()
    code, output = run(app, "fallback", "--check", f"{host.url}/{DOCUMENT}")
    assert code == 1
    assert output.count("\n  - ") == 2
    assert (
        f"{host.url}/{DOCUMENT} is not the current one: run `flask fallback --output FOLDER --url "
        f"{host.url}`" in output
    )
    assert (
        ".wav cannot be fetched, the host answers 404 File not found: run `flask fallback" in output
    )


def test_one_byte_makes_a_document_another_one(
    hotline: Hotline, host: StaticHost, tmp_path: Path
) -> None:
    path = tmp_path / DOCUMENT
    path.write_bytes(path.read_bytes() + b"\n")
    assert [one.partition(":")[0] for one in wrong(hotline, host)] == [
        f"/{DOCUMENT} is not the current one"
    ]


def test_a_clip_that_arrived_only_in_part_is_found(
    hotline: Hotline, host: StaticHost, tmp_path: Path
) -> None:
    clip = a_clip(tmp_path)
    clip.write_bytes(clip.read_bytes()[:-1])
    assert [one.partition(":")[0] for one in wrong(hotline, host)] == [
        f"/{clip.name} is not the current one"
    ]


def test_what_a_carrier_would_not_take_for_a_document_is_told(
    hotline: Hotline, host: StaticHost
) -> None:
    """Twilio, error 12300."""
    host.types[".xml"] = "text/plain"
    assert wrong(hotline, host) == [
        f"/{DOCUMENT} is served as text/plain: let the host serve it as text/xml"
    ]


def test_what_a_carrier_would_not_take_for_a_clip_is_told(
    hotline: Hotline, host: StaticHost
) -> None:
    host.types[".wav"] = "application/octet-stream"
    found = wrong(hotline, host)
    assert len(found) == 6
    assert all(
        "is served as application/octet-stream: let the host serve it as audio/wav" in one
        for one in found
    )


def test_a_host_that_is_down_is_asked_only_once(hotline: Hotline) -> None:
    url = f"http://127.0.0.1:{free_port()}/{DOCUMENT}"
    (found,) = problems(hotline, url, fetch)
    assert f"{url} cannot be fetched, the host cannot be reached (" in found


def test_the_address_of_the_folder_is_not_that_of_the_document(app: Flask) -> None:
    code, output = run(app, "fallback", "--check", URL)
    assert code == 1
    assert f"{URL} does not end in /{DOCUMENT}: give the address of the document" in output


def test_an_address_that_cannot_be_one_is_an_error_in_words() -> None:
    """The kind of error is UnicodeError before Python 3.13, then UnicodeEncodeError."""
    told = r"the host does not answer as it should \(Unicode(Encode)?Error\)"
    with pytest.raises(OSError, match=told):
        fetch("http://a..b/fallback.xml")


@given(kind=st.text(max_size=20), content=st.binary(max_size=20), down=st.booleans())
def test_whatever_a_host_answers_something_is_said_of_it(
    hotline: Hotline, kind: str, content: bytes, down: bool
) -> None:
    def answer(url: str) -> Fetched:
        if down and url.endswith(".wav"):
            raise OSError("it is down")
        return Fetched(kind, content)

    found = list(problems(hotline, f"{URL}/{DOCUMENT}", answer))
    assert len(found) >= 7
    assert all(one.startswith(URL) for one in found)
