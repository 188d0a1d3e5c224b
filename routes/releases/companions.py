"""Drafts that go live, and are dropped, together with the text that they belong to."""

from collections.abc import Collection

from routes.releases import sounds
from routes.releases.change import Change
from routes.releases.entities import EnglishOf, Text, entity_of


def companions(drafts: Collection[Change], texts: Collection[str]) -> list[Change]:
    """Of these changes of texts: the sounds that were spoken for them, and the English that they
    translate.
    """
    named = ((one, entity_of(one.entity)) for one in drafts)
    english = [
        one
        for one, of in named
        if isinstance(of, EnglishOf) and str(Text(of.language, of.prompt)) in texts
    ]
    return [*sounds.belonging(drafts, texts), *english]
