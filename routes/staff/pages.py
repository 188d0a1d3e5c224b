"""The pages of the desk, in the order of its navigation. A new page is a file and a line here."""

from dataclasses import dataclass

from flask import Blueprint

from routes.staff import now
from routes.staff.words import N_


@dataclass(frozen=True, slots=True)
class Page:
    """A page and all that is below it. title: in English, translated where it is shown. start: its first endpoint."""

    title: str
    routes: Blueprint
    start: str


PAGES = (Page(N_("Now"), now.routes, "now.page"),)
