"""Lengths: all that an observer of the encrypted network sees of what a caller hears."""

import re
from collections import Counter, defaultdict

from flask import Flask

from routes.call.hotline import Hotline
from tests.routes.requests import post

FEW = 10
"""Documents at most whose clips have lengths like those of no other document."""


def test_no_clip_has_a_length_of_its_own(hotline: Hotline) -> None:
    lengths = Counter(
        (hotline.library.folder / clip).stat().st_size for clip in hotline.texts_of_clips
    )
    assert [length for length, clips in lengths.items() if clips == 1] == []


def test_hardly_any_menu_can_be_told_by_the_lengths_of_its_clips(
    app: Flask, hotline: Hotline, told: list[str]
) -> None:
    found: defaultdict[tuple[int, ...], set[tuple[str, ...]]] = defaultdict(set)
    documents = Counter[int]()
    for language in hotline.tree.offered:
        for node in sorted(hotline.tree.reach(language)):
            answer = post(app, f"/voice/{language}/{node}", Digits="#")
            documents[len(answer.data)] += 1
            clips = tuple(re.findall(r"/clips/([0-9a-f]{32}\.wav)", answer.text))
            found[tuple((hotline.library.folder / clip).stat().st_size for clip in clips)].add(
                clips
            )
    alone = [lengths for lengths, clips in found.items() if len(clips) == 1]
    told.append(
        f"{len(alone)} of {sum(map(len, found.values()))} sets of clips have lengths of their own; "
        f"documents have {len(documents)} lengths"
    )
    assert len(alone) <= FEW
    assert len(documents) <= 3
