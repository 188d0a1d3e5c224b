"""The order of the centres, which the file holds as the order of its tables."""

import pytest

from routes.operations.last_good import content_of
from routes.releases.centres import with_centres
from routes.releases.change import Change
from routes.releases.entities import CENTRES, NoSuchEntity
from routes.releases.overlay import overlay, value_in
from tests.small.hotline import SMALL

FILE = """# Who can be called.

[one]
region = "brussels"

# Ask for the night desk.
[two]
region = "flanders"
[two.interpreters]
uk = "tel:+32"

[helpline]
lines = []

[three]
region = "wallonia"
"""


def test_tables_move_with_the_comment_above_them_and_others_stay_where_they_are() -> None:
    assert with_centres(FILE, ["two", "three", "gone"]) == (
        "# Who can be called.\n\n"
        '# Ask for the night desk.\n[two]\nregion = "flanders"\n'
        '[two.interpreters]\nuk = "tel:+32"\n\n'
        '[three]\nregion = "wallonia"\n'
        "[helpline]\nlines = []\n\n"
        '[one]\nregion = "brussels"\n\n'
    )


def test_a_file_that_cannot_be_cut_into_tables_is_left_alone() -> None:
    tricky = FILE.replace("lines = []", 'lines = [\n["three"]\n]')
    with pytest.raises((NoSuchEntity, ValueError)):
        with_centres(tricky, ["three", "two", "one"])


def test_it_is_changed_and_exported_like_anything_else() -> None:
    base = dict(content_of(SMALL))
    before, after = ["middle", "north", "south"], ["south", "middle", "north"]
    change = Change(1, CENTRES, before, after, "Anna")
    laid = overlay(base, [change])
    assert laid.conflicts == ()
    assert value_in(laid.content, CENTRES) == after
    assert overlay(laid.content, [change]).absorbed == (change,)
