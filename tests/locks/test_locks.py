"""Each lock is complete, so that an install takes what the lock says and looks for nothing else."""

import re
from importlib.metadata import distribution

import pytest
from packaging.markers import default_environment

from tests.locks.lockfile import (
    FOLDER,
    PYTHONS,
    REQUIRES,
    ROOT,
    ROOTS,
    Metadata,
    Pin,
    environments,
    problems,
    read_lock,
    read_requires,
)

HERE = {key: str(value) for key, value in default_environment().items()}
METADATA = read_requires(REQUIRES.read_text("utf-8"))


def text_of(lock: str) -> str:
    return (FOLDER / f"{lock}.lock").read_text("utf-8")


def pins_of(lock: str) -> list[Pin]:
    return read_lock(text_of(lock))


def without(package: str, lock: str) -> list[Pin]:
    pins = [pin for pin in pins_of(lock) if pin.name != package]
    assert len(pins) < len(pins_of(lock))
    return pins


@pytest.mark.parametrize("lock", ROOTS)
def test_a_lock_has_all_that_is_required(lock: str) -> None:
    """After a change of pyproject.toml: `make lock`."""
    assert problems(pins_of(lock), ROOTS[lock], METADATA) == []


def test_the_folder_has_no_other_lock() -> None:
    assert {path.stem for path in FOLDER.glob("*.lock")} == set(ROOTS)


def test_the_metadata_is_that_of_every_locked_package_and_no_other() -> None:
    assert set(METADATA) == {pin.key for lock in ROOTS for pin in pins_of(lock)}


def test_the_metadata_is_what_the_installed_packages_say() -> None:
    pins = [pin for pin in pins_of("dev") if pin.applies_to(HERE)]
    assert len(pins) > 80
    for pin in pins:
        installed = distribution(pin.name)
        assert installed.version == pin.version, f"{pin.name}: make install"
        assert METADATA[pin.key].python == installed.metadata.json.get("requires_python", "")
        assert METADATA[pin.key].requires == tuple(installed.requires or ())


@pytest.mark.parametrize("lock", ["dev", "voices", "sip"])
def test_what_shares_an_environment_with_the_hotline_pins_the_same(lock: str) -> None:
    """Else the second install would change what the hotline runs with."""
    assert {pin.key for pin in pins_of("hotline")} <= {pin.key for pin in pins_of(lock)}


@pytest.mark.parametrize("lock", ROOTS)
def test_a_lock_names_no_place_to_install_from(lock: str) -> None:
    assert not re.search(r"(?m)://|^\s*-(?!-hash=)", text_of(lock))


@pytest.mark.parametrize("page", ["Makefile", "deploy/Containerfile"])
def test_every_install_from_a_lock_resolves_nothing_and_is_checked(page: str) -> None:
    """pip 23 resolves what a lock requires with an extra, and refuses the newest release that it
    then finds, since the lock has no hash of it.
    """
    text = (ROOT / page).read_text("utf-8")
    installs = re.findall(r"pip install[^\n&]*--require-hashes[^\n&]*", text)
    assert installs
    for install in installs:
        assert "--no-deps" in install
        assert "--only-binary=:all:" in install
    assert "pip check" in text


def test_there_is_a_machine_of_each_kind() -> None:
    names = {name for name, _ in environments()}
    assert PYTHONS == ["3.11", "3.12", "3.13", "3.14"]
    assert {"Python 3.11 on Linux", "Python 3.14 on Windows", "Python 3.13 on macOS"} <= names


@pytest.mark.parametrize(
    ("lock", "package", "named"),
    [
        ("hotline", "flask", "flask is not locked: pyproject.toml requires flask>=3.1"),
        ("hotline", "jinja2", "jinja2 is not locked: flask==3.1.3 requires jinja2>=3.1.2"),
        ("hotline", "psycopg-binary", "psycopg-binary is not locked: psycopg=="),
        ("hotline", "audioop-lts", "audioop-lts is not locked: pyproject.toml requires audioop"),
        ("dev", "coverage", "coverage is not locked: pytest-cov=="),
        ("dev", "colorama", "colorama is not locked: "),
        ("dev", "packaging", "packaging is not locked: pyproject.toml requires packaging"),
        ("voices", "numpy", "numpy is not locked: "),
        ("listen", "ctranslate2", "ctranslate2 is not locked: faster-whisper=="),
    ],
)
def test_a_package_that_is_missing_is_named(lock: str, package: str, named: str) -> None:
    found = problems(without(package, lock), ROOTS[lock], METADATA)
    assert any(problem.startswith(named) for problem in found), found


