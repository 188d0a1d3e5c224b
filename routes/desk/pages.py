"""The pages of the desk, in the order of its navigation. A new page is a file and a line here."""

from dataclasses import dataclass

from flask import Blueprint

from routes.desk import activity, changes, destinations, now, people, staff_log, text, texts
from routes.desk.review import languages
from routes.desk.roles import Roles, may_use
from routes.desk.telephone import telephone
from routes.desk.translation import N_


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
    Page(N_("Texts"), texts.routes, "texts.page"),
    Page(N_("Languages"), languages.routes, "languages.page"),
    Page(N_("Who is called"), destinations.routes, "destinations.page"),
    Page(N_("Changes"), changes.routes, "changes.page"),
    Page(N_("Telephone"), telephone, "telephone.page"),
    Page(N_("People"), people.routes, "people.page"),
    Page(N_("Log"), staff_log.routes, "log.page"),
)


def pages_for(roles: Roles) -> tuple[Page, ...]:
    """The pages of somebody with these roles."""
    return tuple(page for page in PAGES if may_use(roles, page.start))
