"""Why a release cannot go live, in the words of a coordinator and the language of the desk."""

import re

from routes.call.hotline import the_hotline
from routes.desk.text_form import wrong
from routes.desk.translation import _
from routes.releases.change import Change
from routes.releases.entities import NoSuchEntity, Text, entity_of
from routes.releases.publishing import MOVED
from routes.releases.rows import FieldProblem
from routes.translations import N_

_MESSAGES = {
    re.escape(MOVED): N_(
        "Somebody else published meanwhile. Publish again, so that both changes are in it."
    ),
    r"callers would lose .*": N_(
        "Callers could not choose this language any more: nothing says most of its texts."
    ),
    r"a simulated call in (?P<language>.+?) failed: .*": N_(
        "A simulated call in %(language)s failed. Tell the person who runs the server."
    ),
    r"a recording of the release is not .*|no clip can be made of a recording.*": N_(
        "A recording is lost or broken. Save its text again, so that it is spoken anew."
    ),
}
"""How publishing tells a problem -> how the desk tells it."""


def problem_in_words(problem: FieldProblem, change: Change | None = None) -> str:
    """A problem of a release, or of one of its changes. One that the desk has no words for is told
    as it is.
    """
    if change and (told := _of_text(change)):
        return told
    for pattern, words in _MESSAGES.items():
        if found := re.fullmatch(pattern, problem.message, re.DOTALL):
            return _(words, **found.groupdict())
    return problem.message


def _of_text(change: Change) -> str:
    """What is wrong with a text, as its page tells it; empty for anything else."""
    try:
        text = entity_of(change.entity)
    except NoSuchEntity:
        return ""
    sources = the_hotline().catalogues.template
    if not isinstance(text, Text) or text.prompt not in sources:
        return ""
    return wrong(sources[text.prompt], text.language, str(change.after))
