"""make notices when a virtual environment is of another Python than asked for, or of none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAND_IN = """\
#!/bin/sh
case "$*" in
*"-m venv"*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo made > "$3/pyvenv.cfg" ;;
*base_prefix*) echo "Python {version} of /somewhere" ;;
esac
"""
"""Stands in for a Python: it names its version, and makes environments that name the same."""


def python(folder: Path, version: str) -> Path:
    """A stand-in for this version of Python."""
    path = folder / f"python-{version}"
    path.write_text(STAND_IN.replace("{version}", version))
    path.chmod(0o755)
    return path


def makes(*words: str) -> str:
    """What make tells, as if called by hand: without what another make hands on."""
    ours = {"PYTHON", "VENV", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL"}
    environ = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def older(tmp_path: Path) -> tuple[str, str]:
    """How make is asked for an environment, which was made by Python 3.12.1."""
    asked = (f"{tmp_path}/env/python", f"VENV={tmp_path}/env")
    told = makes(*asked, f"PYTHON={python(tmp_path, '3.12.1')}")
    assert told == f"Making {tmp_path}/env with Python 3.12.1 of /somewhere ...\n"
    return asked


def test_an_environment_of_the_python_that_is_asked_for_is_kept(
    older: tuple[str, str], tmp_path: Path
) -> None:
    assert makes(*older, f"PYTHON={python(tmp_path, '3.12.1')}") == ""


def test_without_a_wish_an_environment_that_works_is_kept(older: tuple[str, str]) -> None:
    assert makes(*older) == ""


def test_an_environment_of_another_python_is_made_anew(
    older: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "env" / "installed").touch()
    assert makes(*older, f"PYTHON={python(tmp_path, '3.13.0')}").splitlines() == [
        f"{tmp_path}/env is of Python 3.12.1 of /somewhere: it is made anew",
        f"Making {tmp_path}/env with Python 3.13.0 of /somewhere ...",
    ]
    assert not (tmp_path / "env" / "installed").exists(), "else nothing would be installed in it"


def test_an_environment_whose_python_is_gone_is_made_anew(
    older: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "env" / "bin" / "python").unlink()
    assert makes(*older, f"PYTHON={python(tmp_path, '3.12.1')}").splitlines() == [
        f"{tmp_path}/env is of a Python that is gone: it is made anew",
        f"Making {tmp_path}/env with Python 3.12.1 of /somewhere ...",
    ]


def test_an_environment_whose_python_was_replaced_by_a_newer_one_is_made_anew(
    tmp_path: Path,
) -> None:
    """As by an upgrade of the system: the old packages are in a folder that it does not look in."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)
    asked = (f"{tmp_path}/env/python", f"VENV={tmp_path}/env")
    told = makes(*asked, f"PYTHON={python(tmp_path, '3.13.0')}")
    assert "is of a Python that is gone" in told


def test_a_folder_that_is_no_environment_keeps_its_files(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    makes(f"{tmp_path}/python", f"VENV={tmp_path}", f"PYTHON={python(tmp_path, '3.12.1')}")
    assert (tmp_path / "mine").exists()
