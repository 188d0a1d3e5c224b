"""What a person meant who has written opening hours in another way than opening_hours."""

import re
from itertools import chain

from ivr.hours import wrong
from routes.desk.clock_times import time_of
from routes.desk.week import DAYS

_NAMES = {
    "nl": "ma|maandag di|dinsdag wo|woensdag do|donderdag vr|vrijdag za|zaterdag zo|zondag",
    "fr": "lu|lun|lundi ma|mar|mardi me|mer|mercredi je|jeu|jeudi ve|ven|vendredi sa|sam|samedi "
    "di|dim|dimanche",
    "en": "mo|mon|monday tu|tue|tues|tuesday we|wed|wednesday th|thu|thur|thurs|thursday "
    "fr|fri|friday sa|sat|saturday su|sun|sunday",
}
"""Language -> the days, from Monday."""
_TO = re.compile(r"\s*(?:t/m|tot en met|tot|to|until|till|through|jusqu'à|au|à|[-–—])\s*")
_AND = re.compile(r"\s*(?:\ben\b|\bet\b|\band\b|[,&+/])\s*")
_CLOCK = r"\d[\d:.uh]*\s*(?:uur|heures|[ap]\.?m\.?)?"
_RULE = re.compile(
    rf"(?P<days>[a-zà-ÿ.,\-]*?)[\s:]*(?P<times>{_CLOCK}-{_CLOCK}(?:,{_CLOCK}-{_CLOCK})*)"
)


def example_for(written: str, language: str) -> str:
    """The same as opening_hours, such as "Mo-Fr 09:00-17:00" for "ma-vr 9u-17u"; empty where that
    cannot be told. language: of the page, whose names of the days are tried first.
    """
    tables = dict.fromkeys([language, *_NAMES])
    candidates = (_in_language(written, _table(_NAMES[one])) for one in tables if one in _NAMES)
    return next((one for one in candidates if one and not wrong(one)), "")


def _table(names: str) -> dict[str, str]:
    return {
        name: day
        for day, several in zip(DAYS, names.split(), strict=True)
        for name in several.split("|")
    }


def _in_language(written: str, days: dict[str, str]) -> str:
    rules = [one for one in re.split(r"[;\n]", written.lower()) if one.strip()]
    found = [_rule(rule, days) for rule in rules]
    return "; ".join(found) if found and all(found) else ""


def _rule(written: str, days: dict[str, str]) -> str:
    plain = _AND.sub(",", _TO.sub("-", written.strip()))
    if plain in ("ph off", "ph closed"):
        return "PH off"
    found = _RULE.fullmatch(plain.strip(", "))
    if not found:
        return ""
    named = _days(found["days"].strip(",. "), days)
    times = [_span(one) for one in found["times"].split(",")]
    if named is None or not all(times):
        return ""
    return " ".join([*([named] if named else []), ",".join(times)])


def _days(written: str, days: dict[str, str]) -> str | None:
    """Such as Mo-Fr; empty for every day. None where a day is not known."""
    parts = [part.split("-") for part in written.split(",")] if written else []
    names = [name.strip(" .") for name in chain(*parts)]
    if any(name not in days for name in names):
        return None
    return ",".join("-".join(days[name.strip(" .")] for name in part) for part in parts)


def _span(written: str) -> str:
    """A span such as 09:00-17:00, also of 9-5; empty where it has no time."""
    begin, _dash, end = written.partition("-")
    start, until = time_of(begin), time_of(end)
    if start is None or until is None:
        return ""
    if until.hour and until <= start and until.hour < 12:
        until = until.replace(hour=until.hour + 12)  # nine to five
    ends = "24:00" if not (until.hour or until.minute) else f"{until:%H:%M}"
    return f"{start:%H:%M}-{ends}"
