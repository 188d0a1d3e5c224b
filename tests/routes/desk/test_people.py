"""People: invited by a link of one use, with roles, and ended at once."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from routes.database.store import DESK_STORE
from routes.desk import person
from routes.desk.person import Person, Refused, end_person, persons
from routes.desk.schema import invitations
from tests.routes.command_line import run
from tests.routes.desk.conftest import ON_BOTH, PASSWORD, Clock, Coordinator, desk_in
from tests.routes.desk.people import (
    OWN,
    Someone,
    comes_in,
    desk_without_shared_password,
    link_in,
)

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def app(url: str, clips: Path) -> Flask:
    """A desk of a hotline that no shared password opens."""
    return desk_without_shared_password(url)


@pytest.fixture
def anna(app: Flask) -> Someone:
    """The first coordinator."""
    return comes_in(app, invited_by_command(app, "Anna"), "Anna")


def invited_by_command(app: Flask, name: str, *more: str) -> str:
    result = app.test_cli_runner().invoke(
        args=["staff", "invite", name, "--role", "coordinator", *more]
    )
    assert result.exit_code == 0, result.output
    return str(result.stdout.splitlines()[-1])


def told(page: str) -> list[tuple[str, str]]:
    """Who and what, on the page Log."""
    rows = re.findall(r"<tr><td>[^<]+</td><td>([^<]+)</td><td>([^<]+)</td></tr>", page)
    return [(unescape(who), unescape(what)) for who, what in rows]


def test_there_is_no_desk_until_somebody_is_invited(app: Flask) -> None:
    stranger = Coordinator(app)
    for path in ("/staff/", "/staff/log-in", "/staff/static/desk.css"):
        assert stranger.get(path).status_code == 404
    invited_by_command(app, "Anna")
    assert stranger.get("/staff/log-in").status_code == 200, "the same process, without a restart"


@ON_BOTH
def test_the_first_coordinator_is_invited_on_the_server_and_invites_others(
    app: Flask, anna: Someone
) -> None:
    assert anna.is_in()
    bert = comes_in(app, anna.invites("Bert", "viewer"), "Bert")
    assert bert.is_in()
    assert told(anna.get("/staff/log").text) == [
        ("Bert", "logged in"),
        ("Bert", "used an invitation"),
        ("Anna", "invited: Bert (viewer)"),
        ("Anna", "logged in"),
        ("Anna", "used an invitation"),
        ("on the server", "invited: Anna (coordinator)"),
    ]


def test_an_invitation_works_once(app: Flask) -> None:
    link = invited_by_command(app, "Anna")
    comes_in(app, link, "Anna")
    second = Someone(app, address="192.0.2.2")
    answer = second.takes(link)
    assert (answer.status_code, "was used already: it works once" in answer.text) == (403, True)
    assert not second.is_in()


@ON_BOTH
def test_of_two_who_open_the_same_link_the_second_to_choose_is_refused(app: Flask) -> None:
    link = invited_by_command(app, "Anna")
    first, second = Someone(app), Someone(app, address="192.0.2.2")
    for one in (first, second):
        assert one.takes(link).status_code == 303
    page = second.get("/staff/invitation/way-in").text
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret is not None
    assert first.chooses("Anna").status_code == 303
    second.secret = secret[1]
    form = {"password": OWN, "again": OWN, "code": second.code()}
    assert second.post("/staff/invitation/password", **form).status_code == 403
    assert (first.is_in(), second.is_in()) == (True, False)


def test_an_invitation_is_too_old_after_three_days(app: Flask, clock: Clock) -> None:
    link = invited_by_command(app, "Anna")
    clock.now += 72 * 3600 - 1
    assert Someone(app).takes(link).status_code == 303
    clock.now += 1
    assert "too old" in Someone(app).takes(link).text


@pytest.mark.parametrize("guess", ["", "#", "x", "https://hotline.test/staff/invitation#guess"])
def test_a_guessed_invitation_is_none(app: Flask, anna: Someone, guess: str) -> None:
    answer = Someone(app, address="192.0.2.3").takes(guess)
    assert answer.status_code == 403
    assert "This is no invitation of this desk" in answer.text


@ON_BOTH
def test_neither_token_password_nor_code_is_kept_or_logged(
    app: Flask, caplog: pytest.LogCaptureFixture, url: str, tmp_path: Path
) -> None:
    link = invited_by_command(app, "Anna")
    token = link.rpartition("#")[2]
    anna = comes_in(app, link, "Anna")
    anna.post("/staff/log-out")
    code = anna.code()
    anna.logs_in(password="not her password")
    assert anna.logs_in().status_code == 303
    for secret in (token, OWN, code, anna.secret):
        assert secret not in caplog.text
    if url.startswith("sqlite"):
        content = (tmp_path / "desk.sqlite").read_bytes()
        assert token.encode() not in content
        assert OWN.encode() not in content
        assert anna.secret.encode() not in content


def test_the_token_stands_where_no_server_sees_it(app: Flask) -> None:
    path, _, token = invited_by_command(app, "Anna").partition("#")
    assert path == "https://hotline.test/staff/invitation"
    assert len(token) > 40


def test_what_is_wrong_with_a_new_password_stands_at_its_field(app: Flask) -> None:
    anna = Someone(app)
    anna.takes(invited_by_command(app, "Anna"))
    answer = anna.chooses("Anna", password="short", again="short", code="12")
    assert answer.status_code == 400
    for field, said in (
        ("password", "Take 12 characters or more"),
        ("code", "This is not the code of this minute"),
    ):
        assert re.search(rf'id="problem-{field}">{said}', answer.text)
        assert f'aria-describedby="problem-{field}"' in answer.text
    assert 'value="short"' in answer.text, "nothing typed is lost"
    answer = anna.chooses("Anna", again="another password")
    assert "This is not the same password" in answer.text
    assert anna.chooses("Anna").status_code == 303, "the invitation was not used up"


def test_logging_in_takes_name_password_and_code(app: Flask, anna: Someone) -> None:
    anna.post("/staff/log-out")
    wrong = (
        anna.logs_in(name="Bert"),
        anna.logs_in(password="x" * 12),
        anna.logs_in(code="000000"),
        anna.logs_in(code=""),
    )
    for answer in wrong:
        assert answer.status_code == 403
        assert "Name, password and code do not belong together" in answer.text
    assert anna.logs_in(name=" anna ").status_code == 303
    assert anna.is_in()


@ON_BOTH
def test_a_code_works_once_and_may_be_one_step_off(app: Flask, anna: Someone) -> None:
    anna.post("/staff/log-out")
    assert anna.logs_in(steps=0).status_code == 303
    again = Someone(app, address="192.0.2.5")
    again.name, again.secret = anna.name, anna.secret
    assert [again.logs_in(steps).status_code for steps in (0, -1, 3)] == [403, 403, 403]
    assert again.logs_in(steps=1).status_code == 303


def test_codes_cannot_be_guessed_from_many_addresses_with_a_stolen_password(
    app: Flask, anna: Someone
) -> None:
    thieves = [Someone(app, address=f"203.0.113.{n}") for n in range(6)]
    for thief in thieves:
        thief.name, thief.secret = anna.name, anna.secret
    for thief in thieves[:5]:
        assert thief.logs_in(code="000000").status_code == 403
    assert thieves[5].logs_in().status_code == 403, "also the right code, within this minute"


@ON_BOTH
def test_a_person_is_ended_while_a_page_is_open(app: Flask, url: str, anna: Someone) -> None:
    other = desk_without_shared_password(url)
    bert = comes_in(other, anna.invites("Bert", "coordinator"), "Bert")
    token = bert.token()
    assert anna.post(f"{anna.number_of('Bert')}/end").status_code == 303
    assert bert.get("/staff/people").headers["Location"] == "/staff/log-in?page=%2Fpeople"
    headers = {"Accept": "text/html,application/xhtml+xml"}
    answer = bert.client.post(
        "/staff/people",
        data={"csrf_token": token, "name": "Carla", "roles": "coordinator"},
        headers=headers,
        base_url="https://hotline.test",
    )
    assert answer.status_code == 401
    assert "the session has ended. Log in again" in answer.text
    bert.post("/staff/log-in", name="", password="")
    assert bert.logs_in(steps=1).status_code == 403
    assert "Carla" not in anna.get("/staff/people").text


def test_an_ended_person_loses_an_invitation_and_comes_back_with_a_new_one(
    app: Flask, anna: Someone
) -> None:
    link = anna.invites("Bert", "viewer")
    where = anna.number_of("Bert")
    anna.post(f"{where}/end")
    assert "no invitation of this desk" in Someone(app, address="192.0.2.2").takes(link).text
    new = link_in(anna.post(f"{where}/invitation").text)
    bert = comes_in(app, new, "Bert", address="192.0.2.3")
    assert bert.get("/staff/activity").status_code == 200


def test_the_old_way_in_holds_until_a_new_invitation_is_used(app: Flask, anna: Someone) -> None:
    link = invited_by_command(app, "anna")
    old = anna.secret
    assert anna.is_in()
    new = comes_in(app, link, "Anna", address="192.0.2.2")
    assert not anna.is_in(), "her sessions have ended, too"
    assert new.secret != old
    assert anna.logs_in().status_code == 403
    assert new.logs_in().status_code == 303


def test_the_last_coordinator_can_neither_be_ended_nor_demoted(app: Flask, anna: Someone) -> None:
    me = anna.number_of("Anna")
    bert_link = anna.invites("Bert", "coordinator")
    for path, form in (("end", {}), ("roles", {"roles": "viewer"})):
        answer = anna.post(f"{me}/{path}", **form)
        assert answer.status_code == 400
        assert "the last coordinator who can log in" in answer.text, "Bert only might, one day"
    comes_in(app, bert_link, "Bert")
    assert anna.post(f"{me}/roles", roles="viewer").status_code == 303
    assert anna.get("/staff/people").status_code == 403


@ON_BOTH
def test_of_two_coordinators_who_end_each_other_one_stays(app: Flask, anna: Someone) -> None:
    comes_in(app, anna.invites("Bert", "coordinator"), "Bert")
    store = DESK_STORE.of(desk_in(app))
    together = Barrier(2)
    refused: list[str] = []

    def end(other: Person) -> None:
        together.wait()
        try:
            store.do(lambda connection: end_person(connection, 1, "", other))
        except Refused:
            refused.append(other.name)

    ending = [Thread(target=end, args=(one,)) for one in store.do(persons)]
    for one in ending:
        one.start()
    for one in ending:
        one.join()
    assert len(refused) == 1
    assert [one.name for one in store.do(persons) if one.ended is None] == refused


@ON_BOTH
def test_a_name_that_two_give_at_once_is_refused_and_the_desk_stays_open(
    app: Flask, anna: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second has looked before the first had written."""
    with monkeypatch.context() as patch:
        patch.setattr(person, "person_named", lambda *_: None)
        answer = anna.post("/staff/people", name="Anna", roles=["viewer"])
    assert (answer.status_code, "somebody of this name" in answer.text) == (400, True)
    assert anna.is_in()


