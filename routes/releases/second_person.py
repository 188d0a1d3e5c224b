"""What a second person must agree to before it goes live."""

from collections.abc import Iterable

from ivr.destinations import HELPLINE
from prompts.catalogue import SOURCE_LANGUAGE
from prompts.template import placeholders
from routes.call.hotline import Hotline
from routes.releases.change import Change
from routes.releases.entities import (
    CentreOrder,
    LineField,
    Order,
    Signature,
    Sound,
    Text,
    WholeLine,
    entity_of,
)
from routes.releases.signatures import signers


def needs_second(changes: Iterable[Change], hotline: Hotline) -> list[Change]:
    """The changes that need a second person: telephone numbers, also of a line that is forwarded,
    lines that are added or removed, all of the helpline, what is said to a caller who is in danger,
    and a language that is put on air by a person who signed it.
    """
    return [change for change in changes if _is_grave(change, hotline)]


def authors(changes: Iterable[Change], by: str) -> set[str]:
    """Who cannot be the second person. by: who asked for the release."""
    return {by, *(change.by for change in changes)}


def _is_grave(change: Change, hotline: Hotline) -> bool:
    match entity_of(change.entity):
        case LineField(destination=name, field=field):
            forwards = field == "override" and bool((change.after or {}).get("to"))
            return name == HELPLINE or field == "uri" or forwards
        case WholeLine():
            return True
        case Order(destination=name):
            return name == HELPLINE
        case CentreOrder():
            return False
        case Text(prompt=prompt):
            return is_of_danger(prompt, hotline)
        case Sound() if change.after:
            return is_of_danger(str(change.after["prompt"]), hotline)
        case Signature():
            return change.by in signers(change.after)
    return False


def is_of_danger(prompt: str, hotline: Hotline) -> bool:
    """Whether a text tells a caller in danger what to do: it names a number to dial, or stands in
    for the hotline when it fails.
    """
    tree = hotline.tree
    instead = (tree.apology.before, tree.apology.after, tree.fallback.before, tree.fallback.after)
    named = placeholders(hotline.catalogues.pattern(prompt, SOURCE_LANGUAGE))
    return bool(
        prompt.startswith("danger.")
        or prompt in instead
        or {*named} & tree.numbers.model_dump().keys()
    )
