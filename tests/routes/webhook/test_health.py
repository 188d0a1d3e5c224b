"""What a load balancer asks."""

from flask import Flask

from ivr.loading import load_tree


def test_it_says_which_languages_callers_can_choose(app: Flask) -> None:
    response = app.test_client().get("/healthz")
    assert response.get_json() == {"status": "ok", "languages": sorted(load_tree().offered)}
