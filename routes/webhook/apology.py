"""What a caller gets when a step fails: an apology, and the helpline."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from ivr.destinations import HELPLINE
from ivr.position import UNDECIDED, Position
from ivr.step import Dial, HangUp, Step
from ivr.turn import Turn
from routes.call.faults import without_values
from routes.call.hotline import Hotline
from routes.carriers import carrier_of

log = logging.getLogger(__name__)

Apologies = Mapping[str, str]
"""Language -> a document that apologises and rings the helpline."""

BRIDGE = '<?xml version="1.0" encoding="UTF-8"?><Response />'
"""The answer when a whisper fails: caller and the person who picked up are connected without it. A
test call, which has no caller, ends.
"""
CLOSE = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup /></Response>'


def apologies(hotline: Hotline) -> Apologies:
    """Make an apology in every language, before the first call."""
    return {
        language: _apology(hotline, language) for language in (UNDECIDED, *hotline.tree.offered)
    }


def rescue(
    hotline: Hotline,
    ready: Apologies,
    language: str,
    node: str,
    error: Exception,
    keys: str = "",
) -> str:
    """Answer a step that failed, whatever the reason.

    A new apology is made first, because a clip of the prepared one may be gone by now. ready: the
    prepared apologies, used when a new one fails too. keys: what the caller pressed. After the key
    to leave quietly somebody may be listening: the line closes without a voice or ringing.
    """
    known = language in ready and node in hotline.tree.nodes
    place = f"{language}/{node}" if known else ""
    log.error("step failed at %s: %s", place or "an unknown place", without_values(error))
    hotline.faults.keep(error, in_call=True)
    broken = hotline.tree.nodes.get(node)
    if broken and not broken.speaks_to_caller:
        return BRIDGE
    if set(keys) == {hotline.tree.keys.quiet}:
        return CLOSE
    for spoken in (language, UNDECIDED):
        try:
            return _apology(hotline, spoken)
        except Exception as further:
            log.error("apology failed in %s: %s", spoken, without_values(further))
    return ready.get(language, ready[UNDECIDED])


def _apology(hotline: Hotline, language: str) -> str:
    tree = hotline.tree
    position = Position(tree.goes.start, language)
    turn = Turn(tree, position, datetime.now(UTC))
    uri = tree.destinations[HELPLINE].lines[0].uri_at(turn.now)
    dial = Dial(uri, tree.ringing.line, position, None)
    sorry = Step(turn.say([tree.apology.before]), HangUp())
    nobody = Step(turn.say([tree.apology.after]), HangUp())
    carrier = carrier_of(hotline.settings)
    return carrier.render_apology(sorry, dial, nobody, hotline.speech, hotline.outgoing)
