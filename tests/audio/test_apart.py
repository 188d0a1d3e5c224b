"""Engines speak in a process of their own."""

import pytest

from audio.apart import Order, speak_apart
from audio.engines.error import EngineError
from audio.provenance import Provenance
from audio.text import Text
from tests.audio.studio import origin


def test_texts_are_said_in_their_order_until_one_cannot_be_said() -> None:
    words = ("Dag.", "Tot ziens, bel gerust opnieuw.")
    orders = [Order("nl", one, "espeak", "nl") for one in words]
    spoken = speak_apart([*orders, Order("nl", "Dag.", "espeak", "nothing")])
    short, long = next(spoken), next(spoken)
    for one, said in zip(words, (short, long), strict=True):
        text = Text("nl", one)
        assert said.provenance.is_of(text)
        assert said.provenance.spoken == origin(text).spoken
        assert isinstance(said.provenance, Provenance)
    assert 0 < len(short.master) < len(long.master)
    with pytest.raises(EngineError, match="espeak has no voice 'nothing'"):
        next(spoken)


def test_a_process_that_ends_is_an_engine_that_cannot_speak() -> None:
    with pytest.raises(EngineError, match="ended without an answer"):
        list(speak_apart([Order("nl", "Dag.", "no such engine", "nl")]))
