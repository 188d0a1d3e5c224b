"""The page behind an invitation, for a person who is not logged in: they choose how to get in."""

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from routes.database.store import the_store
from routes.desk import own_password
from routes.desk.codes import address, step_of
from routes.desk.guard import own_page
from routes.desk.invitations import Invitation, InvitationState, digest_of, find, token_in, use
from routes.desk.known_browser import remember_browser
from routes.desk.log_in import seconds_to_wait
from routes.desk.passkeys import NOT_ARRIVED
from routes.desk.password import SHORTEST, hash_of
from routes.desk.person import Refused, person_of
from routes.desk.qr import qr_image
from routes.desk.session import begin
from routes.desk.translation import _
from routes.translations import N_

routes = Blueprint("invitation", __name__)

_DIGEST = "invitation"
"""The entry of the cookie."""
_WHY_NOT = {
    InvitationState.USED: N_(
        "This invitation was used already: it works once. If it was not you, tell a coordinator at "
        "once. Else log in, or ask a coordinator to invite you again."
    ),
    InvitationState.LATE: N_("This invitation is too old. Ask a coordinator to invite you again."),
    InvitationState.UNKNOWN: N_(
        "This is no invitation of this desk, or a newer one has taken its place. Open the whole "
        "link, or ask a coordinator to invite you again."
    ),
}


@routes.get("/invitation")
def page() -> str:
    """Takes the link. Its token stands behind #, where only a script can read it; without a script
    the person pastes it.
    """
    return render_template("invitation.html")


@routes.post("/invitation")
def take() -> ResponseReturnValue:
    """Look at an invitation, without using it up."""
    if wait := seconds_to_wait():
        return render_template("invitation.html", wait=wait), 429, {"Retry-After": str(wait)}
    digest = digest_of(token_in(request.form.get("invitation", "")))
    found = _find(digest)
    if not isinstance(found, Invitation):
        return _refused(found)
    session[_DIGEST] = digest
    return redirect(url_for("invitation.choose"), 303)


@routes.get("/invitation/way-in")
def choose() -> ResponseReturnValue:
    """Choose a passkey, or a password with an authenticator."""
    found = _own()
    return _form(found) if isinstance(found, Invitation) else _refused(found)


@routes.post("/invitation/challenge")
def challenge() -> ResponseReturnValue:
    """What a new passkey is to sign."""
    found = _own()
    if not isinstance(found, Invitation):
        return "", 403
    from routes.desk import passkey_signatures

    return Response(
        passkey_signatures.creation_options(found.person), content_type="application/json"
    )


@routes.post("/invitation/passkey")
def keep_passkey() -> ResponseReturnValue:
    """Let a new passkey be the way in."""
    found = _own()
    if not isinstance(found, Invitation):
        return _refused(found)
    from routes.desk import passkey_signatures

    passkey = passkey_signatures.made(request.form.get("credential", ""))
    if passkey is None:
        return _form(found, {"passkey": _(NOT_ARRIVED)}), 400
    now = the_store().now()

    def work(connection: Connection) -> bool:
        if not use(connection, now, found):
            return False
        passkey_signatures.keep(connection, found.person, passkey)
        return True

    try:
        kept = the_store().do(work)
    except Refused as refused:
        return _form(found, {refused.field: _(str(refused))}), 400
    return _welcome(found) if kept else _refused(InvitationState.USED)


@routes.post("/invitation/password")
def keep_password() -> ResponseReturnValue:
    """Let a password be the way in, with the codes of an authenticator."""
    found = _own()
    if not isinstance(found, Invitation):
        return _refused(found)
    password = request.form.get("password", "")
    now = the_store().now()
    step = step_of(found.authenticator, request.form.get("code", ""), now, used=0)
    problems = {}
    if len(password) < SHORTEST:
        problems["password"] = _(
            "Take %(count)s characters or more, such as four words.", count=SHORTEST
        )
    elif password != request.form.get("again", ""):
        problems["again"] = _("This is not the same password. Type it once more.")
    if step is None:
        problems["code"] = _(
            "This is not the code of this minute. Scan the picture, and type the six digits that "
            "the app shows now."
        )
    if problems or step is None:
        return _form(found, problems), 400
    kept = hash_of(password)

    def work(connection: Connection) -> bool:
        if not use(connection, now, found):
            return False
        own_password.keep(connection, found.person.id, kept, found.authenticator, step)
        return True

    return _welcome(found) if the_store().do(work) else _refused(InvitationState.USED)


def _own() -> Invitation | InvitationState:
    """The invitation of this browser, if it can still be used."""
    digest = session.get(_DIGEST)
    return _find(digest) if isinstance(digest, str) else InvitationState.UNKNOWN


def _find(digest: str) -> Invitation | InvitationState:
    store = the_store()
    now = store.now()
    state, found = store.do(lambda connection: find(connection, now, digest))
    return found or state


def _refused(state: InvitationState) -> ResponseReturnValue:
    session.pop(_DIGEST, None)
    return render_template("invitation.html", why=_(_WHY_NOT[state])), 403


def _form(invitation: Invitation, problems: dict[str, str] | None = None) -> str:
    app_address = address(invitation.authenticator, invitation.person.name)
    typed = {name: request.form.get(name, "") for name in ("password", "again")}
    return render_template(
        "way_in.html",
        person=invitation.person,
        secret=invitation.authenticator,
        app_address=app_address,
        picture=qr_image(app_address),
        problems=problems or {},
        typed=typed,
        shortest=SHORTEST,
    )


def _welcome(invitation: Invitation) -> AnyResponse:
    """Log the person in with what they have just proved."""
    account = invitation.person.id
    begin(the_store().do(lambda connection: person_of(connection, account)))
    return remember_browser(redirect(own_page("/"), 303))
