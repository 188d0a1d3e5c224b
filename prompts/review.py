"""What a native speaker has signed: prompts/reviewed/<tag>.po keeps the texts as they were signed.

languages.toml names the reviewer, the date and the digest of those texts. A prompt is unread when
its text or its English was edited afterwards. Callers hear the signed text of such a prompt until
the new one is signed. There are two exceptions: the signed text no longer has the right words in
braces, or languages.toml says `speaks = "latest"`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from prompts.catalogue import Catalogue, Catalogues, Fault
from prompts.languages import Language
from prompts.po import PoFile, new_po_file, read_po_file, write_po_file
from prompts.spelling import cleaned
from prompts.template import HERE, placeholders

REVIEWED = HERE / "reviewed"


@dataclass(frozen=True, slots=True)
class Signed:
    """A catalogue as it was signed. texts: prompt -> English and translation."""

    texts: Mapping[str, tuple[str, str]]

    @property
    def digest(self) -> str:
        """Names exactly these texts."""
        lines = (
            f"{prompt}\0{english}\0{text}\0"
            for prompt, (english, text) in sorted(self.texts.items())
        )
        return sha256("".join(lines).encode()).hexdigest()[:16]


def load_signed(folder: Path = REVIEWED) -> dict[str, Signed]:
    """Language -> what was signed. Raises ValueError when a file is not a PO file, and OSError."""
    return {path.stem: read_signed(path) for path in sorted(folder.glob("*.po"))}


def read_signed(path: Path) -> Signed:
    """What was signed in one language. Raises as above."""
    return signed_in(read_po_file(path))


def signed_in(file: PoFile) -> Signed:
    """What a file of signed texts says."""
    messages = file.messages.items()
    return Signed(
        {name: (cleaned(str(one.id)), cleaned(str(one.string))) for name, one in messages}
    )


def to_sign(catalogues: Catalogues, language: str) -> Signed:
    """What a native speaker signs: every prompt that callers of a language hear, as it stands
    now.
    """
    sources, texts = catalogues.template, catalogues.languages[language].texts
    heard = (key for key in texts if key in sources and language not in sources[key].unheard_in)
    return Signed({key: (sources[key].text, texts[key]) for key in heard})


def keep_signed(signed: Signed, language: str, folder: Path = REVIEWED) -> Path:
    """Write what was signed to a PO file; return its path. Raises ValueError and OSError."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{language}.po"
    write_po_file(path, signed_file(signed, language))
    return path


def signed_file(signed: Signed, language: str) -> PoFile:
    """The same as a file that is not written yet."""
    file = new_po_file(language)
    file.header_comment = f"# As a native speaker signed it: `flask language sign {language}`."
    for prompt, (english, text) in signed.texts.items():
        file.add(english, text, context=prompt)
    return file


def speak_signed(
    catalogues: Catalogues, languages: Mapping[str, Language], signed: Mapping[str, Signed]
) -> Catalogues:
    """The catalogues as callers hear them: a signed text stays until the new one is signed."""
    spoken = {
        tag: _as_signed(catalogues, now, signed[tag], keep=languages[tag].speaks == "reviewed")
        for tag, now in catalogues.languages.items()
        if tag in signed and tag in languages
    }
    return replace(catalogues, languages={**catalogues.languages, **spoken})


def check_signatures(
    languages: Mapping[str, Language], signed: Mapping[str, Signed]
) -> Iterator[Fault]:
    """Languages whose signature is missing, or belongs to other texts."""
    for tag, language in languages.items():
        if language.status == "draft":
            continue
        message = ""
        if not (language.reviewer and language.date and language.signed):
            message = f"is {language.status}, but nobody has signed"
        elif tag not in signed or signed[tag].digest != language.signed:
            message = f"was signed for another text than reviewed/{tag}.po"
        if message:
            yield "languages.toml", tag, f"{message}: run `flask language sign {tag}`"


def unread_prompts(catalogues: Catalogues) -> Iterator[Fault]:
    """Prompts that changed after they were signed, and what callers hear meanwhile."""
    for language, catalogue in catalogues.languages.items():
        for prompt in sorted(catalogue.unread):
            heard = "the signed text" if prompt in catalogue.kept else "the new text, unread"
            message = (
                f"changed after it was signed; callers hear {heard}: "
                f"run `flask language sign {language}`"
            )
            yield f"{language}.po", prompt, message


def _as_signed(catalogues: Catalogues, now: Catalogue, signed: Signed, *, keep: bool) -> Catalogue:
    """One language as callers hear it. keep: whether a signed text stays."""
    latest = to_sign(catalogues, now.language).texts
    unread = frozenset(prompt for prompt in latest if signed.texts.get(prompt) != latest[prompt])

    def still_fits(prompt: str) -> bool:
        _, text = signed.texts.get(prompt, ("", ""))
        english = catalogues.template[prompt].text
        return bool(text) and placeholders(text) == placeholders(english)

    kept = frozenset(prompt for prompt in unread if keep and still_fits(prompt))
    texts = {**now.texts, **{prompt: signed.texts[prompt][1] for prompt in kept}}
    return replace(now, texts=texts, unread=unread, kept=kept)
