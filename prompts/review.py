"""What a native speaker has signed: prompts/reviewed/<tag>.po keeps the text as it was signed.

languages.toml names the reviewer, the date and the digest of that file's texts. A prompt that was
edited afterwards, or whose English was, is unread: callers hear the signed text until it is signed
anew, as long as that text still has the right words in braces (or `speaks = "latest"`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from prompts.catalogue import Catalogue, Catalogues, Fault
from prompts.languages import Language
from prompts.template import HERE, placeholders, read_messages

REVIEWED = HERE / "reviewed"


@dataclass(frozen=True, slots=True)
class Signed:
    """A catalogue as it was signed. texts: prompt -> (English, translation)."""

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
    """Language -> what was signed. Raises ValueError when a file is no PO file."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.po"))}


def to_sign(catalogues: Catalogues, language: str) -> Signed:
    """What a native speaker signs: every prompt of a language as it stands now."""
    texts, template = catalogues.languages[language].texts, catalogues.template
    return Signed(
        {key: (template[key].text, text) for key, text in texts.items() if key in template}
    )


def keep_signed(signed: Signed, language: str, folder: Path = REVIEWED) -> Path:
    """Write down what was signed."""
    catalog = Catalog(locale=language)
    for prompt, (english, text) in signed.texts.items():
        catalog.add(english, text, context=prompt)
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True)
    folder.mkdir(exist_ok=True)
    path = folder / f"{language}.po"
    path.write_bytes(
        f"# As a native speaker signed it: `flask language sign {language}` writes it.\n\n".encode()
    )
    with path.open("ab") as file:
        file.write(body.getvalue())
    return path


def speak_signed(
    catalogues: Catalogues, languages: Mapping[str, Language], signed: Mapping[str, Signed]
) -> Catalogues:
    """The catalogues as callers hear them: a signed text stays until its successor is signed."""
    spoken = {
        tag: _as_signed(catalogues, one, signed[tag], keep=languages[tag].speaks == "reviewed")
        for tag, one in catalogues.languages.items()
        if tag in signed and tag in languages
    }
    return replace(catalogues, languages={**catalogues.languages, **spoken})


def check_signatures(
    languages: Mapping[str, Language], signed: Mapping[str, Signed]
) -> Iterator[Fault]:
    """Languages that claim a signature which is not there, or not theirs."""
    for tag, language in languages.items():
        if language.status == "draft":
            continue
        if not (language.reviewer and language.date and language.signed):
            yield (
                "languages.toml",
                tag,
                f"is {language.status}, but nobody has signed: run `flask language sign {tag}`",
            )
        elif tag not in signed or signed[tag].digest != language.signed:
            yield (
                "languages.toml",
                tag,
                f"was signed for another text than reviewed/{tag}.po: run `flask language sign "
                f"{tag}`",
            )


def unread_prompts(catalogues: Catalogues) -> Iterator[Fault]:
    """Prompts that nobody has read since they changed, and what callers hear instead."""
    for language, catalogue in catalogues.languages.items():
        for prompt in sorted(catalogue.unread):
            heard = "the signed text" if prompt in catalogue.kept else "the new text, unread"
            message = f"changed after it was signed; callers hear {heard}: run `flask language sign {language}`"
            yield f"{language}.po", prompt, message


def _read(path: Path) -> Signed:
    return Signed(
        {prompt: (str(one.id), str(one.string)) for prompt, one in read_messages(path).items()}
    )


def _as_signed(catalogues: Catalogues, now: Catalogue, signed: Signed, *, keep: bool) -> Catalogue:
    latest = to_sign(catalogues, now.language).texts
    unread = frozenset(
        prompt for prompt, text in latest.items() if signed.texts.get(prompt) != text
    )
    kept = frozenset(
        prompt for prompt in unread if keep and _still_fits(catalogues, prompt, signed)
    )
    texts = {**now.texts, **{prompt: signed.texts[prompt][1] for prompt in kept}}
    return replace(now, texts=texts, unread=unread, kept=kept)


def _still_fits(catalogues: Catalogues, prompt: str, signed: Signed) -> bool:
    there = prompt in signed.texts
    return there and placeholders(signed.texts[prompt][1]) == placeholders(
        catalogues.template[prompt].text
    )
