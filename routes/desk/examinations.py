"""The last examination of the hotline: run by one process, and shown by every one."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from threading import Lock, Thread

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, select

from routes.database.store import DeskDown, DeskStore, put
from routes.desk.schema import kept
from routes.doctor.finding import Finding, Level
from routes.extension import Extension
from routes.translations import Message

log = logging.getLogger(__name__)

_NAME = "examination"


class _KeptFinding(BaseModel):
    """A finding as it is kept."""

    model_config = ConfigDict(extra="forbid")

    check: str
    level: Level
    text: str
    plain: str
    values: dict[str, int | str]
    dates: dict[str, date]

    def finding(self) -> Finding:
        """As it was found."""
        message = Message(self.text, self.plain, **self.values, **self.dates)
        return Finding(self.check, self.level, message)


class _KeptExamination(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ended: datetime
    findings: list[_KeptFinding]


class Examination:
    """What was found, and when the last check ended."""

    def __init__(self, findings: list[Finding], ended: datetime) -> None:
        self.findings, self.ended = findings, ended

    def written(self) -> str:
        """As it is kept."""
        findings = [_kept(finding) for finding in self.findings]
        return _KeptExamination(ended=self.ended, findings=findings).model_dump_json()


class Examinations:
    """The examinations of one process, of which only one runs at a time. store: where the last one
    of all processes is kept.
    """

    def __init__(self, store: DeskStore) -> None:
        self._store, self._free = store, Lock()
        self._own: Examination | None = None

    def last(self) -> Examination | None:
        """The last one of all processes; of this process where it could not be kept."""
        query = select(kept.c.value).where(kept.c.name == _NAME)
        value = None
        with suppress(DeskDown):
            value = self._store.do(lambda connection: connection.execute(query).scalar())
        found = [one for one in (_read(value) if value else None, self._own) if one]
        return max(found, key=lambda one: one.ended, default=None)

    def begin(self, examine: Callable[[], list[Finding]]) -> Thread | None:
        """Begin an examination; None while another one runs. It ends by itself, also when the
        browser that asked for it has gone.
        """
        if not self._free.acquire(blocking=False):
            return None
        examining = Thread(target=self._run, args=(examine,), daemon=True)
        examining.start()
        return examining

    def _run(self, examine: Callable[[], list[Finding]]) -> None:
        try:
            self._own = Examination(examine(), datetime.now(UTC))
            value = self._own.written()

            def work(connection: Connection) -> None:
                put(connection, kept, {"name": _NAME, "value": value}, {"value": value})

            with suppress(DeskDown):
                self._store.do(work)
        finally:
            self._free.release()


def _kept(finding: Finding) -> _KeptFinding:
    message = finding.message
    dates = {name: value for name, value in message.values.items() if isinstance(value, date)}
    others = {
        name: value if isinstance(value, int) else str(value)
        for name, value in message.values.items()
        if name not in dates
    }
    return _KeptFinding(
        check=finding.check,
        level=finding.level,
        text=str(message),
        plain=message.plain,
        values=others,
        dates=dates,
    )


def _read(value: str) -> Examination | None:
    """An examination that another process has kept; None for one of another version."""
    try:
        read = _KeptExamination.model_validate_json(value)
    except ValidationError:
        log.warning("the last examination was kept by another version: examine everything anew")
        return None
    return Examination([one.finding() for one in read.findings], read.ended)


EXAMINATIONS: Extension[Examinations] = Extension("examinations")
