"""Languages are made right by native speakers, in a real Chromium whose microphone plays a file."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pydub import AudioSegment
from pydub.generators import WhiteNoise

from audio.library import clips_of_master
from tests.audio.studio import record
from tests.browser.accessibility import violations
from tests.browser.studio import (
    RATE,
    Coordinator,
    Speaker,
    Studio,
    caller,
    health,
    studio_in,
    voice,
)
from tests.routes.server import Server

BOTH = ("read the texts", "record their voice")
WELCOME = "Kjo është linja Wayout. Këtu mund të merrni ndihmë."
TO_SPEAK = "Për të folur me dikë, shtypni dyshin."
WHERE = "Në cilën pjesë të Belgjikës jeni?"
GOODBYE = "يمكنكم الاتصال بنا متى شئتم. مع السلامة."
LISTEN_ON = "أو تابعوا الاستماع."
NO_ROOM = """() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
}"""
BETTER = {
    "keys.listen": "Ose thjesht dëgjoni më tej.",
    "menu.return": "Për t'u kthyer te fillimi, shtypni {key}.",
    "goodbye": "Mund të na telefononi përsëri kur të doni. Mirupafshim.",
}
LEFT_IN_THE_BROWSER = """() => new Promise((done) => {
    const asked = indexedDB.open("wayout-takes");
    asked.onsuccess = () => {
        const counted = asked.result.transaction("takes").objectStore("takes").count();
        counted.onsuccess = () => done(counted.result);
    };
})"""
"""How many recordings wait in the browser of a speaker."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, clips: object) -> Iterator[Studio]:
    with studio_in(tmp_path_factory.mktemp("studio")) as one:
        yield one


def masters(studio: Studio) -> dict[str, str]:
    """Name -> the checksum of the recording that a second person found good."""
    with closing(sqlite3.connect(studio.database)) as connection:
        query = "SELECT name, sha256 FROM desk_recording WHERE state = 'good'"
        return dict(connection.execute(query).fetchall())


def heard_by_a_caller(server: Server) -> list[str]:
    """The clips that a caller hears who chooses Albanian, and wants to speak to someone."""
    handset, connections = caller(server)
    heard: list[str] = []
    handset.call()
    for key in "#52":
        handset.press(key)
        heard += [sound.file for sound in handset.sounds]
    connections.close()
    return heard


def a_person_is_heard(server: Server, recorded: dict[str, str]) -> bool:
    """Whether a caller hears all of these recordings."""
    heard = {*heard_by_a_caller(server)}
    return all(heard & {*clips_of_master(one)} for one in recorded.values())


