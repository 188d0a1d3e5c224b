"""`flask language`: a language from its first empty file to the day on which callers hear it."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from audio.engines import EMBEDDED, ENGINES
from audio.lexicon import add_lexicon
from prompts.catalogue import load_catalogues
from prompts.check import check_catalogues, stale_prompts
from prompts.glossary import other_words
from prompts.language_file import change_entry, signature
from prompts.languages import load_languages
from prompts.review import keep_signed, load_signed, to_sign
from prompts.scaffold import add_language
from routes.commands.language_option import language_argument

language = AppGroup("language", help="Add a language, have it signed, let callers hear it.")


@language.command("add", with_appcontext=False)
@click.argument("tag")
def add(tag: str) -> None:
    """Make the files of a new language (a tag, such as fa or zh), and say what is left to do."""
    best_first = sorted(ENGINES, key=lambda name: name == EMBEDDED)
    voices = {name: voice for name in best_first if (voice := ENGINES[name].voice_for(tag))}
    try:
        files = [*add_language(tag, voices), add_lexicon(tag)]
    except (ValueError, FileExistsError) as error:
        raise click.ClickException(str(error)) from error
    for file in files:
        click.echo(f"  {file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")
    click.echo("\n".join(_left_to_do(tag)))


@language.command("sign")
@language_argument()
@click.option(
    "--reviewer",
    required=True,
    help="The native speaker who has read every text: name or initials.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign(language: str, reviewer: str, yes: bool) -> None:
    """Write down that a native speaker has read every text of a language as it stands now."""
    catalogues = load_catalogues()
    faults = (*check_catalogues(catalogues), *other_words(catalogues), *stale_prompts(catalogues))
    if here := [
        f"\n  - {prompt}: {text}" for file, prompt, text in faults if file == f"{language}.po"
    ]:
        raise click.ClickException("these cannot be signed yet:" + "".join(here))
    signed = to_sign(catalogues, language)
    if not yes:
        click.confirm(
            f"Has {reviewer} read all {len(signed.texts)} texts of {language}, aloud?", abort=True
        )
    live = load_languages()[language].status == "live"
    change_entry(language, signature(reviewer, datetime.date.today(), signed.digest, live=live))
    click.echo(
        f"reviewed/{keep_signed(signed, language).name}: {len(signed.texts)} texts, digest "
        f"{signed.digest}."
    )
    if not live:
        click.echo(f"Callers hear it in production after `flask language live {language}`.")


@language.command("live")
@language_argument()
def live(language: str) -> None:
    """Offer a signed language to callers in production."""
    about, signed = load_languages()[language], load_signed().get(language)
    if about.status == "draft" or signed is None:
        raise click.ClickException(
            f"nobody has signed {language}: run `flask language sign {language}` first"
        )
    change_entry(language, {"status": "live"})
    click.echo(
        f"{language} is live: signed by {about.reviewer} on {about.date}. Start the hotline anew."
    )


@language.command("draft")
@language_argument()
def draft(language: str) -> None:
    """Take a language back: callers in production no longer hear it."""
    change_entry(language, {"status": "draft"})
    click.echo(f"{language} is a draft again. Start the hotline anew.")


def _left_to_do(tag: str) -> Iterator[str]:
    yield "\nLeft to do, in this order (CONTRIBUTING says how):"
    yield f"  1. Agree on words in prompts/glossary/{tag}.toml, and translate every empty msgstr in {tag}.po."
    yield f"  2. Write names as they sound, and the digits that are missing, in audio/lexicon/{tag}.toml."
    yield f'  3. Put "{tag}" on a page of languages in ivr/hotline.toml.'
    yield f"  4. Run `flask check`, `flask audio record --language {tag}` and `flask script check --language {tag}`."
    yield "  5. Call the hotline in it (`make run`), then `make golden` and read the diff."
    yield f"  6. Have a native speaker read it (`flask script export --language {tag}`); `flask language sign {tag}`."
