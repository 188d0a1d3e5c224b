"""Warnings: what is wrong now and who takes care of it, who is told, and of what."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.editing import me
from routes.desk.session import note
from routes.desk.translation import LANGUAGES, _
from routes.desk.warning_words import KINDS, shown_alert, shown_channel
from routes.warnings import rows
from routes.warnings.channels import Channel, all_channels
from routes.warnings.rows import Alert
from routes.warnings.rules import RULES, Rule, RuleSet

routes = Blueprint("warnings", __name__)

FORMER = 20
"""Warnings that are over on the page."""


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule as a form. before, after: the sentence around its number. number: as it was typed."""

    name: str
    is_on: bool
    before: str
    number: str
    after: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class _Kept:
    open: list[Alert]
    former: list[Alert]
    channels: list[Channel]
    sets: dict[Rule, RuleSet]


@routes.get("/warnings")
def page() -> str:
    """Everything. A link in a message leads here."""
    kept = _kept()
    typed = {rule: (as_set.is_on, str(as_set.number)) for rule, as_set in kept.sets.items()}
    return _page(kept, typed, {})


@routes.get("/warnings/<int:alert>")
def one(alert: int) -> str:
    """One warning, to which its message links."""
    return render_template("warning.html", alert=shown_alert(_known(alert)))


@routes.post("/warnings/<int:alert>/take")
def take(alert: int) -> ResponseReturnValue:
    """Keep who takes care of it, so that nobody is reminded of it any more."""
    _known(alert)
    note(Action.TAKE_WARNING, str(alert))
    store = the_store()
    person, now = me(), store.now()
    store.do(lambda connection: rows.take(connection, alert, person, now))
    return redirect(url_for("warnings.one", alert=alert), 303)


@routes.post("/warnings/rules")
def save_rules() -> ResponseReturnValue:
    """Keep which rules are on, and their numbers."""
    kept, wrong = _kept(), {}
    typed = {
        rule: (f"{rule}.on" in request.form, request.form.get(f"{rule}.number", "").strip())
        for rule in Rule
    }
    sets = {}
    for rule, (is_on, number) in typed.items():
        about = RULES[rule]
        if about.number is None:
            sets[rule] = RuleSet(is_on, 0)
        elif number.isdecimal() and about.least <= int(number) <= about.most:
            sets[rule] = RuleSet(is_on, int(number))
        else:
            wrong[rule] = _(
                "Write a whole number from %(least)s to %(most)s.",
                least=about.least,
                most=about.most,
            )
    if wrong:
        return _page(kept, typed, wrong), 400
    changed = {rule: as_set for rule, as_set in sets.items() if as_set != kept.sets[rule]}
    if changed:
        note(Action.CHANGE_RULES, ", ".join(sorted(changed)))
        the_store().do(lambda connection: rows.set_rules(connection, changed))
    return redirect(url_for("warnings.page", saved="rules", _anchor="rules"), 303)


def _page(kept: _Kept, typed: Mapping[Rule, tuple[bool, str]], wrong: Mapping[Rule, str]) -> str:
    # First what harms callers, last what somebody takes care of.
    urgent = sorted(kept.open, key=lambda one: (bool(one.taken_by), not RULES[one.rule].harms))
    return render_template(
        "warnings.html",
        alerts=[shown_alert(one) for one in urgent],
        former=[shown_alert(one) for one in kept.former],
        channels=[shown_channel(one, LANGUAGES) for one in kept.channels],
        kinds=KINDS,
        rules=[_shown_rule(rule, *typed[rule]) for rule in RULES],
        wrong=wrong,
        is_saved=request.args.get("saved") == "rules",
    )


def _kept() -> _Kept:
    def work(connection: Connection) -> _Kept:
        return _Kept(
            rows.open_alerts(connection),
            rows.ended_alerts(connection, 0, FORMER),
            all_channels(connection),
            rows.rule_sets(connection),
        )

    return the_store().do(work)


def _known(alert: int) -> Alert:
    found = the_store().do(lambda connection: rows.alert_of(connection, alert))
    return found or abort(404)


def _shown_rule(rule: Rule, is_on: bool, number: str) -> ShownRule:
    about = RULES[rule]
    before, _here, after = _(about.sentence).partition("%(number)s")
    return ShownRule(rule.value, is_on, before, number, after, about.least, about.most)