def test_albanian_is_made_right_by_its_speakers(studio: Studio, tmp_path: Path) -> None:
    """Invited, read and corrected, recorded, heard by a second person, signed, live, called; then
    written into the files, and spoken by a fresh clone that has no database.
    """
    anna = Coordinator(studio, "sq")
    anna.logs_in()
    besa = Speaker(studio, "sq", "Besa", anna.invites("Besa", *BOTH))
    drita = Speaker(studio, "sq", "Drita", anna.invites("Drita", "read the texts"))

    assert besa.reads(BETTER) > 80
    anna.looks()
    assert violations(anna.page) == []
    for _ in BETTER:
        anna.presses("Take these words")
    expect(anna.page.locator("main")).to_contain_text("All texts are signed by Besa.")

    besa.agrees("B. H.")
    assert violations(besa.page) == []
    besa.records("main.welcome", AudioSegment.silent(500, RATE))
    silent = besa.told()
    besa.records("main.welcome", voice("sq", WELCOME).apply_gain(40))
    assert besa.told() != silent
    besa.records("main.welcome", voice("sq", WELCOME))
    besa.keeps()
    besa.records("main.speak", voice("sq", f"{WELCOME} {WHERE}"))
    besa.keeps()
    besa.is_told(TO_SPEAK)
    drita.says_of({WELCOME: "good", TO_SPEAK: "refused"})

    besa.records("main.speak", voice("sq", TO_SPEAK))
    besa.keeps()
    besa.records("speak.intro", voice("sq", WHERE))
    besa.keeps()
    drita.says_of({TO_SPEAK: "good", WHERE: "good"})
    drita.hears_a_call()
    assert violations(drita.page) == []

    anna.publishes("Let callers hear 3 recordings")
    anna.publishes("Go live")
    assert health(studio.server)["languages"] == ["en", "fr", "nl", "sq"]
    recorded = masters(studio)
    assert sorted(recorded) == ["main.speak", "main.welcome", "speak.intro"]
    assert a_person_is_heard(studio.server, recorded)
    for person in (anna, besa, drita):
        person.leaves()

    project = studio.project
    assert "3 masters" in project.flask("desk", "export", **studio.desk)
    assert project.commits("What native speakers made") == [
        "audio/masters/sq/main.speak.opus",
        "audio/masters/sq/main.welcome.opus",
        "audio/masters/sq/provenance.json",
        "audio/masters/sq/speak.intro.opus",
        "prompts/catalogues/sq.po",
        "prompts/languages.toml",
        "prompts/reviewed/sq.po",
    ]
    fresh = project.cloned(tmp_path / "fresh")
    fresh.flask("audio", "build", "--language", "sq", DATABASE_URL="off")
    with fresh.server(DATABASE_URL="off") as server:
        assert health(server)["languages"] == ["en", "fr", "nl", "sq"]
        assert a_person_is_heard(server, recorded)


def test_a_tunnel_loses_nothing(studio: Studio) -> None:
    """In Arabic, from the right to the left, on a narrow screen: a text is written better and one
    is recorded without a network, and what waits says so until it is sent, also in a browser that
    has no room for it. What cannot be taken comes back to its field.
    """
    anna = Coordinator(studio, "ar")
    anna.logs_in()
    sami = Speaker(studio, "ar", "Sami", anna.invites("Sami", *BOTH))
    sami.page.clock.install()
    assert sami.page.evaluate("document.documentElement.dir") == "rtl"
    ended = "wayout-answer /staff/review/sq/card/goodbye"
    sami.page.evaluate(f"localStorage.setItem('{ended}', '[]')")  # a link that this browser had
    sami.goes_to(f"{sami.home}/card/goodbye")
    sami.fits()
    sami.page.locator(".answer summary").click()
    sami.page.locator("textarea").fill("والسلام")
    sami.goes_to(sami.home)
    sami.goes_to(f"{sami.home}/card/goodbye")
    expect(sami.page.locator("textarea")).to_have_value("والسلام")
    sami.page.locator(".answer summary").click()
    sending = sami.page.locator("#sending")
    waits, sent = (sending.get_attribute(name) for name in ("data-waits", "data-sent"))
    assert waits
    assert sent
    sami.context.set_offline(True)
    sami.writes("112")
    expect(sending).to_have_text(waits)
    with sami.page.expect_navigation():
        sami.context.set_offline(False)
    text = sami.page.locator("textarea")
    expect(text).to_have_attribute("aria-invalid", "true")
    assert text.input_value() == "112"

    sami.context.set_offline(True)
    text.fill(GOODBYE)
    sami.page.locator(".answer button.main").click()
    expect(sending).to_have_text(waits)
    assert violations(sami.page) == []
    sami.page.clock.fast_forward(10_000)
    expect(sending).to_have_text(waits)
    assert (sami.card, text.input_value()) == ("goodbye", GOODBYE)
    with sami.page.expect_navigation():
        sami.context.set_offline(False)
    expect(sending).to_have_text(sent)
    assert sami.card != "goodbye"
    sami.fits()

    sami.agrees("S. A.")
    sami.fits()
    sami.records("keys.listen", voice("ar", LISTEN_ON))
    sami.context.set_offline(True)
    sami.page.locator("#keep").click()
    expect(sami.page.locator("#told")).to_have_text(waits)
    sami.fits()
    sami.page.close()
    sami.context.set_offline(False)
    sami.page = sami.opens_a_tab()
    with sami.page.expect_response(re.compile("/recordings/keys.listen")):
        sami.goes_to(f"{sami.home}/record")

    sami.records("keys.listen", voice("ar", LISTEN_ON))
    sami.page.evaluate(NO_ROOM)
    sami.context.set_offline(True)
    sami.page.locator("#keep").click()
    expect(sami.page.locator("#told")).to_have_text(waits)
    with sami.page.expect_response(re.compile("/recordings/keys.listen")):
        sami.context.set_offline(False)
    anna.looks()
    expect(anna.page.locator("#disputed + ul")).to_contain_text(GOODBYE)
    expect(anna.page.locator("#recordings ~ details")).to_contain_text(LISTEN_ON)

    first = "document.querySelector('#texts li').dataset.url"
    sami.page.evaluate(f"takes.put({first}, 'waits', new Blob(['a voice']))")
    sami.page.locator("details:has(#withdraw) summary").click()
    sami.page.locator("#withdraw").click()
    expect(sami.page.locator("h1 ~ .told").last).not_to_be_empty()
    assert sami.page.evaluate(LEFT_IN_THE_BROWSER) == 0

    sami.agrees("S. A.")
    anna.looks()
    anna.page.locator("form[action$='/end'] button").click()
    sami.page.evaluate(f"takes.put({first}, 'waits', new Blob(['a voice'])).then(send)")
    expect(sami.page.locator("#invitation")).to_be_visible()  # and not that it is sent some day
    for person in (anna, sami):
        person.leaves()


