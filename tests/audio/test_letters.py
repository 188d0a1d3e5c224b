"""How the offline listener's words are compared with what was said."""

import pytest

from audio.listening.letters import distance, normal
from tests.listening.loops import is_loop


@pytest.mark.parametrize(
    ("language", "understood", "said"),
    [
        ("ro", "Sunteţi în Bruxelles?", "Sunteți în Bruxelles."),
        ("ru", "Ее зовут Алена", "Её зовут Алёна"),
        ("ar", "إضغطوا الرقم ٢", "اِضغطوا الرقم اثنين"),
        ("de", "Drücken Sie die 3!", "drücken sie die drei"),
        ("fr", "tapez 1 1 2", "tapez un, un, deux"),
        ("tr", "IŞIK İÇİN", "ışık için"),
        ("uk", "п'ять", "пʼять"),
        ("hi", "मदद, चाहिए", "मदद चाहिए"),
    ],
)
def test_a_spelling_is_no_fault(language: str, understood: str, said: str) -> None:
    assert normal(understood, language) == normal(said, language)


def test_another_word_is_a_fault() -> None:
    assert distance(normal("zwei", "de"), normal("drei", "de")) == 2


@pytest.mark.parametrize(
    ("said", "loops"),
    [
        ("drückensiediezwei", False),
        ("drückensiedievier", False),
        ("drückensiedrückensiedrückensiedrückensiedrückensie", True),
        ("dieziedieziedieziediezie", True),
        ("", False),
    ],
)
def test_a_listener_that_got_stuck_is_told_apart_from_one_that_misheard(
    said: str, loops: bool
) -> None:
    assert is_loop(said, "drückensiediezwei") is loops
