"""A bare Flask application, to compare with. It imports nothing else: its memory and its start are
Flask's own.
"""

from flask import Flask, request


def create() -> Flask:
    """Reads the form of a step, and says hello."""
    app = Flask("hello", static_folder=None)

    @app.post("/voice/<language>/<node>")
    def step(language: str, node: str) -> str:
        request.form.get("Digits")
        return "hello"

    return app
