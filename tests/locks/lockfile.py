"""Read the locks, and find what they lack. Needs no network: locks/requires.json says what each
locked package requires.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "locks"
REQUIRES = FOLDER / "requires.json"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHONS = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["project"]["classifiers"]))
NO_EXTRAS = frozenset[str]()

_HOTLINE = PROJECT["project"]["dependencies"]
_GROUPS = PROJECT["dependency-groups"]
ROOTS: Mapping[str, list[str]] = {
    "hotline": _HOTLINE,
    "dev": _HOTLINE + _GROUPS["dev"],
    "voices": _HOTLINE + _GROUPS["voices"],
    "recognise": _HOTLINE + _GROUPS["recognise"],
    "sip": _HOTLINE + _GROUPS["sip"],
    "listen": _GROUPS["listen"],
}
"""What pyproject.toml asks of each lock."""

_MACHINES = {
    "Linux": {"os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
    "Linux on ARM": {"os_name": "posix", "platform_system": "Linux", "platform_machine": "aarch64"},
    "macOS": {"os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
    "Windows": {"os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
}
_SYS_PLATFORM = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}


@dataclass(frozen=True)
class Pin:
    """One entry of a lock."""

    name: str
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its name in requires.json."""
        return f"{self.name}=={self.version}"

    def applies_to(self, environment: Mapping[str, str]) -> bool:
        """Whether pip installs it there."""
        return self.marker is None or self.marker.evaluate(dict(environment))


Environment = Mapping[str, str]
"""The values of a machine that markers compare."""
Installed = Mapping[str, Pin]
"""What pip installs on one machine, by name."""


@dataclass(frozen=True)
class Metadata:
    """What a locked package says about itself."""

    python: str
    requires: tuple[str, ...]


def environments(pythons: Iterable[str] = PYTHONS) -> Iterator[tuple[str, dict[str, str]]]:
    """Every machine that we support, with its name.

    Some markers compare the patch release, so the first and a late one are tried.
    """
    for python in pythons:
        for full in (f"{python}.0", f"{python}.99"):
            for name, machine in _MACHINES.items():
                yield (
                    f"Python {python} on {name}",
                    {
                        **machine,
                        "platform_release": "",
                        "platform_version": "",
                        "sys_platform": _SYS_PLATFORM[machine["platform_system"]],
                        "platform_python_implementation": "CPython",
                        "implementation_name": "cpython",
                        "implementation_version": full,
                        "python_full_version": full,
                        "python_version": python,
                    },
                )


def read_lock(text: str) -> list[Pin]:
    """Every entry, in the file's order."""
    code = re.sub(r"(?m)^\s*#.*$", "", text).replace("\\\n", " ")
    return [_pin(line) for line in code.splitlines() if line.strip()]


def _pin(line: str) -> Pin:
    requirement = Requirement(line.partition(" --hash=")[0].strip())
    version = str(requirement.specifier).removeprefix("==")
    hashes = tuple(re.findall(r"--hash=(sha256:[0-9a-f]{64})(?!\S)", line))
    return Pin(canonicalize_name(requirement.name), version, requirement.marker, hashes)


def read_requires(text: str) -> dict[str, Metadata]:
    """What `make lock` wrote of each locked package: name==version -> its metadata."""
    entries = json.loads(text).items()
    return {key: Metadata(entry["python"], tuple(entry["requires"])) for key, entry in entries}


def problems(pins: Sequence[Pin], roots: Iterable[str], known: Mapping[str, Metadata]) -> list[str]:
    """Why an install that resolves nothing would be incomplete, or refused.

    Each problem is named once, with the first machine that has it.
    """
    found: dict[str, str] = {}
    for machine, environment in environments():
        installed = {pin.name: pin for pin in pins if pin.applies_to(environment)}
        for problem in (
            *_twice(pins, installed, environment),
            *_missing(installed, roots, known, environment),
        ):
            found.setdefault(problem, machine)
    unchecked = [f"{pin.key} has no hash" for pin in pins if not pin.hashes]
    return unchecked + [f"{problem} ({machine})" for problem, machine in found.items()]


def _twice(pins: Iterable[Pin], installed: Installed, environment: Environment) -> Iterator[str]:
    for pin in pins:
        if pin is not installed.get(pin.name) and pin.applies_to(environment):
            yield f"{pin.key} and {installed[pin.name].key} are both installed"


def _missing(
    installed: Installed,
    roots: Iterable[str],
    known: Mapping[str, Metadata],
    environment: Environment,
) -> Iterator[str]:
    """Follow each requirement from pyproject.toml on."""
    waiting = [("pyproject.toml", line) for line in roots if asked(line, NO_EXTRAS, environment)]
    seen = set()
    while waiting:
        asking, line = waiting.pop()
        need = _parsed(line)
        pin = installed.get(canonicalize_name(need.name))
        if pin is None:
            yield f"{need.name} is not locked: {asking} requires {line}"
        elif not need.specifier.contains(pin.version, prereleases=True):
            yield f"{pin.key} is the wrong version: {asking} requires {line}"
        elif pin.key not in known:
            yield f"{pin.key} is not in requires.json"
        elif (pin, extras := frozenset(need.extras)) not in seen:
            seen.add((pin, extras))
            says = known[pin.key]
            if not SpecifierSet(says.python).contains(environment["python_full_version"]):
                yield f"{pin.key} needs Python {says.python}"
            asks = [each for each in says.requires if asked(each, extras, environment)]
            waiting += [(pin.key, each) for each in asks]


def asked(line: str, extras: frozenset[str], environment: Environment) -> bool:
    """Whether a requirement holds there, for a package of which these extras are wanted."""
    marker = _parsed(line).marker
    wanted = extras or {""}
    return marker is None or any(marker.evaluate({**environment, "extra": one}) for one in wanted)


_parsed = cache(Requirement)
