"""Every region's chain, as a caller meets it: who is rung after whom, if nobody takes the call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ivr.destinations import HELPLINE, POLICE, Destinations
from ivr.hunt_order import HuntStep, hunt_order
from ivr.nodes.transfer import LEAST_RING
from ivr.position import Region
from ivr.tree import Tree
from routes.call.hotline import Hotline, the_hotline
from routes.desk.change_words import who
from routes.desk.editing import edited
from routes.desk.lines import LineNow, lines_now, region_name
from routes.desk.number_state import Known, NumberState, known
from routes.desk.ordering import draft_order
from routes.desk.session import may
from routes.desk.translation import _
from routes.releases.entities import CENTRES
from routes.releases.new_numbers import NewNumber


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A line in a chain. number: whether it is confirmed; None for an internet line. at_once:
    whether it rings together with the one before it. seconds: for which it rings; 0 where it is
    passed over or never reached. place: in the chain; 0 where it is passed over.
    """

    destination: str
    name: str
    now: LineNow
    number: NumberState | None
    at_once: bool
    seconds: int
    place: int


@dataclass(frozen=True, slots=True)
class Chain:
    """key: of the section. title: who meets it, in words."""

    key: str
    title: str
    steps: list[ShownStep]

    @property
    def is_closed(self) -> bool:
        """Whether every line of it is closed at this moment."""
        return not any(step.place for step in self.steps)

    @property
    def names(self) -> str:
        """Who is rung at this moment, in their order."""
        return " → ".join(dict.fromkeys(step.name for step in self.steps if step.place))


def chains_page() -> str:
    """The chains of all regions, and of who says none."""
    hotline, now, numbers = the_hotline(), datetime.now(UTC), known()
    destinations = hotline.tree.destinations
    ways: list[tuple[str, str, str | None, Region | None]] = [
        (region, region_name(region), None, region) for region in Region
    ]
    ways.append(
        ("helpline", _("The caller knows no region, or wants the helpline"), HELPLINE, None)
    )
    if POLICE in destinations and destinations[POLICE].lines:
        ways.append(("police", _("The caller is in danger, and stays on the line"), POLICE, None))
    chains = [
        Chain(
            key, title, list(_steps(hotline, hunt_order(destinations, first, region), now, numbers))
        )
        for key, title, first, region in ways
    ]
    can_edit = may("destinations.move_centre")
    centres, drafted_by = _centres(destinations) if can_edit else ([], "")
    return render_template(
        "chains.html",
        chains=chains,
        most=hotline.tree.ringing.chain,
        centres=centres if len(centres) > 1 else [],
        drafted_by=drafted_by,
    )


def move_centre() -> ResponseReturnValue:
    """Draft another order of the centres."""
    draft_order(CENTRES)
    return redirect(url_for("destinations.chains", _anchor="centres"), 303)


def add_routes(routes: Blueprint) -> None:
    """Let the pages of the destinations have the page of chains."""
    at = "/destinations/chains"
    routes.add_url_rule(at, view_func=chains_page, endpoint="chains")
    routes.add_url_rule(at, view_func=move_centre, methods=["POST"])


def _centres(destinations: Destinations) -> tuple[list[tuple[str, str]], str]:
    """Key and name of the centres, in the order that is drafted or else in the one that callers
    meet; and who has drafted it.
    """
    order = edited([CENTRES])[CENTRES]
    names = [(key, destinations[key].name) for key in order.value if key in destinations]
    return names, who(order.draft.by) if order.draft else ""


def _steps(
    hotline: Hotline, order: list[HuntStep], now: datetime, numbers: Known
) -> Iterator[ShownStep]:
    left, place = hotline.tree.ringing.chain, 0
    shown = {name: iter(lines_now(hotline, name, now)) for name in hotline.tree.destinations}
    for step in order:
        is_open = bool(step.open_lines(now))
        seconds = _seconds(hotline.tree, step, left) if is_open else 0
        place += bool(seconds)
        left -= seconds
        for number, line in enumerate(step.lines):
            name = hotline.tree.destinations[step.destination].name
            new = NewNumber(step.destination, line.uri_at(now))
            yield ShownStep(
                step.destination,
                name,
                next(shown[step.destination]),
                numbers.state(new) if new.uri.startswith("tel:") else None,
                at_once=number > 0,
                seconds=seconds if line.is_open(now) else 0,
                place=place if line.is_open(now) and seconds else 0,
            )


def _seconds(tree: Tree, step: HuntStep, left: int) -> int:
    """Seconds for which it rings if nobody before has picked up; 0 where no time is left for it."""
    line = step.lines[0]
    rest = left - (tree.ringing.whisper if line.whisper else 0)
    seconds = min(line.seconds or tree.ringing.line, rest)
    return seconds if seconds >= LEAST_RING else 0
