"""The pages of the desk, and how they are reached. A new page is a file, a line in PAGES, and its
place in GROUPS.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint

from routes.desk import (
    activity,
    changes,
    destinations,
    notices,
    now,
    people,
    reports,
    staff_log,
    text,
    texts,
    warnings,
)
from routes.desk.review import languages
from routes.desk.roles import Roles, may_use
from routes.desk.telephone import telephone
from routes.translations import N_


@dataclass(frozen=True, slots=True)
class Page:
    """A page and everything below it. title: in English, translated where it is shown. start: the
    endpoint that the navigation links to.
    """

    title: str
    routes: Blueprint
    start: str


texts.routes.register_blueprint(text.routes)
PAGES = (
    Page(N_("Now"), now.routes, "now.page"),
    Page(N_("Activity"), activity.routes, "activity.page"),
    Page(N_("Reports"), reports.routes, "reports.page"),
    Page(N_("Texts"), texts.routes, "texts.page"),
    Page(N_("Languages"), languages.routes, "languages.page"),
    Page(N_("Who is called"), destinations.routes, "destinations.page"),
    Page(N_("Notices"), notices.routes, "notices.page"),
    Page(N_("Changes"), changes.routes, "changes.page"),
    Page(N_("Telephone"), telephone, "telephone.page"),
    Page(N_("Warnings"), warnings.routes, "warnings.page"),
    Page(N_("People"), people.routes, "people.page"),
    Page(N_("Log"), staff_log.routes, "log.page"),
)

LAST = N_("The desk")
"""The group of a page that is in no other one."""
GROUPS = {
    N_("Today"): ("now.page", "notices.page", "warnings.page"),
    N_("Calls"): ("destinations.page", "changes.page", "telephone.page"),
    N_("What is said"): ("texts.page", "languages.page"),
    N_("Figures"): ("activity.page", "reports.page"),
    LAST: (),
}
"""Title -> the pages that stand below it in the navigation."""
BAR = ("now.page", "destinations.page", "notices.page", "changes.page", "telephone.page")
"""The pages that a coordinator needs most often: the bar of a telephone has the first of them."""
IN_BAR = 4


@dataclass(frozen=True, slots=True)
class Navigation:
    """groups: all pages of somebody, below the title of their group. bar: those that stand in the
    bar of a telephone. rest: whether the bar has no room for all of them.
    """

    groups: list[tuple[str, list[Page]]]
    bar: list[Page]
    rest: bool


def navigation(pages: Sequence[Page]) -> Navigation:
    """How the pages of somebody are reached."""
    grouped = {start for starts in GROUPS.values() for start in starts}
    groups = [
        (
            title,
            [
                page
                for page in pages
                if page.start in starts or (title == LAST and page.start not in grouped)
            ],
        )
        for title, starts in GROUPS.items()
    ]
    places = {start: place for place, start in enumerate(BAR)}
    likely = sorted(pages, key=lambda page: places.get(page.start, len(BAR)))
    bar = likely[:IN_BAR]
    return Navigation([one for one in groups if one[1]], bar, len(pages) > len(bar))


def pages_for(roles: Roles) -> tuple[Page, ...]:
    """The pages of somebody with these roles."""
    return tuple(page for page in PAGES if may_use(roles, page.start))
