"""What a load balancer asks."""

from flask import Flask

from ivr.tree import Tree


def test_it_says_which_languages_callers_can_choose(app: Flask, tree: Tree) -> None:
    response = app.test_client().get("/healthz")
    assert response.get_json() == {
        "status": "ok",
        "languages": sorted(tree.offered),
        "files": "current",
        "release": 0,
    }
