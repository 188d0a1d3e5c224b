"""Write locks/requires.json: what each locked package requires. `make lock` runs it.

    python -m tests.locks.write_requires

It asks pip, which reads the metadata of each package without installing it.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.locks.lockfile import FOLDER, PYTHONS, REQUIRES, ROOTS, Pin, read_lock


def main() -> None:
    found: dict[str, dict[str, object]] = {}
    for lock in ROOTS:
        pins = read_lock((FOLDER / f"{lock}.lock").read_text("utf-8"))
        # A package may have two entries: one for an older Python, one for a newer.
        for python in (PYTHONS[0], PYTHONS[-1], *PYTHONS[1:-1]):
            wanted = [pin for pin in pins if pin.key not in found and _is_for(pin, python)]
            if wanted:
                found |= report(wanted, python)
    REQUIRES.write_text(json.dumps(dict(sorted(found.items())), indent=1) + "\n", "utf-8")


def _is_for(pin: Pin, python: str) -> bool:
    """Whether this Python installs it, whichever the system is."""
    versions = {"python_version": python, "python_full_version": f"{python}.0"}
    return pin.marker is None or any(
        pin.marker.evaluate({**versions, "sys_platform": system})
        for system in ("linux", "darwin", "win32", "emscripten")
    )


def report(pins: Iterable[Pin], python: str) -> dict[str, dict[str, object]]:
    """What pip says of these. The entries' markers are left out: each is wanted here."""
    with tempfile.TemporaryDirectory() as folder:
        lock, written = Path(folder, "lock"), Path(folder, "report.json")
        lines = [" ".join([pin.key, *(f"--hash={one}" for one in pin.hashes)]) for pin in pins]
        lock.write_text("\n".join(lines))
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--ignore-installed", "--no-deps", "--require-hashes", "--only-binary=:all:"]
        command += ["--python-version", python, "--ignore-requires-python", "--target", folder]
        command += ["--report", str(written), "--requirement", str(lock)]
        subprocess.run(command, check=True)
        entries = json.loads(written.read_text("utf-8"))["install"]
    packages = [entry["metadata"] for entry in entries]
    return {
        f"{canonicalize_name(package['name'])}=={package['version']}": {
            "python": package.get("requires_python", ""),
            "requires": package.get("requires_dist", []),
        }
        for package in packages
    }


if __name__ == "__main__":
    main()
