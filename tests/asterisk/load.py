"""How many calls at once Asterisk and the bridge carry: SIPp calls, speaks and listens.

    sudo ASTERISK_CHROOT=/var/tmp/wayout-asterisk .venv/bin/python -m tests.asterisk.load --calls 50

Let nothing else run on the machine. It fails when a call is lost, or when of a hundred packets of
sound more than one comes later than 25 ms after the one before. SIPp is Debian's sip-tester.
"""

import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from threading import Thread

import click

from tests.asterisk.machine import ON_ASTERISK, Machine
from tests.conftest import HOTLINE_NUMBER
from tests.outage.instances import ENVIRON, Instance
from tests.routes.server import free_port

SCENARIO = Path(__file__).with_name("caller.xml")
LATEST = 25.0
"""Milliseconds between two packets of 20 ms, for 99 of 100."""
FIRST, LAST = 10000, 10999
"""Asterisk's ports of sound (deploy/asterisk/rtp.conf)."""
A_PACKET = 160
"""Samples."""
_STAMP = 35
"""The kernel's own time of arrival (Linux, socket.h: SO_TIMESTAMPNS), whenever Python reads it."""
_ALL = 0x0003
_HEADS = 28
"""Bytes of IP and UDP before RTP, without options."""


class Sound:
    """Listens to the packets that Asterisk sends, from entering to leaving. streams: for each, the
    arrival in seconds and the time stamp of RTP.
    """

    def __enter__(self) -> "Sound":
        self.streams: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024 * 1024)
        self._socket.setsockopt(socket.SOL_SOCKET, _STAMP, 1)
        self._socket.bind(("lo", 0))
        self._socket.settimeout(0.2)
        self._on = True
        self._thread = Thread(target=self._listen)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._on = False
        self._thread.join()
        self._socket.close()

    def intervals(self) -> list[float]:
        """Milliseconds between each packet and the next of the same sound, the shortest first."""
        return sorted(
            (now - before) * 1000
            for stream in self.streams.values()
            for (before, first), (now, second) in pairwise(stream)
            if second - first == A_PACKET
        )

    def _listen(self) -> None:
        seen: set[tuple[int, int, int]] = set()
        while self._on:
            try:
                packet, told, _, _ = self._socket.recvmsg(2048, 64)
            except TimeoutError:
                continue
            if len(packet) < _HEADS + 12 or packet[9] != socket.IPPROTO_UDP or not told:
                continue
            source, to = struct.unpack_from("!HH", packet, 20)
            stamp = struct.unpack_from("!I", packet, _HEADS + 4)[0]
            if FIRST <= source <= LAST and (source, to, stamp) not in seen:
                seen.add((source, to, stamp))  # loopback shows each packet twice
                seconds, nanoseconds = struct.unpack("qq", told[0][2])
                self.streams[source, to].append((seconds + nanoseconds / 1e9, stamp))


@click.command()
@click.option("--calls", default=50, show_default=True)
@click.option("--seconds", default=20, show_default=True, help="How long each call lasts.")
def main(calls: int, seconds: int) -> None:
    """Let so many callers of SIPp call at once. Exit code 1 when a call is lost or sound late."""
    if "ASTERISK_CHROOT" not in os.environ or not shutil.which("sipp"):
        raise click.ClickException(
            "set ASTERISK_CHROOT (deploy/asterisk/trial), and install sipp (Debian: sip-tester)"
        )
    chroot, environ = Path(os.environ["ASTERISK_CHROOT"]), {**ENVIRON, **ON_ASTERISK}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Instance(folder / "hotline.log", 2, "", **ON_ASTERISK) as hotline:
            machine = Machine(chroot, folder / "m", hotline.port, free_port(), environ)
            with machine, Sound() as sound:
                lost = _sipp(machine, calls, seconds, folder)
    sys.exit(_told(calls, lost, sound.intervals()))


def _sipp(machine: Machine, calls: int, seconds: int, folder: Path) -> bool:
    """Whether a call was lost. All begin within five seconds, and are there at once."""
    sound = max((machine.folder / "sounds").glob("*.ulaw"), key=lambda one: one.stat().st_size)
    scenario = folder / "caller.xml"
    written = SCENARIO.read_text().replace("[sound]", str(sound))
    scenario.write_text(written.replace("[lasts]", str(seconds * 1000)))
    command = ["sipp", f"127.0.0.1:{machine.port}", "-sf", str(scenario), "-s", HOTLINE_NUMBER]
    command += ["-i", "127.0.0.1", "-p", str(free_port()), "-m", str(calls), "-l", str(calls)]
    command += ["-r", str(max(calls // 5, 1)), "-nostdin", "-mi", "127.0.0.1"]
    command += ["-mp", "20000", "-timeout", f"{seconds + 60}s", "-timeout_error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        click.echo(done.stdout[-3000:] + done.stderr[-1000:])
    return done.returncode != 0


def _told(calls: int, lost: bool, intervals: list[float]) -> int:
    if not intervals:
        click.echo("No sound was heard.")
        return 1
    p50, p99 = (intervals[len(intervals) * part // 100] for part in (50, 99))
    click.echo(
        f"{calls} calls at once: {'calls were lost' if lost else 'none lost'}; {len(intervals)} "
        f"packets of sound, {p50:.1f} ms apart (half), {p99:.1f} ms (99 of 100), "
        f"{intervals[-1]:.1f} ms at most"
    )
    return int(lost or p99 > LATEST)


if __name__ == "__main__":
    main()
