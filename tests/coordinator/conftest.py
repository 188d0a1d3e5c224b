"""A copy of the project, in which a coordinator works at the command line."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("app.py", ".flaskenv", "ivr", "prompts", "routes", "audio")


LANGUAGES = frozenset({"en", "nl", "fr", "ar", "uk", "ru", "hu", "fa", "so", "ps", "pa"})
"""A command opens the hotline, and reads every language that it has."""


class Desk:
    """A folder with the hotline in some languages, without recordings: it has only the Dutch
    provenance.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        without = shutil.ignore_patterns("masters", "clips")
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part, ignore=without)
            else:
                shutil.copy(ROOT / part, folder / part)
        dutch = folder / "audio/masters/nl"
        dutch.mkdir(parents=True)
        shutil.copy(ROOT / "audio/masters/nl/provenance.json", dutch)

        for catalogue in (folder / "prompts/catalogues").glob("*.po"):
            if catalogue.stem not in LANGUAGES:
                catalogue.unlink()
        self._keep("prompts/languages.toml", r"^\[([\w-]+)\]\n(?:[^\[\n].*\n|\n)+")
        self._keep("ivr/hotline.toml", r'"([a-z]{2,3}(?:-[A-Z]{2})?)"(?:, )?')

    def _keep(self, file: str, pattern: str) -> None:
        """Leave out what belongs to another language, which is the first group of the pattern."""

        def kept(found: re.Match[str]) -> str:
            return found[0] if found[1] in LANGUAGES else ""

        self.write(file, re.sub(pattern, kept, self.read(file), flags=re.MULTILINE))

    def flask(
        self,
        *words: str,
        fails: bool = False,
        environ: Mapping[str, str] | None = None,
        typed: str = "",
    ) -> str:
        """What `flask <words>` prints. typed: what is written on its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *words],
            cwd=self.folder,
            env={**os.environ, **(environ or {})},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode != 0) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, "utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "wayout")
