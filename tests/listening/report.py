"""What the listener understood, written down."""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_WORST = 10


@dataclass(frozen=True, slots=True)
class Heard:
    """One clip. wrong, letters: for the character error rate. right: whether its key was
    recognised.
    """

    language: str
    name: str
    engine: str
    words: str
    understood: str
    wrong: int
    letters: int
    right: bool | None

    @property
    def rate(self) -> float:
        """Character error rate of this clip."""
        return self.wrong / max(self.letters, 1)


def write_report(
    path: Path, heard: Sequence[Heard], versions: Mapping[str, str], today: datetime.date
) -> None:
    """A page for people, and beside it the digits for `flask audio status`."""
    languages = sorted({one.language for one in heard})
    by_language = {tag: [one for one in heard if one.language == tag] for tag in languages}
    lines = [
        "# What an offline listener understands",
        "",
        f"{today}, {len(heard)} clips, 8 kHz mu-law with line noise at -48 dBov, Whisper-base, "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + (
            ". CER: share of letters understood wrongly. Keys: of the prompts that name a "
            "key, how many"
        ),
        "name the right one of ten, by forced choice. No person has listened: trust large "
        "differences only.",
        "",
        "| language | engine | clips | CER | keys |",
        "|---|---|---|---|---|",
        *(
            _row(tag, engine, some)
            for tag, all_ in by_language.items()
            for engine, some in _by_engine(all_)
        ),
    ]
    for tag, all_ in by_language.items():
        lines += [
            "",
            f"## {tag}: the worst {_WORST}",
            "",
            "| CER | prompt | said | understood |",
            "|---|---|---|---|",
        ]
        worst = sorted(all_, key=lambda one: one.rate, reverse=True)[:_WORST]
        lines += [
            f"| {one.rate:.2f} | {one.name} | {one.words} | {one.understood} |" for one in worst
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    digits = {
        tag: {"digits": _keys(all_), "cer": f"{_rate(all_):.3f}"}
        for tag, all_ in by_language.items()
    }
    path.with_name("heard.json").write_text(json.dumps(digits, indent=1) + "\n", "utf-8")


def _row(language: str, engine: str, heard: Sequence[Heard]) -> str:
    return f"| {language} | {engine} | {len(heard)} | {_rate(heard):.3f} | {_keys(heard)} |"


def _by_engine(heard: Sequence[Heard]) -> Iterable[tuple[str, list[Heard]]]:
    for engine in sorted({one.engine for one in heard}):
        yield engine, [one for one in heard if one.engine == engine]


def _rate(heard: Sequence[Heard]) -> float:
    return sum(one.wrong for one in heard) / max(sum(one.letters for one in heard), 1)


def _keys(heard: Sequence[Heard]) -> str:
    asked = [one.right for one in heard if one.right is not None]
    return f"{sum(asked)}/{len(asked)}"