def test_a_role_holds_from_the_next_request_on(app: Flask, anna: Someone) -> None:
    bert = comes_in(app, anna.invites("Bert", "viewer"), "Bert")
    where = anna.number_of("Bert")
    assert bert.get("/staff/log").status_code == 403
    assert anna.post(f"{where}/roles", roles="coordinator").status_code == 303
    assert bert.get("/staff/log").status_code == 200
    assert told(bert.get("/staff/log").text)[0] == (
        "Anna",
        "changed what somebody may do: Bert (coordinator)",
    )


@pytest.mark.parametrize("role", ["viewer", "centre"])
def test_a_viewer_and_a_centre_read_pages_and_change_nothing(
    app: Flask, anna: Someone, role: str
) -> None:
    bert = comes_in(app, anna.invites("Bert", role), "Bert")
    page = bert.get("/staff/").text
    for path in ("", "activity", "texts", "destinations", "telephone", "examination"):
        assert bert.get(f"/staff/{path}").status_code == 200
    for title, there in (("Activity", True), ("People", False), ("Log", False)):
        assert (f">{title}</a>" in page) is there
    assert "Examine everything now" not in page
    for path in ("/staff/people", "/staff/log", "/staff/people/1"):
        assert bert.get(path).status_code == 403
    for path in ("/staff/people", "/staff/people/1/end", "/staff/examination"):
        assert bert.post(path).status_code == 403
    assert bert.post("/staff/log-out-everywhere").status_code == 403


