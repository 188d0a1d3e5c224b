"""Changes over files: whatever they are, the rest stays, and nothing is guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.operations.last_good import content_of
from routes.releases.change import Change, Content, Value
from routes.releases.entities import NoSuchEntity
from routes.releases.overlay import overlay, value_in
from tests.small.hotline import SMALL

FILE = "destinations/destinations.toml"
ORIGINAL = 'lines = ["tel:+3210000001"]'
LINES = """lines = [
    "tel:03 201 16 90",  # the reception
    { uri = "sip:desk@trunk.example", hours = "24/7" },
    { uri = "tel:+3210000001", id = "night" },  # the porter
]"""
HERE = "destinations.middle.lines.night"
HOURS = st.sampled_from(["", "24/7", "Mo-Fr 09:00-17:00; PH off", "anything at all"])
OVERRIDES = st.sampled_from(
    [
        None,
        {"since": "2026-11-27T17:00:00+00:00", "until": "2026-11-28T17:00:00+00:00"},
        {
            "since": "2026-11-27T17:00:00+00:00",
            "until": "2027-01-01T00:00:00+00:00",
            "to": "tel:+3225116464",
        },
    ]
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    f"{HERE}.uri": st.sampled_from(["tel:+3225116464", "tel:+3232011690", "tel:+3210000001"]),
    f"{HERE}.hours": HOURS.filter(lambda written: "anything" not in written),
    f"{HERE}.seconds": st.sampled_from([None, 5, 30]),
    f"{HERE}.whisper": st.booleans(),
    f"{HERE}.override": OVERRIDES,
    "texts.nl.goodbye": WORDS,
    "texts.uk.main.welcome": WORDS,
}


@pytest.fixture(scope="module")
def base() -> Content:
    content = dict(content_of(SMALL))
    text = content[FILE].decode()
    assert ORIGINAL in text
    return {**content, FILE: text.replace(ORIGINAL, LINES).encode()}


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, Value]]:
    """Entities and what they are changed to, one after the other."""
    entities = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=8))
    return [(entity, draw(VALUES[entity])) for entity in entities]


def changes_of(base: Content, history: list[tuple[str, Value]]) -> list[Change]:
    values: dict[str, Value] = {}
    changes = []
    for number, (entity, after) in enumerate(history, 1):
        before = values.get(entity, value_in(base, entity))
        changes.append(Change(number, entity, before, after, "Anna"))
        values[entity] = after
    return changes


def comments(content: Content) -> list[str]:
    return re.findall(r"#.*", content[FILE].decode())


def everything(content: Content) -> dict[str, Value]:
    names = [*VALUES, "destinations.middle.order", "destinations.north.order", "texts.nl.quiet"]
    return {name: value_in(content, name) for name in names}


@given(histories())
def test_the_last_change_counts_and_all_else_stays(
    base: Content, history: list[tuple[str, Value]]
) -> None:
    laid = overlay(base, changes_of(base, history))
    assert laid.conflicts == ()
    assert everything(laid.content) == {**everything(base), **dict(history)}
    assert comments(laid.content) == comments(base)
    touched = {entity.split(".")[1] for entity, _ in history}
    for path, content in base.items():
        if not ({"middle"} & touched and path == FILE) and path.split("/")[-1][:2] not in touched:
            assert laid.content[path] == content


@given(histories(), st.data())
def test_a_base_that_has_some_of_them_already_gets_the_rest(
    base: Content, history: list[tuple[str, Value]], data: st.DataObject
) -> None:
    """As after an export, or after some of it."""
    changes = changes_of(base, history)
    part = data.draw(st.integers(0, len(changes)))
    ahead = overlay(base, changes[:part]).content
    laid = overlay(ahead, changes)
    assert laid.conflicts == ()
    assert everything(laid.content) == {**everything(base), **dict(history)}
    again = overlay(laid.content, changes)
    assert again.content == laid.content
    assert len(again.absorbed) == len(changes)


@given(histories())
def test_what_is_taken_back_is_as_before(base: Content, history: list[tuple[str, Value]]) -> None:
    changes = changes_of(base, history)
    back = [
        Change(100 + number, one.entity, one.after, one.before)
        for number, one in enumerate(reversed(changes))
    ]
    assert everything(overlay(base, [*changes, *back]).content) == everything(base)


@given(st.permutations(["a", "b", "night"]), histories())
def test_lines_keep_their_ids_in_any_order(
    base: Content, order: list[str], history: list[tuple[str, Value]]
) -> None:
    ids = value_in(base, "destinations.middle.order")
    named = [dict(zip(["a", "b", "night"], ids, strict=True))[one] for one in order]
    changes = changes_of(base, [*history, ("destinations.middle.order", named)])
    laid = overlay(base, changes)
    assert laid.conflicts == ()
    expected = {**everything(base), **dict(history), "destinations.middle.order": named}
    assert everything(laid.content) == expected


def test_a_change_that_fits_no_longer_is_told_and_changes_nothing(base: Content) -> None:
    change = Change(1, f"{HERE}.hours", "Mo 09:00-10:00", "24/7", "Anna")
    laid = overlay(base, [change])
    assert laid.content == base
    assert [str(one) for one in laid.conflicts] == [
        f'{HERE}.hours: was "Mo 09:00-10:00" when Anna changed it to "24/7", and is "" now'
    ]


def test_of_two_changes_the_second_does_not_go_without_the_first(base: Content) -> None:
    _, second = changes_of(base, [(f"{HERE}.hours", "24/7"), (f"{HERE}.hours", "Mo 09:00-10:00")])
    assert overlay(base, [second]).conflicts


@pytest.mark.parametrize(
    ("entity", "problem"),
    [
        ("destinations.nowhere.lines.a.uri", "there is no destination 'nowhere' with lines"),
        ("destinations.middle.lines.gone.uri", "'middle' has no line 'gone'"),
        ("texts.nl.no.such.prompt", "nl.po has no prompt 'no.such.prompt'"),
        ("texts.xx.goodbye", "there is no file catalogues/xx.po"),
        ("nodes.main", "'nodes.main' is nothing that can be changed"),
    ],
)
def test_what_is_not_there_is_told_by_its_name(base: Content, entity: str, problem: str) -> None:
    with pytest.raises(NoSuchEntity, match=re.escape(problem)):
        value_in(base, entity)
    [conflict] = overlay(base, [Change(1, entity, "a", "b")]).conflicts
    assert str(conflict) == f"{entity}: {problem}"


def test_a_broken_file_is_told(base: Content) -> None:
    broken = {**base, FILE: b"broken = ["}
    [conflict] = overlay(broken, [Change(1, f"{HERE}.hours", "", "24/7")]).conflicts
    assert "cannot be read" in str(conflict)
    assert overlay(broken, []).content == broken


def test_which_english_a_translation_has_never_keeps_a_release_from_callers(base: Content) -> None:
    """Somebody may have translated it anew in the files, or nobody knows it any more."""
    entity, file = "english.nl.goodbye", "catalogues/nl.po"
    change = Change(1, entity, "Call again. Goodbye.", "Goodbye.")
    assert value_in(overlay(base, [change]).content, entity) == "Goodbye."
    newer = overlay(base, [Change(1, entity, "Call again. Goodbye.", "Bye.")]).content
    laid = overlay(newer, [change])
    assert (laid.conflicts, value_in(laid.content, entity)) == ((), "Bye.")
    written = base[file].decode()
    place = written.index('msgctxt "goodbye"')
    fuzzy = {**base, file: f"{written[:place]}#, fuzzy\n{written[place:]}".encode()}
    assert value_in(fuzzy, entity) == ""
    laid = overlay(fuzzy, [change])
    assert (laid.conflicts, value_in(laid.content, entity)) == ((), "Goodbye.")
