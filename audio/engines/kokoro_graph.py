"""Cuts Kokoro's graph in two, so that the pitch can be changed on its way through.

Only `make voices` does this, so only it needs onnx.
"""

from typing import Any

DURATIONS = "/encoder/Clip_output_0"
"""How long each symbol lasts: two values of pitch a unit."""
PITCH = "/encoder/Squeeze_output_0"
"""In hertz."""
_GIVEN = ("tokens", "style", "speed")


def to_pitch(model: bytes) -> bytes:
    """The part of the model that tells DURATIONS and PITCH."""
    return _part(model, _GIVEN, (DURATIONS, PITCH))


def from_pitch(model: bytes) -> bytes:
    """The model with PITCH as a further input, instead of its own."""
    return _part(model, (*_GIVEN, PITCH), ("audio",))


def _part(model: bytes, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> bytes:
    import onnx
    from onnx.utils import Extractor

    whole: Any = onnx.load_model_from_string(model)
    floats = onnx.TensorProto.FLOAT
    whole.graph.value_info.extend(
        onnx.helper.make_tensor_value_info(name, floats, shape)
        for name, shape in ((DURATIONS, [1, "symbols"]), (PITCH, [1, "values"]))
    )
    part: Any = Extractor(whole).extract_model(list(inputs), list(outputs))
    content: bytes = part.SerializeToString(deterministic=True)
    return content
