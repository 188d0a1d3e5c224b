"""Sentences end with the marks of their script."""

import pytest

from prompts.readability import longest_sentence
from prompts.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call now. Say where you are!", ["Call now", "Say where you are"]),
        ("मदद लें। अभी कॉल करें।", ["मदद लें", "अभी कॉल करें"]),
        ("ደውሉ። ኣበይ ኣለኹም፧", ["ደውሉ", "ኣበይ ኣለኹም"]),
        ("请打电话。 您在哪里？", ["请打电话", "您在哪里"]),
        ("", []),
    ],
)
def test_a_text_is_cut_behind_the_marks_of_its_script(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_without_spaces_is_as_long_as_its_letters_tell() -> None:
    assert longest_sentence("โทรหาเราตอนนี้ได้เลย") == 10
    assert longest_sentence("") == 0
