"""Passkeys (WebAuthn): a browser signs a challenge, with a key that never leaves its device.

Imported by the function that uses it: its libraries take 14 MB, and a worker may never see one.
"""

import secrets
from urllib.parse import urlsplit

from flask import session
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from routes.database.store import the_store
from routes.desk.passkeys import NOT_ARRIVED, root
from routes.desk.person import Person, Refused, person_of
from routes.desk.schema import challenges, passkeys

LASTS = 300
"""Seconds that a person has to find their key."""
_CHALLENGE = "challenge"
"""The entry of the cookie."""


def creation_options(person: Person) -> str:
    """What the browser needs to make a passkey, as JSON. Raises DeskDown."""
    return options_to_json(
        generate_registration_options(
            rp_id=_host(),
            rp_name="Wayout",
            user_name=person.name,
            user_id=f"person {person.id}".encode(),
            challenge=_new_challenge(),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def request_options() -> str:
    """What the browser needs to use a passkey, as JSON. Raises DeskDown."""
    return options_to_json(
        generate_authentication_options(
            rp_id=_host(),
            challenge=_new_challenge(),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def made(written: str) -> VerifiedRegistration | None:
    """The passkey that a browser has made; None for one that does not fit. Raises DeskDown."""
    challenge = _take_challenge()
    if challenge is None:
        return None
    try:
        return verify_registration_response(
            credential=written,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=root(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None


def keep(connection: Connection, person: Person, passkey: VerifiedRegistration) -> None:
    """Let this passkey be the person's. Raises Refused for one that is somebody else's."""
    row = {
        "id": bytes_to_base64url(passkey.credential_id),
        "person": person.id,
        "public_key": bytes_to_base64url(passkey.credential_public_key),
        "sign_count": passkey.sign_count,
    }
    try:
        connection.execute(insert(passkeys).values(row))
    except IntegrityError as error:
        raise Refused(NOT_ARRIVED, "passkey") from error


def person_with(written: str) -> Person | None:
    """Who has signed with their passkey; None if nobody of this desk has. Raises DeskDown."""
    challenge = _take_challenge()
    try:
        credential = parse_authentication_credential_json(written)
    except (WebAuthnException, ValueError):
        return None
    own = passkeys.c.id == bytes_to_base64url(credential.raw_id)
    query = select(passkeys).where(own)
    row = the_store().do(lambda connection: connection.execute(query).one_or_none())
    if row is None or challenge is None:
        return None
    signed = _verified(written, challenge, row.public_key, row.sign_count)
    if signed is None:
        return None
    counted = update(passkeys).where(own).values(sign_count=signed.new_sign_count)

    def work(connection: Connection) -> Person | None:
        if connection.execute(counted).rowcount != 1:  # replaced meanwhile
            return None
        person = person_of(connection, row.person)
        return person if person and person.ended is None else None

    return the_store().do(work)


def _verified(
    written: str, challenge: bytes, public_key: str, count: int
) -> VerifiedAuthentication | None:
    try:
        return verify_authentication_response(
            credential=written,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=root(),
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None


def _host() -> str:
    return urlsplit(root()).hostname or ""


def _new_challenge() -> bytes:
    """A challenge, which this browser can have signed once. Old ones are removed."""
    store = the_store()
    challenge = secrets.token_bytes(32)
    now = store.now()
    row = {"challenge": bytes_to_base64url(challenge), "until": now + LASTS}

    def work(connection: Connection) -> None:
        connection.execute(delete(challenges).where(challenges.c.until <= now))
        connection.execute(insert(challenges).values(row))

    store.do(work)
    session[_CHALLENGE] = row["challenge"]
    return challenge


def _take_challenge() -> bytes | None:
    """The challenge of this browser, which is worth nothing from now on."""
    written = session.pop(_CHALLENGE, None)
    if not isinstance(written, str):
        return None
    store = the_store()
    own = (challenges.c.challenge == written, challenges.c.until > store.now())
    taken = store.do(lambda connection: connection.execute(delete(challenges).where(*own)).rowcount)
    return base64url_to_bytes(written) if taken else None
