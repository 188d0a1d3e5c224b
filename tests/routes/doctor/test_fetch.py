"""What the doctor and the fallback fetch through the public address."""

from pathlib import Path

import pytest

from routes.operations.fetch import fetch
from tests.routes.doctor.conftest import Good


def test_an_authority_that_is_trusted_later_needs_no_new_process(
    good: Good, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{good.front.url}/static/{next(iter(good.front.files)).rpartition('/')[2]}"
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(OSError, match="self-signed certificate"):
        fetch(address)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(address).content
