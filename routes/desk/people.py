"""People: who works at the desk, and what they may do there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from prompts.catalogue import language_name
from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk import invitations
from routes.desk.dates import moment
from routes.desk.editing import me
from routes.desk.passkeys import root
from routes.desk.person import (
    Person,
    Refused,
    add,
    change_roles,
    end_person,
    person_of,
    persons,
)
from routes.desk.person_view import shown_person
from routes.desk.qr import qr_image
from routes.desk.review.links import linked
from routes.desk.roles import ROLE_MEANINGS, ROLE_NAMES, Role, Roles
from routes.desk.translation import _, language

routes = Blueprint("people", __name__)

Done = TypeVar("Done")


@routes.get("/people")
def page() -> str:
    """Everybody, and a form to invite somebody."""
    return _people({})


@routes.post("/people")
def invite() -> ResponseReturnValue:
    """Add a person, and show the link of their invitation once."""
    roles, languages = _chosen()
    name, now, by = request.form.get("name", ""), the_store().now(), me()

    def work(connection: Connection) -> tuple[Person, str]:
        person = add(connection, name, roles, languages)
        return person, invitations.invite(connection, now, by, person)

    try:
        return _link(*the_store().do(work))
    except Refused as refused:
        return _people({refused.field: _(str(refused))}), 400


@routes.get("/people/<int:account>")
def one(account: int) -> str:
    """A person: their roles, a further invitation, and their end."""
    return _person(account, {})


@routes.post("/people/<int:account>/invitation")
def invite_again(account: int) -> ResponseReturnValue:
    """Invite a person anew, who has lost their way in, or is to come back."""
    now, by = the_store().now(), me()
    return _link(
        *_do(
            account,
            lambda connection, person: (
                person,
                invitations.invite(connection, now, by, person),
            ),
        )
    )


@routes.post("/people/<int:account>/roles")
def change(account: int) -> ResponseReturnValue:
    """Give a person other roles."""
    roles, languages = _chosen()
    now, by = the_store().now(), me()
    try:
        _do(
            account,
            lambda connection, person: change_roles(connection, now, by, person, roles, languages),
        )
    except Refused as refused:
        return _person(account, {refused.field or "roles": _(str(refused))}), 400
    return redirect(url_for("people.page"), 303)


@routes.post("/people/<int:account>/end")
def end(account: int) -> ResponseReturnValue:
    """End a person, and their sessions at once."""
    now, by = the_store().now(), me()
    try:
        _do(account, lambda connection, person: end_person(connection, now, by, person))
    except Refused as refused:
        return _person(account, {"end": _(str(refused))}), 400
    return redirect(url_for("people.page"), 303)


def _do(account: int, work: Callable[[Connection, Person], Done]) -> Done:
    """Do something with a person in one transaction. Answers 404 where there is no such person."""

    def with_person(connection: Connection) -> tuple[Done] | None:
        person = person_of(connection, account)
        return (work(connection, person),) if person else None

    done = the_store().do(with_person)
    if done is None:
        abort(404)
    return done[0]


def _people(problems: dict[str, str]) -> str:
    now = datetime.now(UTC)
    links = _links()
    shown = [shown_person(person, now, links) for person in the_store().do(persons)]
    return render_template(
        "people.html",
        shown=[one for one in shown if one.person.ended is None],
        former=[one for one in shown if one.person.ended is not None],
        **_fields(problems, *_chosen()),
    )


def _person(account: int, problems: dict[str, str]) -> str:
    person = the_store().do(lambda connection: person_of(connection, account))
    if person is None:
        abort(404)
    chosen = _chosen() if "roles" in problems or "languages" in problems else None
    roles, languages = chosen or (person.roles, list(person.languages))
    return render_template(
        "person.html",
        shown=shown_person(person, datetime.now(UTC), _links()),
        **_fields(problems, roles, languages),
    )


def _fields(problems: dict[str, str], roles: Roles, languages: list[str]) -> dict[str, object]:
    """What the fields of roles and languages need."""
    tags = {tag: language_name(tag, language()) for tag in the_hotline().whole.offered}
    return {
        "problems": problems,
        "typed": request.form,
        "role_names": ROLE_NAMES,
        "role_meanings": ROLE_MEANINGS,
        "languages_offered": dict(sorted(tags.items(), key=lambda tag_and_name: tag_and_name[1])),
        "chosen_roles": roles,
        "chosen_languages": languages,
    }


def _chosen() -> tuple[Roles, list[str]]:
    """The roles and languages of the form. Only a reviewer has languages."""
    roles = frozenset(Role(word) for word in request.form.getlist("roles") if word in set(Role))
    offered = the_hotline().whole.offered
    languages = [tag for tag in request.form.getlist("languages") if tag in offered]
    return roles, languages if Role.REVIEWER in roles else []


def _link(person: Person, token: str) -> str:
    address = invitations.link(root(), token)
    now = datetime.now(UTC)
    until = datetime.fromtimestamp(the_store().now() + invitations.LASTS, UTC)
    return render_template(
        "invited.html",
        person=person,
        address=address,
        picture=qr_image(address),
        until=moment(until, now),
    )


def _links() -> frozenset[int]:
    """Who has a link of the page Languages."""
    store = the_store()
    seconds = store.now()
    return store.do(lambda connection: linked(connection, seconds))