def test_a_reviewer_reads_the_script_of_their_languages_alone(app: Flask, anna: Someone) -> None:
    bert = comes_in(app, anna.invites("Bert", "reviewer", languages=("nl",)), "Bert")
    assert bert.get("/staff/").headers["Location"] == "/staff/texts"
    page = bert.get("/staff/texts?language=ar").text
    assert re.findall(r'<option value="(\w+)"', page.partition('name="status"')[0]) == ["nl"]
    assert bert.get("/staff/print/nl").status_code == 200
    assert bert.get("/staff/print/ar").status_code == 404
    prompt = bert.get("/staff/texts/main.welcome").text
    assert re.findall(r'<li[^>]* id="(\w+)"', prompt) == ["nl"]
    for path in ("activity", "destinations", "telephone", "examination", "people", "log"):
        assert bert.get(f"/staff/{path}").status_code == 403


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({"name": "A"}, "name", "Write the name that colleagues know them by"),
        ({"name": "x\x07x"}, "name", "Write the name"),
        ({"name": "Desk"}, "name", "This name stands for the shared password"),
        ({"name": " anna"}, "name", "There is, or was, somebody of this name"),
        ({"roles": []}, "roles", "Choose at least one role"),
        ({"roles": ["reviewer"]}, "languages", "Choose the languages that the reviewer reads"),
    ],
)
def test_a_wrong_invitation_says_at_the_field_what_to_write(
    app: Flask, anna: Someone, form: dict[str, str | list[str]], field: str, said: str
) -> None:
    name, roles = form.get("name", "Bert"), form.get("roles", ["viewer"])
    answer = anna.post("/staff/people", name=name, roles=roles)
    assert answer.status_code == 400
    assert re.search(rf'id="problem-{field}">{said}', answer.text)
    assert f'aria-describedby="problem-{field}"' in answer.text
    if field != "name":
        assert 'name="name" value="Bert"' in answer.text


