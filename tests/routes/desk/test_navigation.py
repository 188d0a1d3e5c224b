"""How pages are reached: in groups, and in the bar of a telephone."""

from routes.desk.pages import IN_BAR, PAGES, navigation, pages_for
from routes.desk.roles import Role


def starts(role: Role) -> tuple[set[str], list[str], bool]:
    shown = navigation(pages_for(frozenset({role})))
    grouped = [page.start for _, pages in shown.groups for page in pages]
    assert len(grouped) == len(set(grouped)), "a page stands in one group alone"
    return set(grouped), [page.start for page in shown.bar], shown.rest


def test_every_page_is_reached_and_the_bar_begins_with_now() -> None:
    grouped, bar, rest = starts(Role.COORDINATOR)
    assert grouped == {page.start for page in PAGES}
    assert len(bar) == IN_BAR
    assert bar[:2] == ["now.page", "destinations.page"]
    assert rest


def test_a_reviewer_needs_no_further_pages() -> None:
    grouped, bar, rest = starts(Role.REVIEWER)
    assert grouped == set(bar)
    assert not rest
