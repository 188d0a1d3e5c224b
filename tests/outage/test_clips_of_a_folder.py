"""nginx and Caddy, as shipped, send clips from the folder, as the hotline would, and ask it for all
others.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import NamedTuple

import pytest
import urllib3

from tests.outage.balancers import Balancer, Write, caddy, installed, nginx
from tests.outage.instances import Instance

HERE_ALONE = f"{'a' * 32}.wav"
"""A clip of which the hotline knows nothing: who sends it has it from the folder."""
KEPT = {"Content-Type": "audio/wav", "Cache-Control": "public, max-age=31536000, immutable"}


class Clips(NamedTuple):
    """Names. both: in the folder, and known to the hotline. elsewhere: known to the hotline alone.
    lost: it had it.
    """

    both: str
    elsewhere: str
    lost: str
    damaged: str


@pytest.fixture(scope="module")
def names(clips: Path) -> Clips:
    return Clips(*sorted(path.name for path in clips.glob("*.wav"))[:4])


@pytest.fixture(scope="module")
def hotline_alone(
    clips: Path, names: Clips, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Instance]:
    """An instance with clips of its own, one of which was deleted after the start."""
    folder = tmp_path_factory.mktemp("clips")
    for name in names:
        copy(clips / name, folder)
    with Instance(
        tmp_path_factory.mktemp("instance") / "log", CLIPS_FOLDER=str(folder)
    ) as instance:
        (folder / names.lost).unlink()
        yield instance


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxy(
    request: pytest.FixtureRequest,
    clips: Path,
    names: Clips,
    hotline_alone: Instance,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Balancer]:
    """It stands before the instance, and has a folder of clips."""
    write: Write = request.param
    if not installed(write.__name__):
        pytest.skip(f"{write.__name__} is not installed: apt-get install nginx-light caddy")
    folder = tmp_path_factory.mktemp(write.__name__)
    (folder / "audio" / "clips").mkdir(parents=True)
    for name in (HERE_ALONE, names.both):
        copy(clips / names.both, folder / "audio" / "clips" / name)
    (folder / "audio" / "clips" / names.damaged).symlink_to(
        names.damaged
    )  # to itself: nobody can open it
    for other in ("masters.py", "clips/other.wav", "clips/other.part"):
        (folder / "audio" / other).write_text("no clip")
    with Balancer(write, folder, [hotline_alone.port] * 3) as one:
        yield one


def ask(
    proxy: Balancer, name: str, method: str = "GET", **headers: str
) -> urllib3.BaseHTTPResponse:
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    return urllib3.request(
        method, f"{proxy.url}/clips/{name}", headers=sent, retries=False, timeout=60
    )


def etag(name: str) -> str:
    return f'"{name.removesuffix(".wav")}"'


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_clip_of_the_folder_is_sent_without_asking_the_hotline(
    proxy: Balancer, clips: Path, method: str
) -> None:
    answer = ask(proxy, HERE_ALONE, method)
    assert answer.status == 200
    assert KEPT.items() <= answer.headers.items()
    assert (answer.headers["ETag"], answer.headers["Accept-Ranges"]) == (etag(HERE_ALONE), "bytes")
    whole = (proxy.folder / "audio" / "clips" / HERE_ALONE).read_bytes()
    assert answer.headers["Content-Length"] == str(len(whole))
    assert answer.data == (whole if method == "GET" else b"")


def test_a_part_of_it_can_be_fetched(proxy: Balancer) -> None:
    answer = ask(proxy, HERE_ALONE, Range="bytes=0-3")
    assert (answer.status, answer.data) == (206, b"RIFF")


def test_who_has_it_already_gets_no_bytes(proxy: Balancer, names: Clips) -> None:
    since = ask(proxy, names.both).headers["Last-Modified"]
    known = [{"If_None_Match": f'"other", W/{etag(names.both)}'}, {"If_Modified_Since": since}]
    for headers in known:
        answer = ask(proxy, names.both, **headers)
        assert (answer.status, answer.data) == (304, b"")
        assert answer.headers["ETag"] == etag(names.both)


def test_a_clip_that_is_not_in_the_folder_comes_from_the_hotline(
    proxy: Balancer, names: Clips, clips: Path
) -> None:
    answer = ask(proxy, names.elsewhere)
    assert (answer.status, answer.data) == (200, (clips / names.elsewhere).read_bytes())
    assert KEPT.items() <= answer.headers.items()
    assert answer.headers.getlist("ETag") == [etag(names.elsewhere)]


def test_in_place_of_a_clip_that_is_lost_there_is_silence_that_nobody_keeps(
    proxy: Balancer, names: Clips
) -> None:
    answer = ask(proxy, names.lost)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "audio/wav")
    assert answer.headers.getlist("Cache-Control") == ["no-store"]
    assert "ETag" not in answer.headers


def test_a_clip_that_cannot_be_read_comes_from_the_hotline_and_leaves_no_trace(
    proxy: Balancer, names: Clips
) -> None:
    """A line in a log would keep when somebody called, and in which language."""
    assert ask(proxy, names.damaged).status == 200
    for path in proxy.folder.rglob("*log"):
        assert names.damaged not in path.read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    ["", "../masters.py", "..%2fmasters.py", f"{'b' * 32}.wav", "a.wav", "other.wav", "other.part"],
)
def test_nothing_else_is_served_and_nothing_else_is_kept(proxy: Balancer, name: str) -> None:
    answer = ask(proxy, name)
    assert answer.status in (400, 404)
    assert "Cache-Control" not in answer.headers
