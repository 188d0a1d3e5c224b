"""What the proxies show to the internet: HTTPS only, and no figures."""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
import urllib3
from flask import Flask

from routes.simulator.simulated_carrier import proof
from tests.conftest import make_settings
from tests.outage.balancers import Balancer, Write, caddy, haproxy, installed, nginx
from tests.outage.instances import Instance
from tests.routes.simulator.callers.door import BREAKS, Door

HSTS = "Strict-Transport-Security"
URL, FORM = "/voice/nl/main", {"From": "anonymous", "Digits": "2"}
METRICS_TOKEN = "a-token-of-thirty-two-characters"
BEARER = {"Authorization": f"Bearer {METRICS_TOKEN}"}


@pytest.fixture(scope="module")
def instance(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    log = tmp_path_factory.mktemp("instance") / "log"
    with Instance(log, CLIPS_FOLDER=str(clips), METRICS_TOKEN=METRICS_TOKEN) as one:
        yield one


@pytest.fixture(scope="module", params=[haproxy, nginx, caddy], ids=["haproxy", "nginx", "caddy"])
def proxy(
    request: pytest.FixtureRequest, instance: Instance, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Balancer]:
    """Each proxy that is shipped, before one instance."""
    write: Write = request.param
    if not installed(write.__name__):
        pytest.skip(f"{write.__name__} is not installed: apt-get install haproxy nginx-light caddy")
    with Balancer(write, tmp_path_factory.mktemp("proxy"), [instance.port] * 3) as one:
        yield one


def ask(port: int, path: str, form: dict[str, str] | None = None) -> urllib3.BaseHTTPResponse:
    """A signed step where there is a form. Prometheus' token is always there."""
    headers = dict(BEARER)
    if form is not None:
        headers |= proof(make_settings(), path, form)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    return urllib3.request(
        "GET" if form is None else "POST",
        f"http://127.0.0.1:{port}{path}",
        body=None if form is None else urlencode(form),
        headers=headers,
        retries=False,
        redirect=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("path", "form", "statuses"),
    [
        (URL, FORM, {200}),
        (URL, FORM | {"Digits": "2" * 30_000}, {413, 502}),  # Caddy 2.6 says 502
        ("/healthz", None, {200}),
        ("/nothing", None, {404}),
        ("/metrics", None, {404}),
        ("/clips/nothing.wav", None, {404}),
    ],
)
def test_every_answer_tells_browsers_to_use_https_only(
    proxy: Balancer, path: str, form: dict[str, str] | None, statuses: set[int]
) -> None:
    answer = ask(proxy.port, path, form)
    assert answer.status in statuses
    assert answer.headers.get(HSTS) == "max-age=31536000"


def test_a_clip_tells_it_too(proxy: Balancer, clips: Path) -> None:
    answer = ask(proxy.port, f"/clips/{next(clips.glob('*.wav')).name}")
    assert (answer.status, answer.headers.getlist(HSTS)) == (200, ["max-age=31536000"])


@pytest.mark.parametrize("write", [haproxy, nginx, caddy], ids=["haproxy", "nginx", "caddy"])
def test_so_does_a_proxy_whose_instances_fail(app: Flask, write: Write, tmp_path: Path) -> None:
    if not installed(write.__name__):
        pytest.skip(f"{write.__name__} is not installed: apt-get install haproxy nginx-light caddy")
    with ExitStack() as stack:
        door = stack.enter_context(Door(app))
        port = int(door.url.rpartition(":")[2])
        balancer = stack.enter_context(Balancer(write, tmp_path, [port] * 3))
        door.faults = deque([BREAKS] * 20)
        answer = ask(balancer.port, URL, FORM)
    assert answer.status in (502, 503)
    assert answer.headers.get(HSTS) == "max-age=31536000"


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/metrics?a=b",
        "//metrics",
        "///metrics//",
        "/metrics/",
        "/%6detrics",
        "/%2Fmetrics",
    ],
)
def test_figures_are_for_those_who_ask_an_instance_itself(
    proxy: Balancer, instance: Instance, path: str
) -> None:
    assert "wayout_" in ask(instance.port, "/metrics").data.decode()
    answer = ask(proxy.port, path)
    assert answer.status in (308, 404), "a redirect leads to /metrics, which is not there"
    assert "wayout_" not in answer.data.decode()


@pytest.mark.parametrize("write", [haproxy, nginx], ids=["haproxy", "nginx"])
def test_a_body_in_chunks_is_not_handed_on_in_chunks(
    app: Flask, write: Write, tmp_path: Path
) -> None:
    """gunicorn takes as long for thousands of tiny chunks as for several steps. The instance here
    breaks when it gets any. Caddy makes few of many, which `make bench` measures.
    """
    if not installed(write.__name__):
        pytest.skip(f"{write.__name__} is not installed: apt-get install haproxy nginx-light caddy")
    body = urlencode(FORM).encode()
    with ExitStack() as stack:
        door = stack.enter_context(Door(app))
        port = int(door.url.rpartition(":")[2])
        balancer = stack.enter_context(Balancer(write, tmp_path, [port] * 3))
        answer = urllib3.request(
            "POST",
            f"{balancer.url}{URL}",
            body=(bytes([byte]) for byte in body),
            headers=proof(make_settings(), URL, FORM)
            | {"Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"},
            retries=False,
            timeout=60,
        )
    assert answer.status in (200, 400)
