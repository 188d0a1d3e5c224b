"""`flask language`: a language from its first empty file to the day on which callers hear it.

These commands only edit files, so they work while the hotline cannot start. Adding and signing read
the tree, which knows what a short language needs.
"""

import datetime
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
from flask.cli import AppGroup

from audio.engines import EMBEDDED, ENGINES
from audio.lexicon import add_lexicon
from ivr.loading import load_tree
from prompts.catalogue import SOURCE_LANGUAGE, Catalogues, load_catalogues
from prompts.check import check_catalogues, stale_prompts
from prompts.glossary import other_words
from prompts.language_file import change_entry, signature
from prompts.languages import load_languages
from prompts.review import keep_signed, load_signed, to_sign
from prompts.scaffold import add_language
from prompts.template import load_template
from routes.commands.bad_file import bad_files_told
from routes.commands.language_option import language_argument
from routes.operations.heard_texts import with_unheard
from routes.translations import counted

language = AppGroup("language", help="Add a language, have it signed, let callers hear it.")


@language.command("add", with_appcontext=False)
@click.argument("tag")
@bad_files_told()
def add(tag: str) -> None:
    """Write the files of a new language (a tag, such as cs or zh), and say what is left to do."""
    load_tree()  # a broken tree is told before anything is written
    best_first = sorted(ENGINES, key=lambda name: name == EMBEDDED)
    voices = {name: voice for name in best_first if (voice := ENGINES[name].voice_for(tag))}
    try:
        files = add_language(tag, voices)
        with suppress(FileExistsError):
            files.append(add_lexicon(tag))
    except FileExistsError as error:
        left = "\n".join(_left_to_do(tag))
        raise click.ClickException(f"{error}, so nothing was written.\n{left}") from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for file in files:
        click.echo(f"  {file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")
    click.echo("\n".join(_left_to_do(tag)))


@language.command("sign", with_appcontext=False)
@language_argument()
@click.option(
    "--reviewer",
    required=True,
    help="The native speaker who has read every text: name or initials.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@bad_files_told()
def sign(language: str, reviewer: str, yes: bool) -> None:
    """Record that a native speaker has read every text of a language as it stands now: in a short
    language, every text that its callers hear.
    """
    catalogues = _catalogues()
    faults = (*check_catalogues(catalogues), *other_words(catalogues), *stale_prompts(catalogues))
    its_files = (f"{language}.po", f"glossary/{language}.toml", f"glossary/{SOURCE_LANGUAGE}.toml")
    here = [
        f"\n  - {prompt if file == its_files[0] else file}: {text}"
        for file, prompt, text in faults
        if file in its_files
    ]
    if here:
        raise click.ClickException("these texts cannot be signed yet:" + "".join(here))
    signed = to_sign(catalogues, language)
    texts = counted(len(signed.texts), "text")
    if not yes:
        click.confirm(f"Has {reviewer} read all of {language} aloud ({texts})?", abort=True)
    live = load_languages()[language].status == "live"
    change_entry(language, signature(reviewer, datetime.date.today(), signed.digest, live=live))
    file = keep_signed(signed, language)
    click.echo(f"reviewed/{file.name}: {texts}, digest {signed.digest}.")
    if not live:
        click.echo(f"Callers hear it in production after `flask language live {language}`.")


@language.command("live", with_appcontext=False)
@language_argument()
@bad_files_told()
def live(language: str) -> None:
    """Offer a signed language to callers in production."""
    about = load_languages()[language]
    if about.status == "draft" or language not in load_signed():
        raise click.ClickException(
            f"nobody has signed {language}: run `flask language sign {language}` first"
        )
    change_entry(language, {"status": "live"})
    click.echo(
        f"{language} is live: signed by {about.reviewer} on {about.date}. Restart the hotline."
    )


@language.command("draft", with_appcontext=False)
@language_argument()
@bad_files_told()
def draft(language: str) -> None:
    """Take a language back: callers in production no longer hear it."""
    change_entry(language, {"status": "draft"})
    click.echo(f"{language} is a draft again. Restart the hotline.")


def _catalogues() -> Catalogues:
    """The newest texts. A short language needs those alone that its callers hear."""
    return load_catalogues(template=with_unheard(load_template(), load_tree()))


def _left_to_do(tag: str) -> Iterator[str]:
    faults = check_catalogues(_catalogues(), {tag})
    texts = counted(len({prompt for _, prompt, _ in faults}), "text")
    yield "\nLeft to do, in this order (prompts/README.md explains each step):"
    yield f"  1. Agree on words in prompts/glossary/{tag}.toml."
    yield f"  2. Translate prompts/catalogues/{tag}.po: {texts} to go."
    yield f"  3. Write names as they sound, and missing digits, in audio/lexicon/{tag}.toml."
    yield f'  4. Put "{tag}" on a page of languages in ivr/hotline.toml.'
    yield "     For the main path and people only, put it into `short` there, too, before step 2:"
    yield "     it then needs fewer texts."
    yield f"  5. Run `flask check`, then `flask audio record --language {tag}`, then"
    yield f"     `flask script check --language {tag}`."
    yield "  6. Call the hotline in it (`make run`), then run `make golden` and read the diff."
    yield f"  7. Send it to a native speaker (`flask script export --language {tag}`), correct it,"
    yield f"     and run `flask language sign {tag}`, then `flask language live {tag}`."
