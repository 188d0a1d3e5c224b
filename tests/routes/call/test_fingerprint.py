"""The digest differs between two hotlines, and is the same for one hotline in every process."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from audio.library import Library
from ivr.destinations import Line
from ivr.loading import offer
from routes.call.fingerprint import fingerprint, is_fingerprint
from routes.call.hotline import Hotline
from tests.conftest import make_settings
from tests.routes.server import ROOT
from tests.small.hotline import small_hotline, with_lines

ASK = """
from routes.call.fingerprint import fingerprint
from tests.conftest import make_settings
from tests.small.hotline import small_hotline
print(fingerprint(small_hotline(make_settings())))
"""


def test_it_is_the_same_in_every_process() -> None:
    """Each process iterates a set of languages in another order."""
    told = set()
    for seed in ("1", "2"):
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", ASK], cwd=ROOT, env=environ, check=True, capture_output=True
        )
        told.add(ran.stdout)
    assert len(told) == 1


@pytest.mark.parametrize(
    "change", [{"hotline_number": "+3222345679"}, {"language_numbers": "+3222345679=uk"}]
)
def test_another_setting_makes_another(hotline: Hotline, change: dict[str, object]) -> None:
    settings = make_settings(clips_folder=hotline.library.folder)
    assert fingerprint(small_hotline(settings)) == fingerprint(hotline)
    assert fingerprint(
        small_hotline(make_settings(clips_folder=hotline.library.folder, **change))
    ) != fingerprint(hotline)


def test_another_line_a_shorter_ring_or_fewer_languages_make_another(hotline: Hotline) -> None:
    tree = hotline.tree
    shorter = replace(tree, ringing=tree.ringing.model_copy(update={"line": tree.ringing.line - 1}))
    others = [
        with_lines(hotline, north=[Line(uri="tel:+3222345670")]),
        replace(hotline, tree=shorter),
        replace(hotline, tree=offer(tree, tree.offered - {"ar"})),
    ]
    assert len({fingerprint(one) for one in (hotline, *others)}) == 4


def test_another_word_makes_another(hotline: Hotline) -> None:
    catalogues = replace(
        hotline.catalogues, values={**hotline.catalogues.values, "emergency": "911"}
    )
    assert fingerprint(replace(hotline, catalogues=catalogues)) != fingerprint(hotline)


def test_a_clip_that_is_gone_makes_another(hotline: Hotline) -> None:
    empty = Library(hotline.languages, hotline.library.folder / "none")
    assert fingerprint(replace(hotline, library=empty)) != fingerprint(hotline)


def test_a_digest_is_told_from_other_text(hotline: Hotline) -> None:
    assert is_fingerprint(fingerprint(hotline))
    assert not any(
        is_fingerprint(text) for text in ("", "<html>", "x" * 12, fingerprint(hotline) + "0")
    )