def test_what_only_one_system_or_python_needs_is_named_with_it() -> None:
    found = problems(without("colorama", "hotline"), ROOTS["hotline"], METADATA)
    assert found
    assert all(problem.endswith("on Windows)") for problem in found)
    found = problems(without("audioop-lts", "hotline"), ROOTS["hotline"], METADATA)
    assert len(found) == 1
    assert found[0].endswith("(Python 3.13 on Linux)")


@pytest.mark.parametrize("lock", ROOTS)
def test_a_package_without_a_hash_is_named(lock: str) -> None:
    first = pins_of(lock)[0]
    stripped = re.sub(r"\\\n    --hash=\S+", "", text_of(lock), count=len(first.hashes))
    assert f"{first.key} has no hash" in problems(read_lock(stripped), ROOTS[lock], METADATA)


def test_a_damaged_hash_is_none() -> None:
    assert read_lock("flask==3.1.3 \\\n    --hash=sha256:0123\n")[0].hashes == ()


HASH = "--hash=sha256:" + "0" * 64
LOCK = f"""\
one==1.0 \\
    {HASH}  # via pyproject.toml
two==2.0 ; python_full_version < '3.13' \\
    {HASH}
two==2.1 ; python_full_version >= '3.13' \\
    {HASH}
three==3.0 \\
    {HASH}
"""
SAYS = {
    "one==1.0": Metadata(">=3.11", ("two[fast]>=2", 'four; extra == "more"')),
    "two==2.0": Metadata("", ('three; extra == "fast"',)),
    "two==2.1": Metadata("", ('three; extra == "fast"',)),
    "three==3.0": Metadata("", ()),
}


def test_a_complete_lock_has_no_problems() -> None:
    assert problems(read_lock(LOCK), ["One"], SAYS) == []


def test_what_only_an_extra_requires_is_named() -> None:
    lock = LOCK.replace("three==3.0", "other==3.0")
    assert problems(read_lock(lock), ["one"], SAYS) == [
        'three is not locked: two==2.0 requires three; extra == "fast" (Python 3.11 on Linux)',
        'three is not locked: two==2.1 requires three; extra == "fast" (Python 3.13 on Linux)',
    ]
    assert problems(read_lock(LOCK), ["one[more]"], SAYS) == [
        'four is not locked: one==1.0 requires four; extra == "more" (Python 3.11 on Linux)'
    ]


def test_a_version_that_does_not_fit_is_named() -> None:
    lock = LOCK.replace("two==2.1", "two==1.9")
    says = SAYS | {"two==1.9": SAYS["two==2.1"]}
    assert problems(read_lock(lock), ["one"], says) == [
        "two==1.9 is the wrong version: one==1.0 requires two[fast]>=2 (Python 3.13 on Linux)"
    ]


def test_two_entries_for_one_python_are_named() -> None:
    lock = LOCK.replace("< '3.13'", "< '3.14'")
    assert problems(read_lock(lock), ["one"], SAYS) == [
        "two==2.0 and two==2.1 are both installed (Python 3.13 on Linux)"
    ]


def test_a_package_that_refuses_a_supported_python_is_named() -> None:
    says = SAYS | {"three==3.0": Metadata("<3.14", ())}
    found = problems(read_lock(LOCK), ["one"], says)
    assert found == ["three==3.0 needs Python <3.14 (Python 3.14 on Linux)"]


def test_a_package_without_metadata_is_named() -> None:
    says = {key: said for key, said in SAYS.items() if key != "three==3.0"}
    found = problems(read_lock(LOCK), ["one"], says)
    assert found == ["three==3.0 is not in requires.json (Python 3.11 on Linux)"]