def test_nobody_is_told_whether_a_name_is_known(app: Flask, anna: Someone) -> None:
    def answer(name: str) -> str:
        page = Someone(app, address="203.0.113.9").post(
            "/staff/log-in", name=name, password="x" * 12, code="1"
        )
        return re.sub(r'value="[^"]*"', "", page.text)

    assert answer("Anna") == answer("Nobody")


def test_a_person_that_is_not_there_is_not_found(anna: Someone) -> None:
    for path in ("", "/end", "/roles", "/invitation"):
        ask: Callable[..., object] = anna.post if path else anna.get
        answer = ask(f"/staff/people/99{path}", **({"roles": "viewer"} if path else {}))
        assert getattr(answer, "status_code", 0) == 404


def test_the_command_says_what_to_write_instead(app: Flask) -> None:
    for words, said in (
        (("Bert",), "Choose at least one role. Such as --role coordinator"),
        (("Bert", "--role", "reviewer"), "Such as --language sq"),
        (("Bert", "--role", "reviewer", "--language", "xx"), "no language of this hotline: xx"),
        (("desk", "--role", "viewer"), "stands for the shared password"),
    ):
        code, output = run(app, "staff", "invite", *words)
        assert (code, said in output) == (1, True), output


def test_an_invitation_that_is_replaced_is_void(app: Flask) -> None:
    first = invited_by_command(app, "Anna")
    second = invited_by_command(app, "ANNA")
    rows = DESK_STORE.of(desk_in(app)).do(
        lambda connection: connection.execute(select(invitations)).all()
    )
    assert len(rows) == 1
    assert "a newer one has taken its place" in Someone(app).takes(first).text
    assert Someone(app).takes(second).status_code == 303


def test_the_longest_name_has_its_place(app: Flask, anna: Someone) -> None:
    assert (
        "Write the name"
        in anna.post("/staff/people", name="x" * (person.LONGEST_NAME + 1), roles=["viewer"]).text
    )
    assert PASSWORD not in anna.get("/staff/people").text
