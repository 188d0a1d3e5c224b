"""What the browser's telephone sends to the server."""

from typing import Any

from flask.testing import FlaskClient


def act(client: FlaskClient, path: str, **form: str) -> dict[str, Any]:
    """Begin a call (an empty path), or do an act of it: /<name>/<act>. Returns what is shown."""
    answer: dict[str, Any] = client.post(f"/phone/calls{path}", data=form).get_json()
    return answer
