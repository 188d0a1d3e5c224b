"""What broke last is known to every process, without what tells of a caller."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ivr.hours import BRUSSELS_TIME
from routes.call.faults import FOLDER, Faults


def today() -> date:
    return datetime.now(BRUSSELS_TIME).date()


def test_every_process_knows_what_broke_in_another(tmp_path: Path) -> None:
    first, second = Faults(tmp_path), Faults(tmp_path)
    assert second.lately(today()) is None
    first.keep(ValueError("+32470123456"), in_call=True)
    told = second.lately(today())
    assert told is not None
    assert (told.kind, told.in_call) == ("ValueError", True)
    (path,) = (tmp_path / FOLDER).iterdir()
    assert sorted(json.loads(path.read_text())) == ["day", "in_call", "kind", "place"]
    assert "470123456" not in path.read_text()


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (1, True), (2, False)])
def test_a_fault_is_told_for_two_days(tmp_path: Path, days: int, is_told: bool) -> None:
    faults = Faults(tmp_path)
    faults.keep(ValueError(), in_call=False)
    assert (faults.lately(today() + timedelta(days=days)) is not None) is is_told


def test_without_a_shared_folder_a_process_knows_its_own(tmp_path: Path) -> None:
    faults = Faults()
    faults.keep(KeyError(), in_call=False)
    assert faults.lately(date(2100, 1, 1)) is faults.last
    assert not faults.shared


@pytest.mark.parametrize("content", ["", "[]", '{"day": "soon"}'])
def test_a_note_that_cannot_be_read_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "1.json").write_text(content)
    assert Faults(tmp_path).lately(today()) is None
