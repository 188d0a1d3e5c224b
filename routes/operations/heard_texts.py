"""Which texts the callers of a language hear. A short language needs no others."""

from collections.abc import Mapping
from dataclasses import replace

from ivr.tree import Tree
from prompts.catalogue import names_key
from prompts.template import Source


def with_unheard(template: Mapping[str, Source], tree: Tree) -> dict[str, Source]:
    """The prompts, each with the short languages whose callers never hear it.

    A name of a key is said within other texts, and counts as heard: any key may be named.
    """
    said = {(line.prompt, line.language) for _, line in tree.script()}
    return {
        prompt: replace(
            source,
            unheard_in=frozenset(
                language
                for language in tree.short
                if not (names_key(prompt) or (prompt, language) in said)
            ),
        )
        for prompt, source in template.items()
    }
