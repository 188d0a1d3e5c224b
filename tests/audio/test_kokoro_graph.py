"""Cutting a graph at its pitch, on a small one with the names of Kokoro's."""

from typing import Any

import pytest

from audio.engines.kokoro_graph import DURATIONS, PITCH, from_pitch, to_pitch

onnx = pytest.importorskip("onnx", reason="`make voices` installs it")


def _model() -> bytes:
    """tokens and style make the durations and the pitch; both, and the speed, make the audio."""
    helper = onnx.helper
    nodes = [
        helper.make_node("Mul", ["tokens", "speed"], [DURATIONS]),
        helper.make_node("Add", ["tokens", "style"], [PITCH]),
        helper.make_node("Add", [PITCH, DURATIONS], ["audio"]),
    ]
    given, made = (
        [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, "n"]) for name in names]
        for names in (("tokens", "style", "speed"), ("audio",))
    )
    content: bytes = helper.make_model(
        helper.make_graph(nodes, "small", given, made)
    ).SerializeToString()
    return content


def _names(values: Any) -> list[str]:
    return [value.name for value in values]


def test_the_first_part_tells_durations_and_pitch_and_makes_no_audio() -> None:
    graph = onnx.load_model_from_string(to_pitch(_model())).graph
    assert _names(graph.output) == [DURATIONS, PITCH]
    assert "audio" not in [name for node in graph.node for name in node.output]


def test_the_second_part_is_given_its_pitch_and_makes_none() -> None:
    graph = onnx.load_model_from_string(from_pitch(_model())).graph
    assert PITCH in _names(graph.input)
    assert _names(graph.output) == ["audio"]
    assert PITCH not in [name for node in graph.node for name in node.output]
