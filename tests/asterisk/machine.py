"""Asterisk as it is shipped, at 127.0.0.1, in the chroot that deploy/asterisk/trial makes.

Only the trunk differs: it is two telephones of the tests, without TLS.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from routes.carriers.asterisk.leg import TRUNK
from tests.conftest import TOKEN
from tests.outage.instances import without_settings
from tests.routes.server import ROOT, free_port

ON_ASTERISK = {"SIGNATURE_SCHEME": "asterisk", "ASTERISK_KEY": TOKEN, "DATABASE_URL": "off"}
"""Settings of a hotline with this carrier."""
SHIPPED = ROOT / "deploy" / "asterisk"
PROGRAM = "/usr/sbin/asterisk"
PATIENCE = 60.0
"""Seconds after which something counts as never coming. A busy machine is no defect."""
INSIDE = (
    'mkdir -p "$2$1" && mount --bind "$1" "$2$1" && root=$2 && shift 2 && exec chroot "$root" "$@"'
)
"""A command in the chroot, which sees one folder of this machine under the same name. The mount is
gone with the command.
"""
DIRECTORIES = """
[directories]
astetcdir = {folder}/etc
astmoddir = {modules}
astvarlibdir = {folder}/var
astdbdir = {folder}/var
astkeydir = {folder}/var
astdatadir = /usr/share/asterisk
astagidir = /usr/share/asterisk/agi-bin
astspooldir = {folder}/spool
astrundir = {folder}/run
astlogdir = {folder}/log
astsbindir = /usr/sbin
"""
TRUNK_CONF = """
[udp]
type = transport
protocol = udp
bind = 127.0.0.1:{port}

[{trunk}]
type = identify
endpoint = {trunk}
match = 127.0.0.1

[{trunk}]
type = aor
contact = sip:127.0.0.1:{operator}

[{trunk}](leg)
transport = udp
aors = {trunk}
"""


class Process:
    """A program from entering to leaving. log: what it writes."""

    def __init__(self, command: list[str], log: Path, environ: dict[str, str]) -> None:
        self._command, self.log, self._environ = command, log, environ
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Process":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, also again."""
        self._begins = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """At once and without a word."""
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=PATIENCE)

    def wait_for(self, words: str) -> None:
        """Until it has written this since its last start."""
        end = time.monotonic() + PATIENCE
        while words not in (written := self.log.read_bytes()[self._begins :].decode()):
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > end:
                raise AssertionError(f"it did not come up: {written[-2000:]}")
            time.sleep(0.05)


class Machine:
    """What runs on the machine beside the hotline: Asterisk and the bridge. port: of SIP. operator:
    the port of the telephone to which every call of Asterisk goes.
    """

    def __init__(
        self, chroot: Path, folder: Path, hotline_port: int, operator: int, environ: dict[str, str]
    ) -> None:
        self.port, self.folder = free_port(), folder
        self._chroot = chroot
        bridge_port = free_port()
        sounds = {"ASTERISK_SOUNDS": str(folder / "sounds")}
        self._environ = {**without_settings(), **environ, **sounds, "PYTHONUNBUFFERED": "1"}
        where = [f"--port={bridge_port}", f"--hotline=http://127.0.0.1:{hotline_port}"]
        flask = [sys.executable, "-m", "flask"]
        serve = [*flask, "asterisk", "serve", *where]
        for name in ("etc", "var", "spool", "run", "log", "sounds", "bin"):
            (folder / name).mkdir(parents=True)
        self._configure(operator, [*flask, "asterisk", "dialplan", *where])
        self.bridge = Process(serve, folder / "bridge.log", self._environ)
        etc = folder / "etc" / "asterisk.conf"
        run = self.inside(PROGRAM, "-f", "-C", str(etc))
        self.asterisk = Process(run, folder / "asterisk.log", self._environ)

    def __enter__(self) -> "Machine":
        try:
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _start(self) -> None:
        self.bridge.start()
        self.bridge.wait_for("The bridge answers")
        self.asterisk.start()
        end = time.monotonic() + PATIENCE
        while "fully booted" not in self.tells("core waitfullybooted"):
            if time.monotonic() > end:
                raise AssertionError((self.folder / "asterisk.log").read_text())
            time.sleep(0.1)
        written = self.asterisk.log.read_text()
        assert "rror loading" not in written, f"a module cannot be loaded: {written}"
        assert "declined to load" not in written, f"a module cannot be loaded: {written}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.asterisk.kill()
        self.bridge.kill()

    def inside(self, *command: str) -> list[str]:
        """A command in the chroot."""
        mounted = [str(self.folder), str(self._chroot)]
        return ["unshare", "--mount", "sh", "-c", INSIDE, "sh", *mounted, *command]

    def tells(self, command: str) -> str:
        """What Asterisk answers to a command of its console."""
        etc = self.folder / "etc" / "asterisk.conf"
        asked = self.inside(PROGRAM, "-C", str(etc), "-rx", command)
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout

    def has_the_shipped_trunk(self, certificate: Path) -> None:
        """Take the operator's trunk as it is shipped, before the start. Nobody answers there."""
        trunk = (SHIPPED / "pjsip_trunk.conf").read_text()
        ours = self.folder / "etc" / "certificate.pem"
        shutil.copy(certificate, ours)
        for shipped, here in {
            "<user>": "hotline",
            "<password>": "secret",
            "<addresses of the operator>": "127.0.0.1",
            "<host of the operator>": "localhost",
            "0.0.0.0:5061": f"127.0.0.1:{self.port}",
            "/etc/ssl/certs/ca-certificates.crt": str(ours),
            "/etc/asterisk/tls/certificate.pem": str(ours),
            "/etc/asterisk/tls/key.pem": str(ours),
        }.items():
            assert shipped in trunk
            trunk = trunk.replace(shipped, here)
        (self.folder / "etc" / "pjsip_trunk.conf").write_text(trunk)

    def command(self) -> Path:
        """A folder with the program `asterisk`, as it would be on a machine of its own."""
        etc = self.folder / "etc" / "asterisk.conf"
        words = shlex.join(self.inside(PROGRAM, "-C", str(etc)))
        program = self.folder / "bin" / "asterisk"
        program.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
        program.chmod(0o755)
        return program.parent

    def _configure(self, operator: int, dialplan: list[str]) -> None:
        etc = self.folder / "etc"
        for file in SHIPPED.glob("*.conf"):
            shutil.copy(file, etc)
        (modules,) = self._chroot.glob("usr/lib/**/asterisk/modules")
        inside = f"/{modules.relative_to(self._chroot)}"
        with (etc / "asterisk.conf").open("a") as ours:
            ours.write(DIRECTORIES.format(folder=self.folder, modules=inside))
        trunk = TRUNK_CONF.format(port=self.port, operator=operator, trunk=TRUNK)
        (etc / "pjsip_trunk.conf").write_text(trunk)
        made = subprocess.run(
            dialplan, cwd=ROOT, env=self._environ, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stderr
        (etc / "extensions_hotline.conf").write_text(made.stdout)
