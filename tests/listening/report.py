"""What the listeners understood, written down."""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_WORST = 10


@dataclass(frozen=True, slots=True)
class Heard:
    """One clip and one listener. wrong, letters: for the character error rate. right: whether its
    key was recognised; None where it names none. loops: the listener got stuck, and heard it again.
    """

    language: str
    listener: str
    name: str
    engine: str
    words: str
    understood: str
    wrong: int
    letters: int
    right: bool | None
    loops: bool

    @property
    def rate(self) -> float:
        """Character error rate of this clip."""
        return self.wrong / max(self.letters, 1)


def write_report(
    path: Path, heard: Sequence[Heard], versions: Mapping[str, str], today: datetime.date
) -> None:
    """A page for people, and beside it the figures for the commands of the hotline."""
    rows = list(_rows(heard))
    clips = {(one.language, one.name) for one in heard}
    lines = [
        "# What an offline listener understands",
        "",
        f"{today}, {len(clips)} clips, 8 kHz mu-law with line noise at -48 dBov, Whisper-base, "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ".",
        "CER: share of letters understood wrongly. Keys: of the prompts that name a key, how many "
        "name the right one of ten, by forced choice.",
        "Loops: clips at which Whisper wrote the same again and again. It heard them once more, in "
        "a way that forbids this. No person has listened: trust large differences only.",
        "",
        "| language | engine | listener | clips | CER | keys | loops |",
        "|---|---|---|---|---|---|---|",
        *(_row(*row) for row in rows),
    ]
    for language, listener in dict.fromkeys((tag, listener) for tag, _, listener, _ in rows):
        some = [one for one in heard if (one.language, one.listener) == (language, listener)]
        lines += ["", *_worst(language, listener, some)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    figures = {tag: _figures([one for one in heard if one.language == tag]) for tag in _tags(heard)}
    path.with_name("heard.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def _tags(heard: Sequence[Heard]) -> list[str]:
    return sorted({one.language for one in heard})


def _rows(heard: Sequence[Heard]) -> Iterable[tuple[str, str, str, list[Heard]]]:
    groups: dict[tuple[str, str, str], list[Heard]] = {}
    for one in heard:
        groups.setdefault((one.language, one.engine, one.listener), []).append(one)
    for (language, engine, listener), some in sorted(groups.items()):
        yield language, engine, listener, some


def _row(language: str, engine: str, listener: str, heard: Sequence[Heard]) -> str:
    loops = sum(one.loops for one in heard)
    keys = _keys(heard) or "-"
    return (
        f"| {language} | {engine} | {listener} | {len(heard)} | {_rate(heard):.3f} | {keys} "
        f"| {loops} |"
    )


def _worst(language: str, listener: str, heard: Sequence[Heard]) -> Iterable[str]:
    yield f"## {language}, {listener}: the worst {_WORST}"
    yield ""
    yield "| CER | prompt | said | understood |"
    yield "|---|---|---|---|"
    for one in sorted(heard, key=lambda one: one.rate, reverse=True)[:_WORST]:
        yield f"| {one.rate:.2f} | {one.name} | {one.words} | {one.understood} |"


def _figures(heard: Sequence[Heard]) -> dict[str, str]:
    """Of one language. The listener for this language alone counts, where there is one."""
    own = [one for one in heard if one.listener != "Whisper"] or heard
    return {"digits": _keys(heard), "cer": f"{_rate(own):.3f}"}


def _rate(heard: Sequence[Heard]) -> float:
    return sum(one.wrong for one in heard) / max(sum(one.letters for one in heard), 1)


def _keys(heard: Sequence[Heard]) -> str:
    """Such as 21/21; empty where no prompt names a key."""
    asked = [one.right for one in heard if one.right is not None]
    return f"{sum(asked)}/{len(asked)}" if asked else ""
