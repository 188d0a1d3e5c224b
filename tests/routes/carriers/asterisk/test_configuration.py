"""The files of deploy/asterisk, without an Asterisk: the traps that were found stay closed."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app import application
from ivr.destinations import HELPLINE
from routes.carriers.asterisk.dialplan import dialplan
from routes.carriers.asterisk.leg import TRUNK, WHISPER, BadDocument
from routes.carriers.asterisk.server import ENDED
from routes.carriers.asterisk.sounds import Sounds
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.small.hotline import small_hotline

SHIPPED = Path(__file__).parents[4] / "deploy" / "asterisk"
RECORDS = re.compile(r"monitor|record|voicemail|dictate|cdr|cel_|_ari|stasis|queue|diversion")


def lines_of(file: str) -> list[str]:
    """What Asterisk reads of a file."""
    lines = (SHIPPED / file).read_text("utf-8").splitlines()
    read = (re.split(r"(?<!\\);", line)[0].strip() for line in lines)
    return [line for line in read if line]


def test_only_named_modules_are_loaded_and_none_can_record() -> None:
    assert "autoload = no" in lines_of("modules.conf")
    loaded = [line.removeprefix("load = ") for line in lines_of("modules.conf")[2:]]
    assert "chan_pjsip.so" in loaded
    assert [one for one in loaded if RECORDS.search(one)] == []
    assert "enable = no" in lines_of("cdr.conf")
    assert "enable = no" in lines_of("cel.conf")
    assert lines_of("logger.conf")[-1] == "console => error"


@pytest.mark.parametrize(
    "option",
    [
        "send_pai",
        "send_rpid",
        "send_connected_line",
        "trust_id_inbound",
        "trust_id_outbound",
        "send_diversion",
        "direct_media",
        "allow_transfer",
    ],
)
def test_nobody_is_told_who_called(option: str) -> None:
    both = lines_of("pjsip.conf") + lines_of("pjsip_trunk.conf")
    assert [line for line in both if line.startswith(f"{option} ")] == [f"{option} = no"]


def test_a_trunk_without_encryption_is_refused() -> None:
    trunk = lines_of("pjsip_trunk.conf")
    assert {"protocol = tls", "verify_server = yes", "media_encryption = sdes"} <= set(trunk)
    assert f"[{TRUNK}](leg)" in trunk


def test_the_number_leaves_the_channel_before_anything_else_happens() -> None:
    written = lines_of("extensions.conf")
    first = written.index("[hotline]") + 1
    steps = [line.partition(",")[2].partition(",")[2] or line for line in written[first:]]
    assert steps[0].startswith("Set(CALLER=")
    assert ["CALLERID(all)" in steps[1], "CALLERID(ani)" in steps[2]] == [True, True]
    assert any(f"${{{ENDED}}}" in line for line in written)
    assert f"[{WHISPER}]" in written


def test_the_apology_has_the_hotlines_own_numbers_and_clips(tmp_path: Path) -> None:
    given = {"signature_scheme": "asterisk", "asterisk_key": "k" * 16, "asterisk_sounds": tmp_path}
    hotline = small_hotline(make_settings(**given))
    runner = application(hotline).test_cli_runner()
    told = runner.invoke(args=["asterisk", "dialplan"])
    assert told.exit_code == 0, told.output
    played = re.findall(r"Playback\((.+)\)", told.stdout)
    assert len(played) == 6, "an apology and the advice, in three languages"
    assert all(Path(f"{sound}.ulaw").is_file() for sound in played)
    number = hotline.tree.destinations[HELPLINE].lines[0].uri.removeprefix("tel:")
    assert f"Dial(PJSIP/{number}@{TRUNK},12,gr)" in told.stdout
    assert f"HOTLINE_NUMBER={HOTLINE_NUMBER}" in told.stdout


def test_a_fallback_without_a_clip_is_no_dialplan(tmp_path: Path) -> None:
    hotline = small_hotline(make_settings())
    sounds = Sounds(hotline.library, tmp_path, lambda _: b"")
    with pytest.raises(BadDocument, match="flask audio build"):
        dialplan(b"<Response><Say>Sorry</Say></Response>", sounds, HOTLINE_NUMBER)


def test_another_carrier_has_no_bridge(small_app: Flask) -> None:
    told = small_app.test_cli_runner().invoke(args=["asterisk", "serve"])
    assert "SIGNATURE_SCHEME=asterisk" in told.output
