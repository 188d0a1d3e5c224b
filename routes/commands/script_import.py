"""Corrections that come back from a translator: what is taken, and what callers hear then."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from audio.provenance import HUMAN
from prompts.catalogue import CATALOGUES, SOURCE_LANGUAGE, load_catalogues, names_key
from prompts.corrections import Correction, Refused, compare
from prompts.sheet import read_returned
from prompts.update import write_translations
from routes.call.hotline import Hotline
from routes.commands.bad_file import bad_files_told
from routes.operations.opening import CannotStart, open_hotline
from routes.operations.script.rows import pace
from routes.translations import counted


@dataclass(frozen=True)
class Corrections:
    """What came back. refused: cells and entries that are no text; a text that is not fit is among
    the corrections, with its faults.
    """

    hotline: Hotline
    language: str
    changed: list[Correction]
    refused: tuple[Refused, ...]

    @property
    def good(self) -> list[Correction]:
        """Those that can be written."""
        return [one for one in self.changed if not one.faults]

    @property
    def not_taken(self) -> int:
        """How many texts of the file are not taken."""
        return len(self.refused) + len(self.changed) - len(self.good)

    def shown(self) -> Iterator[str]:
        """Every change, and everything that is not taken."""
        for one in self.changed:
            yield f"\n{one.prompt}\n  - {one.before}\n  + {one.after}"
            yield from (f"  NOT TAKEN: {fault}" for fault in one.faults)
            yield from (f"  look again: {advice}" for advice in one.hints)
        for refused in self.refused:
            yield f"\n{refused.where}\n  NOT TAKEN: {refused.why}"

    def write(self) -> None:
        """Write the good ones into the catalogue. Raises ClickException."""
        texts = {one.prompt: one.after for one in self.good}
        with bad_files_told():
            write_translations(CATALOGUES / f"{self.language}.po", texts)

    def what_next(self) -> Iterator[str]:
        """What callers hear now that the good ones are written, and what is left to do."""
        written = self.good
        only_stale = " --stale" if all(one.before for one in written) else ""
        yield f"\n{self.language}.po has {counted(len(written), 'new text')}. It was read back."
        yield from self._heard()
        yield (
            f"Record what has changed: `flask audio record{only_stale} --language "
            f"{self.language}`, then `flask audio status`."
        )
        if human := self._recorded_by_a_person():
            yield f"A person recorded these before, so ask that person again: {', '.join(human)}."

    def _heard(self) -> Iterator[str]:
        """The hotline is opened anew from its files, as the server will open it."""
        language = self.language
        try:
            after = open_hotline(self.hotline.settings)
        except CannotStart as problem:
            yield f"Callers hear none of it yet. {problem.message}"
            return
        texts = after.catalogues.languages[language].texts
        new = [one.prompt for one in self.good if texts.get(one.prompt) == one.after]
        former = [one.prompt for one in self.good if one.prompt not in new]
        if language not in after.whole.offered:
            yield f'Nobody hears it yet: put "{language}" on a page of ivr/hotline.toml.'
        elif new:
            yield f"Callers hear the new text after a restart: {', '.join(new)}."
        if former:
            yield (
                f"Callers hear the former text until a native speaker has signed "
                f"(`flask language sign {language}`): {', '.join(former)}."
            )

    def _recorded_by_a_person(self) -> list[str]:
        """A changed name of a key ("key.0") changes every text that names the key."""
        prompts = {one.prompt for one in self.good}
        any_key = any(map(names_key, prompts))
        masters = self.hotline.library.masters.all
        return [
            name[1]
            for name, prompt in self.hotline.prompts_of_recordings.items()
            if name[0] == self.language
            and (prompt in prompts or any_key)
            and name in masters
            and masters[name].engine == HUMAN
        ]


def corrections(hotline: Hotline, file: Path, language: str | None) -> Corrections:
    """How a file differs from the catalogue on the disk. language: where the file does not name it.

    The hotline's own catalogues will not do: they may hold an older text that was signed. Raises
    ClickException.
    """
    with bad_files_told():
        catalogues = load_catalogues()
        returned = read_returned(file, catalogues.template)
    known = hotline.languages.keys() - {SOURCE_LANGUAGE}
    tag = language or _tag(returned.language, known) or _tag(file.stem.rpartition("-")[2], known)
    if tag not in known:
        named = returned.language or file.stem
        raise click.ClickException(
            f"{file.name} is in {named!r}: that is not a translation of this hotline. If it is, "
            "name its language with --language"
        )
    changed = compare(catalogues, tag, returned.texts, pace(hotline, tag))
    return Corrections(hotline, tag, changed, returned.refused)


def _tag(named: str, known: set[str]) -> str | None:
    """The language that a name means: sq_AL and sq-AL are sq, where there is no sq-AL."""
    parts = named.replace("_", "-").split("-")
    wanted = ("-".join(parts[:length]).casefold() for length in range(len(parts), 0, -1))
    tags = {tag.casefold(): tag for tag in known}
    return next((tags[one] for one in wanted if one in tags), None)
