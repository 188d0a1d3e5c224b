"""Who may do what at the desk: each endpoint and the roles that may use it, in one table."""

from enum import StrEnum

from routes.translations import N_


class Role(StrEnum):
    """What a person is at the desk; somebody may be several. The values are stored."""

    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    CENTRE = "centre"
    VIEWER = "viewer"


Roles = frozenset[Role]

ROLE_NAMES = {
    Role.COORDINATOR: N_("coordinator"),
    Role.REVIEWER: N_("reviewer"),
    Role.CENTRE: N_("centre"),
    Role.VIEWER: N_("viewer"),
}
"""Role -> its name, translated where it is shown."""
ROLE_MEANINGS = {
    Role.COORDINATOR: N_("sees and does everything, and invites others"),
    Role.REVIEWER: N_("reads, hears and corrects the texts in the languages below"),
    Role.CENTRE: N_("reads every page but the log and the people"),
    Role.VIEWER: N_("reads every page but the log and the people"),
}

COORDINATORS: Roles = frozenset({Role.COORDINATOR})
READERS: Roles = frozenset({Role.COORDINATOR, Role.CENTRE, Role.VIEWER})
WATCHERS: Roles = frozenset({Role.COORDINATOR, Role.CENTRE})
EDITORS: Roles = frozenset({Role.COORDINATOR, Role.REVIEWER})
"""Of texts. A reviewer edits the languages that a coordinator chose."""
ALL: Roles = frozenset(Role)

WITH_LINK = frozenset(
    {
        "review.start",
        "review.take_link",
        "review.following",
        "review.card",
        "review.answer",
        "review.decide",
        "review.call",
        "review.record",
        "review.consent",
        "review.record_one",
        "review.withdraw",
        "review.listen",
        "review.judge",
        "review.sound",
    }
)
"""Endpoints of native speakers, who have a link (`review/pages.py` asks for it)."""

OPEN = frozenset(
    {
        "entry.log_in_page",
        "entry.log_in",
        "entry.challenge",
        "entry.log_in_with_passkey",
        "entry.choose_language",
        "invitation.page",
        "invitation.take",
        "invitation.choose",
        "invitation.challenge",
        "invitation.keep_passkey",
        "invitation.keep_password",
        "static",
        "telephone.static",
        "texts.static",
    }
)
"""Endpoints for everybody, also for people who are not logged in."""

MAY_USE: dict[str, Roles] = {
    "entry.log_out": ALL,
    "entry.log_out_everywhere": COORDINATORS,
    "now.page": READERS,
    "examination.last": READERS,
    "examination.examine_everything": COORDINATORS,
    "activity.page": READERS,
    "activity.download": READERS,
    "reports.page": READERS,
    "reports.workbook": READERS,
    "reports.lines": READERS,
    "texts.page": ALL,
    "texts.one": ALL,
    "texts.printed": ALL,
    "texts.text.page": ALL,
    "texts.text.sound": ALL,
    "texts.text.save": EDITORS,
    "texts.text.speak": EDITORS,
    "texts.text.take_back": EDITORS,
    "texts.text.fits": EDITORS,
    "destinations.page": READERS,
    "destinations.line": COORDINATORS,
    "destinations.save_line": COORDINATORS,
    "destinations.save_override": COORDINATORS,
    "destinations.save_hours": COORDINATORS,
    "destinations.remove_line": COORDINATORS,
    "destinations.new_line": COORDINATORS,
    "destinations.add_line": COORDINATORS,
    "destinations.drafted_line": COORDINATORS,
    "destinations.change_drafted_line": COORDINATORS,
    "destinations.number_page": COORDINATORS,
    "destinations.ring": COORDINATORS,
    "destinations.chains": READERS,
    "destinations.move_centre": COORDINATORS,
    "destinations.move": COORDINATORS,
    "notices.page": READERS,
    "notices.sound": READERS,
    "notices.new": COORDINATORS,
    "notices.save": COORDINATORS,
    "notices.agree": COORDINATORS,
    "notices.end": COORDINATORS,
    "own_notice.page": COORDINATORS,
    "own_notice.save": COORDINATORS,
    "notice_recording.page": COORDINATORS,
    "notice_recording.save": COORDINATORS,
    "changes.page": COORDINATORS,
    "changes.publish": COORDINATORS,
    "changes.drop": COORDINATORS,
    "changes.agree": COORDINATORS,
    "changes.withdraw": COORDINATORS,
    "changes.undo": COORDINATORS,
    "changes.settle": COORDINATORS,
    "telephone.page": READERS,
    "telephone.sheet": READERS,
    "telephone.call": READERS,
    "telephone.act": READERS,
    "warnings.page": READERS,
    "warnings.one": READERS,
    "warnings.take": WATCHERS,
    "warnings.save_rules": COORDINATORS,
    "channels.new": COORDINATORS,
    "channels.add": COORDINATORS,
    "channels.one": COORDINATORS,
    "channels.change": COORDINATORS,
    "channels.test": COORDINATORS,
    "channels.remove": COORDINATORS,
    "languages.page": COORDINATORS,
    "languages.one": COORDINATORS,
    "languages.invite": COORDINATORS,
    "languages.end": COORDINATORS,
    "languages.decide": COORDINATORS,
    "languages.publish": COORDINATORS,
    "languages.withdraw": COORDINATORS,
    "languages.sound": COORDINATORS,
    "languages.judge": COORDINATORS,
    "languages.voices": COORDINATORS,
    "people.page": COORDINATORS,
    "people.invite": COORDINATORS,
    "people.one": COORDINATORS,
    "people.invite_again": COORDINATORS,
    "people.change": COORDINATORS,
    "people.end": COORDINATORS,
    "log.page": COORDINATORS,
}
"""Endpoint -> the roles that may use it. One that is in neither table is refused to everybody."""


def may_use(roles: Roles, endpoint: str | None) -> bool:
    """Whether somebody with these roles may use an endpoint. None: an address that does not exist,
    which is told to everybody who is logged in.
    """
    return endpoint is None or bool(roles & MAY_USE.get(endpoint, frozenset()))
