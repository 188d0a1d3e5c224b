"""A step as TwiML, with verbs that every carrier of the family knows. Pure.

Four parts are not known to all. Who does not know them should ignore them, and the call goes on: `actionOnEmptyResult`
(Telnyx: the redirect after the gather asks again), `input` (Somleng: keys are all that it hears), `ringTone`
(Somleng: its own tone) and the `url` of a number (Somleng: no whisper, whoever picks up is connected). An empty
`finishOnKey` is documented by Twilio alone; where it means the default, # counts as silence, and the question is
asked again as well. README, "Another carrier", tells it to whoever chooses; a test holds this list to what is rendered.
"""

from collections.abc import Callable, Iterable

from twilio.twiml import TwiML
from twilio.twiml.voice_response import Dial as DialVerb
from twilio.twiml.voice_response import Gather, VoiceResponse

from audio.lexicon import lexicon
from ivr.position import Position
from ivr.step import Connect, Dial, HangUp, Step, Utterance, Wait
from routes.hotline import Speech
from routes.urls import url_of

Speak = Callable[[Utterance], Speech]

_CARRIER_BUFFER = 5
"""Seconds that the carrier adds to a dial's time-out (Twilio, <Dial timeout>)."""


def render(step: Step, speak: Speak, caller_id: str) -> str:
    """The document that makes a carrier do this step."""
    response = VoiceResponse()
    match step.then:
        case Wait() as wait:
            _gather(response, wait, map(speak, step.prompts))
        case Dial() as dial:
            _say(response, map(speak, step.prompts))
            response.append(_dial(dial, caller_id, url_of(dial.next)))
        case HangUp():
            _say(response, map(speak, step.prompts))
            response.hangup()
        case Connect():
            pass  # a whisper that ends without a hang-up puts the two callers together
    return str(response)


def render_apology(before: Step, dial: Dial, after: Step, speak: Speak, caller_id: str) -> str:
    """Words, a call to the helpline, and words for when it does not answer, in one document.

    The dial has no action: whatever is broken here is not asked again.
    """
    response = VoiceResponse()
    _say(response, map(speak, before.prompts))
    response.append(_dial(dial, caller_id, None))
    _say(response, map(speak, after.prompts))
    response.hangup()
    return str(response)


def _gather(response: VoiceResponse, wait: Wait, speeches: Iterable[Speech]) -> None:
    """Silence is an answer too. What follows the gather is for a carrier that does not send it: the
    question again, or for a whisper the end, since a whisper that merely ends connects the two
    (Twilio, <Number url>: Play, Say, Gather and Hangup only).
    """
    action = url_of(wait.next)
    gather = Gather(
        input="dtmf",
        action=action,
        num_digits=wait.digits,
        timeout=wait.seconds,
        finish_on_key="",
        action_on_empty_result=True,
    )
    _say(gather, speeches)
    response.append(gather)
    if wait.or_hang_up:
        response.hangup()
    else:
        response.redirect(action)


def _dial(dial: Dial, caller_id: str, action: str | None) -> DialVerb:
    """The caller's own number is never shown: callerId is the hotline's."""
    timeout = max(dial.seconds - _CARRIER_BUFFER, 1)
    verb = DialVerb(action=action, caller_id=caller_id, timeout=timeout, ring_tone="be")
    scheme, _, address = dial.uri.partition(":")
    whisper = _whisper(dial.whisper)
    if scheme == "tel":
        verb.number(address, url=whisper)
    else:
        verb.sip(dial.uri, url=whisper)
    return verb


def _whisper(position: Position | None) -> str | None:
    return url_of(position) if position else None


def _say(verb: TwiML, speeches: Iterable[Speech]) -> None:
    for speech in speeches:
        if speech.clip:
            verb.play(f"/clips/{speech.clip}")
        elif speech.voice:
            words = lexicon(speech.text.language).spoken(speech.text.words)
            verb.say(words, language=speech.voice.language, voice=speech.voice.voice)
