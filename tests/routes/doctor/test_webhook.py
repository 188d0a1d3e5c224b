"""Requests through the public address: each reason why the carrier gets no answer is told apart."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest
from werkzeug.wrappers import Response

from routes.doctor.webhook import check_webhook
from routes.simulator.handset import Handset
from routes.statistics.recorder import Statistics
from tests.conftest import make_settings
from tests.routes.doctor import front
from tests.routes.doctor.conftest import Good, MakeApp, Results
from tests.routes.doctor.front import Environ, Front, make_certificate
from tests.routes.server import free_port
from tests.small.hotline import create_small_app

UNSIGNED = ("good", "an unsigned request is refused")


def results(good: Good) -> Results:
    return good.results(check_webhook)


def at(good: Good, make_good: MakeApp, url: str) -> Results:
    """What is found when the hotline has another public address."""
    good.app = make_good(public_url=url)
    return [
        (level, message.replace(url, "https://hotline.test")) for level, message in results(good)
    ]


def test_a_server_that_cannot_be_reached_has_its_own_message(
    good: Good, make_good: MakeApp
) -> None:
    [(level, message)] = at(good, make_good, f"https://127.0.0.1:{free_port()}")
    assert level == "problem"
    assert message == (
        "https://hotline.test cannot be reached from here (ConnectionRefusedError): check "
        "PUBLIC_URL, the DNS entry, "
        "the firewall, and whether the proxy and the server run"
    )


class Gibberish(StreamRequestHandler):
    """A service of another kind on that port."""

    def handle(self) -> None:
        self.rfile.readline()
        self.wfile.write(b"220 Welcome\r\n")


def test_a_service_of_another_kind_is_not_reached_either(good: Good, make_good: MakeApp) -> None:
    with TCPServer(("127.0.0.1", 0), Gibberish) as server:
        Thread(target=server.handle_request).start()
        [(level, message)] = at(good, make_good, f"http://127.0.0.1:{server.server_address[1]}")
    assert level == "problem"
    assert "https://hotline.test cannot be reached from here (BadStatusLine)" in message


def test_an_untrusted_certificate_is_named(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    [(level, message)] = results(good)
    assert level == "problem"
    assert message.startswith(
        "the certificate of https://hotline.test is not valid (self-signed certificate), so the"
    )


def test_a_server_without_tls_at_an_https_address_is_named(good: Good, make_good: MakeApp) -> None:
    with Front() as plain:
        [(level, message)] = at(good, make_good, plain.url.replace("http:", "https:"))
    assert level == "problem"
    assert "https://hotline.test does not speak TLS as it should" in message


@pytest.mark.parametrize(("left", "is_found"), [(13, True), (15, False)])
def test_a_certificate_that_ends_in_two_weeks_is_a_warning(
    good: Good,
    make_good: MakeApp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    left: int,
    is_found: bool,
) -> None:
    certificate = make_certificate(tmp_path / "other.pem", left)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Front(certificate) as other:
        other.app = good.app = make_good(public_url=other.url)
        found = results(good)
    ends = (datetime.now(UTC) + timedelta(days=left)).date()
    wanted = (
        "warning",
        f"the certificate ends on {ends}: renew it, and find out why that was not done",
    )
    assert (wanted in found) is is_found
    assert UNSIGNED in found


@pytest.mark.parametrize(
    ("status", "body"), [(404, "nothing"), (301, ""), (200, "Welcome!"), (200, "98aa712e8c6")]
)
def test_another_site_at_the_address_is_found_once(good: Good, status: int, body: str) -> None:
    good.front.app = Response(body, status)
    assert results(good) == [
        (
            "problem",
            f"https://hotline.test answers {status}, not as this hotline does: another site, or "
            "an older version of "
            "the hotline. Check PUBLIC_URL and the proxy, and restart the server",
        )
    ]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_fails_is_distinguished_from_another_site(good: Good, status: int) -> None:
    good.front.app = Response("", status)
    assert results(good) == [
        (
            "problem",
            f"https://hotline.test answers {status}: look into the server's log, and whether the "
            "proxy finds the "
            "server",
        )
    ]


PROXIES = [
    front.decodes_escapes,
    front.sorts_fields,
    front.writes_escapes_large,
    front.moves_the_path,
]


@pytest.mark.parametrize("proxy", PROXIES, ids=lambda proxy: proxy.__name__)
def test_a_proxy_that_rewrites_the_request_line_is_found(
    good: Good, proxy: Callable[[Environ], None]
) -> None:
    good.front.meddles = proxy
    (level, message), unsigned = results(good)
    assert (level, unsigned) == ("problem", UNSIGNED)
    assert (
        "refuses a signed request (403). Either the proxy rewrites the request line or the scheme"
        in message
    )
    assert "Or the server has another TWILIO_AUTH_TOKEN than this command" in message


@pytest.mark.parametrize(
    "other", [{"twilio_auth_token": "another"}, {"public_url": "http://127.0.0.1:5000"}]
)
def test_a_server_with_another_token_or_scheme_is_found(
    good: Good, make_good: MakeApp, other: dict[str, object]
) -> None:
    good.front.app = make_good(**other)
    (level, message), _ = results(good)
    assert level == "problem"
    assert "refuses a signed request (403)" in message


@pytest.mark.parametrize(
    "other", [{"hotline_number": "+3222345679"}, {"emergency_trunk": "trunk.example.org"}]
)
def test_a_server_that_runs_something_else_is_found(
    good: Good, make_good: MakeApp, other: dict[str, object]
) -> None:
    good.front.app = make_good(**other)
    assert results(good) == [
        (
            "problem",
            "the server at https://hotline.test runs other files, clips or settings than this "
            "folder: restart it, or "
            "run this with the server's own settings",
        ),
        UNSIGNED,
    ]


def test_an_answer_that_takes_long_is_a_warning(good: Good) -> None:
    ticks = count(step=3)
    found = good.results(check_webhook, clock=lambda: float(next(ticks)))
    assert found[1] == (
        "warning",
        "the answer took 3.0 seconds, and the carrier waits for 3: look at the server's load, and "
        "give it more workers",
    )


def test_a_server_that_answers_unsigned_requests_is_a_problem(good: Good) -> None:
    """In development, without keys, no signature is asked for."""
    good.front.app = create_small_app(
        make_settings(twilio_auth_token=(), clips_folder=good.hotline.library.folder)
    )
    assert (
        "problem",
        "https://hotline.test answers an unsigned request: set "
        "ENVIRONMENT=production and the carrier's "
        "keys for the server, and restart it",
    ) in results(good)


def test_where_only_telnyx_can_sign_the_unsigned_request_is_still_tried(
    good: Good, make_good: MakeApp
) -> None:
    good.app = good.front.app = make_good(
        signature_scheme="telnyx", telnyx_public_key="hJFFIhYJrtRXIrhAK06Vr2e8Z21ZrQwlfOq0lSNZC8g="
    )
    assert results(good) == [
        (
            "warning",
            "only Telnyx can sign, so no signed request could be tried: call the hotline instead",
        ),
        UNSIGNED,
    ]
    good.front.app = Response("", 404)
    assert results(good)[1][1].startswith(
        "https://hotline.test answers 404, not as this hotline does"
    )


def test_signalwire_signs_with_a_header_of_its_own(good: Good, make_good: MakeApp) -> None:
    good.app = good.front.app = make_good(
        signature_scheme="signalwire", signalwire_signing_key="key"
    )
    assert results(good)[0][0] == "good"


def test_without_a_key_nothing_signed_is_tried(good: Good, make_good: MakeApp) -> None:
    good.app = make_good(environment="development", twilio_auth_token=())
    assert results(good) == [
        ("warning", "no signed request could be tried: set TWILIO_AUTH_TOKEN"),
        UNSIGNED,
    ]


def test_no_step_is_taken_so_nothing_is_counted(
    good: Good, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[object] = []
    monkeypatch.setattr(Statistics, "count", lambda _, one: taken.append(one))
    results(good)
    assert not taken
    Handset(good.app).call()
    assert taken, "a call is counted"
