"""Texts that can endanger a caller keep their parts in every language.

The words differ, so the structure is looked at: sentences, clauses, and where the numbers stand.
"""

import re
from collections.abc import Iterator

import pytest

from ivr.loading import load_tree
from prompts.catalogue import Catalogues, load_catalogues
from prompts.glossary import load_glossary, says
from prompts.sentences import MARKS

LANGUAGES = sorted(load_catalogues().languages)
LONG = [language for language in LANGUAGES if language not in load_tree().short]
"""Only these tell of police stations."""
EMERGENCY, POLICE = "{emergency}", "{police}"
SENTENCE = re.compile(rf"[^{MARKS}]+[{MARKS}]*")
QUESTION = ("?", "؟", "？", "፧")
CLAUSE = re.compile(r"[,;:،؛、，：፣፤፥፦]|\s[—–-]\s")
LONGER_THAN_OR = 6
"""Letters, at least, of a condition. "Or," has fewer in every language."""


def sentences(text: str) -> list[str]:
    return [one.strip() for one in SENTENCE.findall(text) if one.strip()]


def lost_in_danger(text: str) -> Iterator[str]:
    """What is lost of: call this number and say where you are; only if you cannot speak, write in
    its app; or wait.
    """
    said = sentences(text)
    holding = [place for place, one in enumerate(said) for _ in range(one.count(EMERGENCY))]
    if len(holding) != 2 or holding[0] != 0 or holding[1] == 0:
        yield "the number to dial in the first sentence, and that of the app in a later one"
        return
    app = holding[1]
    if app == len(said) - 1:
        yield "a last sentence for the caller who waits"
    after_number = re.split(r"\{emergency\}\S*", said[0])[1].split()
    between = [one for one in said[1:app] if not one.endswith(QUESTION)]
    if len(after_number) < 2 and not between:
        yield "where you are, after the number to dial"
    condition = CLAUSE.split(said[app].partition(EMERGENCY)[0])
    asks = app > 1 and said[app - 1].endswith(QUESTION)
    if not (asks or (len(condition) == 2 and len(condition[0]) >= LONGER_THAN_OR)):
        yield "the condition before the app, with one mark behind it"


def lost_of_the_police(text: str, hang_up: tuple[str, ...]) -> Iterator[str]:
    """What is lost of: go there; in danger, hang up before you dial; something comes after it. A
    caller who types the number into this call rings the helpline and takes it for the police.
    """
    said = sentences(text)
    places = [place for place, one in enumerate(said) if POLICE in one]
    if text.count(POLICE) != 1 or places[0] == 0:
        yield "the number once, and the police station in a sentence before it"
    elif places[0] == len(said) - 1:
        yield "a sentence after the number"
    elif not says(said[places[0]].partition(POLICE)[0], hang_up):
        yield "hang up, before the number and in its sentence"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_advice_on_danger_keeps_its_three_parts(language: str, catalogues: Catalogues) -> None:
    text = catalogues.languages[language].texts["danger.now"]
    assert list(lost_in_danger(text)) == [], text


@pytest.mark.parametrize("language", LONG)
def test_the_number_of_the_police_comes_after_hanging_up(
    language: str, catalogues: Catalogues
) -> None:
    text = catalogues.languages[language].texts["help.police"]
    assert list(lost_of_the_police(text, load_glossary(language)["hang_up"])) == [], text


@pytest.mark.parametrize(
    "text",
    [
        "Auflegen und {emergency} wählen. Sagen, wo Sie sind, oder in der App {emergency} "
        "schreiben. Oder am Telefon bleiben.",
        "أغلقوا واطلبوا {emergency}. قولوا أين أنتم، أو اكتبوا في تطبيق {emergency}. أو انتظروا.",
        "Închideți, sunați la {emergency} și spuneți unde sunteți. Sau scrieți în aplicația "
        "{emergency}. Sau stați pe fir.",
        "Затворете, наберете {emergency}, кажете къде сте. Или пишете в приложението {emergency}, "
        "или изчакайте.",
        "Kapatın, {emergency}'yi arayın, yerinizi söyleyin. Ya da {emergency} uygulamasından "
        "yazın. Ya da bekleyin.",
        "قطع کنید، به {emergency} زنگ بزنید و بگویید کجایید، یا بی‌صدا در اپ {emergency} بنویسید. "
        "یا روی خط بمانید.",
        "Proszę się rozłączyć, dzwonić pod {emergency} i podać, gdzie to jest. Można pisać w "
        "aplikacji {emergency} lub zostać na linii.",
        "Hang up, dial {emergency}, and say where you are. Or, write in the {emergency} app. Or "
        "wait.",
        "Hang up, dial {emergency}. If you cannot speak, write in the {emergency} app. Or wait.",
        "Hang up, dial {emergency}, and say where you are. If you cannot speak, write in the app. "
        "Or wait.",
    ],
)
def test_a_text_that_has_lost_a_part_is_found(text: str) -> None:
    """The first seven were spoken once."""
    assert list(lost_in_danger(text))


@pytest.mark.parametrize(
    "text",
    [
        "Raccrochez, appelez le {emergency} et dites où vous êtes. Impossible de parler ? Écrivez "
        "dans l'appli {emergency}. Sinon, restez en ligne.",
        "Кладіть слухавку, дзвоніть {emergency}, скажіть, де ви. Не можете говорити — пишіть у "
        "додатку {emergency}. Або чекайте на лінії.",
        "Cuelgue y llame al {emergency}. Diga dónde está. Si no puede hablar, escriba en la app "
        "{emergency}. O espere en línea.",
        "أغلقوا الخط، واطلبوا {emergency}، وقولوا أين أنتم. أو بلا صوت، اكتبوا في تطبيق "
        "{emergency}. أو ابقوا على الخط.",
        "Kapatın, {emergency}'yi arayın, yerinizi söyleyin. Konuşamıyorsanız, {emergency} "
        "uygulamasından yazın. Ya da hatta kalın.",
    ],
)
def test_a_text_that_has_them_all_passes_in_any_language(text: str) -> None:
    assert list(lost_in_danger(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Contact the police. Dial {police}, or go to a police station. They keep it confidential.",
        "Go to a police station. In danger, dial {police}. They keep it confidential.",
        "Dial {police}. Then hang up. Or go to a police station.",
        "Go to a police station. In danger, dial {police} or hang up. They keep it confidential.",
    ],
)
def test_a_number_that_a_caller_would_type_into_this_call_is_found(text: str) -> None:
    assert list(lost_of_the_police(text, ("hang up",)))
