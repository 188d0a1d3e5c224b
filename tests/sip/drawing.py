"""A call as the caller heard it, drawn as a waveform with what was played named."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from audio.clip import RATE
from tests.sip.sound import Samples

A_SECOND = 24
"""Pixels."""
HIGH, LABELS, MARGIN = 90, 74, 16
_BAR = RATE // 20
"""Samples of one bar: 50 ms."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that was heard from a moment on, in seconds."""

    at: float
    name: str


def drawing(heard: Samples, named: list[Named], title: str) -> str:
    """An SVG. Its labels stand in two rows, one after the other, so that none covers the next."""
    bars = heard[: len(heard) // _BAR * _BAR].astype(float).reshape(-1, _BAR)
    peaks = np.abs(bars).max(axis=1) / 32768
    middle, width = LABELS + HIGH / 2, len(heard) / RATE * A_SECOND + 2 * MARGIN
    wave = "".join(
        f"M{MARGIN + number * A_SECOND / 20:.1f} {middle - peak * HIGH / 2:.1f}v{peak * HIGH:.1f}"
        for number, peak in enumerate(peaks)
    )
    marks = "".join(_mark(one, number) for number, one in enumerate(named))
    seconds = "".join(_second(second) for second in range(0, int(len(heard) / RATE) + 1, 5))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" '
        f'height="{LABELS + HIGH + 24}" font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="#fff"/><title>{escape(title)}</title>'
        f'<path d="{wave}" stroke="#2b6777" fill="none"/>{marks}{seconds}</svg>\n'
    )


def _mark(one: Named, number: int) -> str:
    x, y = MARGIN + one.at * A_SECOND, 14 + number % 4 * 16
    return (
        f'<path d="M{x:.1f} {y + 3}V{LABELS + HIGH}" stroke="#bbb" fill="none"/>'
        f'<text x="{x + 3:.1f}" y="{y}" fill="#222">{escape(one.name)}</text>'
    )


def _second(second: int) -> str:
    x = MARGIN + second * A_SECOND
    return f'<text x="{x}" y="{LABELS + HIGH + 16}" fill="#666">{second} s</text>'