def test_a_long_file_of_a_studio_is_cut_at_its_pauses(studio: Studio, tmp_path: Path) -> None:
    """Room noise and a door between three texts, of which the last is said twice."""
    anna = Coordinator(studio, "sq")
    anna.logs_in()
    ilir = Speaker(studio, "sq", "Ilir", anna.invites("Ilir", "record their voice"))
    ilir.agrees("I. H.")
    page, items = ilir.page, ilir.page.locator("#texts li")
    names = items.evaluate_all("all => all.map((one) => one.dataset.name)")
    first = names.index("main.welcome")
    texts = [text.strip() for text in items.all_text_contents()]
    said = texts[first : first + 3]
    said[2] = f"{said[2]} {said[2]} {said[2]}"
    page.locator("details:has(#session) summary").click()
    page.locator("#file").set_input_files(studio_file(tmp_path / "session.mp3", said))
    page.locator("#from").select_option(index=first)
    page.locator("#until").select_option(index=first + 1)
    page.locator("#session button").click()
    problem = page.locator("#problem-session")
    expect(problem).to_contain_text(re.compile(r"3 .+ 2 "))
    assert violations(page) == []
    ilir.fits()

    page.locator("#until").select_option(index=first + 2)
    page.locator("#session button").click()
    for text in texts[first : first + 2]:
        expect(page.locator("#text")).to_have_text(text)
        ilir.keeps()
    expect(page.locator("#text")).to_have_text(texts[first + 2])
    too_long = page.locator("#session").get_attribute("data-long") or ""
    expect(page.locator("#told")).to_have_text(too_long)
    page.locator("#again").click()
    expect(page.locator("#record")).to_be_visible()
    page.reload()
    states = items.evaluate_all("all => all.map((one) => one.dataset.state)")
    assert [names[at] for at, state in enumerate(states) if state] == names[first : first + 2]
    for person in (anna, ilir):
        person.leaves()


def studio_file(path: Path, texts: list[str]) -> Path:
    """These texts as one file: two seconds of a quiet room after each, and a door."""
    whole = AudioSegment.silent(1000, RATE)
    for text in texts:
        whole += voice("sq", text).set_frame_rate(RATE) + AudioSegment.silent(1600, RATE)
    door = WhiteNoise().to_audio_segment(60, volume=-30).set_frame_rate(RATE)
    room = WhiteNoise().to_audio_segment(len(whole), volume=-62).set_frame_rate(RATE)
    return record(path, whole.overlay(room).overlay(door, position=len(whole) - 700))
