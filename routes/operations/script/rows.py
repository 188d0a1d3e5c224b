"""The script of one language for a translator: every prompt, with everything known of it."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from audio.clip import seconds
from prompts.catalogue import load_catalogues
from prompts.languages import direction
from prompts.readability import hint
from prompts.sheet import SheetRow
from routes.call.hotline import Hotline
from routes.translations import N_, Say, untranslated

HERE = Path(__file__).parent


def rows(hotline: Hotline, language: str) -> Iterator[SheetRow]:
    """Every prompt that callers of a language hear, in the order of the English source, with its
    newest text.

    A translator works on the newest text, also while callers still hear the one that was signed.
    """
    newest = load_catalogues().languages[language].texts
    lasting = lengths(hotline, language)
    nodes = _nodes(hotline, language)
    for prompt, source in hotline.catalogues.template.items():
        if source.is_heard_in(language):
            text = newest.get(prompt, "")
            yield SheetRow(
                prompt=prompt,
                english=source.text,
                translation=text,
                note=" ".join(part for part in (source.note, nodes.get(prompt, "")) if part),
                content=" ".join(source.content),
                longest=source.seconds,
                seconds=lasting.get(prompt),
                status=status_of(hotline, language, prompt),
                hint=hint(text),
            )


def lengths(hotline: Hotline, language: str) -> dict[str, float]:
    """Prompt -> seconds that its clip lasts; the longest where a prompt has several."""
    found: dict[str, float] = {}
    for (tag, name), text in hotline.recordings.items():
        clip = hotline.library.clip(text) if tag == language else None
        if clip:
            prompt = hotline.prompts_of_recordings[tag, name]
            lasts = seconds(hotline.library.path(clip))
            found[prompt] = max(found.get(prompt, 0.0), lasts)
    return found


def pace(hotline: Hotline, language: str) -> float | None:
    """Letters that this language says in a second, by its clips; None when there are none."""
    lasting = lengths(hotline, language)
    texts = hotline.catalogues.languages[language].texts
    total = sum(lasting.values())
    return sum(len(texts[prompt]) for prompt in lasting) / total if total else None


def status_of(hotline: Hotline, language: str, prompt: str) -> str:
    """How far a text is: untranslated, stale, unread (changed since it was signed), or as far as
    its language is.
    """
    catalogue = hotline.catalogues.languages[language]
    if prompt in catalogue.in_english:
        return N_("untranslated")
    if prompt in catalogue.stale:
        return N_("stale")
    return N_("unread") if prompt in catalogue.unread else hotline.languages[language].status


def page(
    hotline: Hotline,
    language: str,
    say: Say = untranslated,
    written_in: str = "en",
    style: str = "",
) -> str:
    """The script beside the English, as a page to print, from right to left where the language is.

    say: translates the page's own words. written_in: the language of those words. style: the
    address of the style sheet; without one the styles are in the page.
    """
    pages = Environment(loader=FileSystemLoader([HERE, HERE / "static"]), autoescape=True)
    return pages.get_template("script.html").render(
        language=language,
        direction=direction(language),
        about=hotline.languages[language],
        rows=list(rows(hotline, language)),
        written_in=written_in,
        style=style,
        _=say,
    )


def _nodes(hotline: Hotline, language: str) -> dict[str, str]:
    """Prompt -> the nodes of the tree that say it."""
    found: dict[str, list[str]] = {}
    for node, utterance in hotline.whole.script():
        if utterance.language == language and node not in found.setdefault(utterance.prompt, []):
            found[utterance.prompt].append(node)
    return {prompt: f"[{', '.join(nodes)}]" for prompt, nodes in found.items()}
