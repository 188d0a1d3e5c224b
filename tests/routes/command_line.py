"""What a person types at a terminal, and what is printed."""

from flask import Flask


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    """`flask <words>`: its exit code and its output."""
    result = app.test_cli_runner().invoke(args=words, input=typed)
    return result.exit_code, result.output
