"""A hotline from the files with changes over them, built beside the one that answers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from routes.call.hotline import Hotline
from routes.operations.last_good import files_in, put_content
from routes.operations.opening import CannotStart, open_hotline
from routes.releases.change import Change, Content
from routes.releases.heard_release import HeardRelease
from routes.releases.kept import NOTE, like
from routes.releases.overlay import overlay
from routes.releases.rows import FieldProblem
from routes.releases.sound_files import SoundFiles


class CannotTake(Exception):
    """A release cannot be opened. problems: why, each by the change that it is about."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        told = (f"{one.entity}: {one.message}" if one.entity else one.message for one in problems)
        super().__init__("; ".join(told))


@dataclass(frozen=True, slots=True)
class Built:
    """A hotline that is ready. name: of the folder of its files."""

    hotline: Hotline
    name: str


def build(
    release: int,
    changes: Sequence[Change],
    base: Content,
    former: Hotline,
    folder: Path,
    sounds: SoundFiles,
) -> Built:
    """Open a release over a base. former: the hotline that answers now: what is seen of a call,
    such as a flood, goes on in the new one. folder: where the files are written. sounds: those
    that this machine has. Raises CannotTake and OSError.
    """
    laid = overlay(base, changes)
    if laid.conflicts:
        raise CannotTake([FieldProblem(one.change.entity, str(one)) for one in laid.conflicts])
    note = json.dumps({"id": release, "changes": [asdict(one) for one in changes]})
    name = put_content({**laid.content, NOTE: note.encode()}, folder)
    try:
        complete = HeardRelease(changes, sounds).complete
        opened = open_hotline(former.settings, files_in(folder / name), complete)
    except CannotStart as error:
        raise CannotTake(list(_told(error, changes))) from None
    if lost := sorted(former.tree.offered - opened.tree.offered):
        raise CannotTake([_lost(language, changes) for language in lost])
    return Built(like(former, opened, release), name)


def _told(error: CannotStart, changes: Iterable[Change]) -> Iterator[FieldProblem]:
    """Every problem, with the change that it is about where its entry shows that."""
    for problem in error.problems:
        about = [
            one.entity
            for one in changes
            if _subject(one.entity) in (problem.entry, *problem.entry.split(".")[:1])
            or problem.message.startswith(f"{_subject(one.entity)}:")
        ]
        yield FieldProblem(about[-1] if about else "", f"{problem.entry}: {problem.message}")


def _subject(entity: str) -> str:
    """The destination of an entity, or its prompt."""
    kind, name, *rest = entity.split(".")
    return name if kind == "destinations" else ".".join(rest)


def _lost(language: str, changes: Iterable[Change]) -> FieldProblem:
    about = [one.entity for one in changes if one.entity.startswith(f"texts.{language}.")]
    return FieldProblem(
        about[-1] if about else "",
        f"callers would lose {language}: a text of it would have no recording",
    )
