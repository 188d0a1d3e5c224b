"""A step as TwiML, with verbs that every carrier of the family knows. Pure.

Five parts are not known to all. A carrier that does not know one should ignore it, and the call
goes on: `actionOnEmptyResult` (Telnyx: the redirect after the gather asks again), `input` (Somleng:
keys are all that it hears), `ringTone` (Somleng: its own tone), `answerOnBridge` (Somleng and
Telnyx) and the `url` of a number (Somleng: no whisper, the person who picks up is connected). An
empty `finishOnKey` is documented by Twilio alone; where it means the default, # counts as silence,
and the question is asked again as well. deploy/README.md, "Another carrier", tells this to
operators; a test holds this list to what is rendered.

A <Conference> is rendered only for a call that an interpreter joins, which takes Twilio
(routes/webhook/interpreter.py).
"""

from collections.abc import Callable, Iterable

from twilio.twiml import TwiML
from twilio.twiml.voice_response import Dial as DialVerb
from twilio.twiml.voice_response import Gather, VoiceResponse

from audio.lexicon import lexicon
from ivr.step import Connect, Dial, HangUp, JoinConference, Step, Utterance, Wait
from routes.call.hotline import Speech
from routes.call.outgoing import Outgoing

Speak = Callable[[Utterance], Speech]

CONTENT_TYPES = ("text/xml", "application/xml")
"""What a document must be served as, best first (Twilio, error 12300)."""
CLIPS = "/clips"
"""Where the clips are, at the hotline's own address."""
LARGEST = 64 * 1024
"""Bytes of a document (Twilio, error 11750)."""


class Mute(LookupError):
    """No text of a step has a clip or a voice of the carrier: the caller would hear nothing.

    Carries their language.
    """


def render(step: Step, speak: Speak, outgoing: Outgoing) -> str:
    """The document that makes a carrier do this step. Raises Mute."""
    response, clips = VoiceResponse(), outgoing.root + CLIPS
    match step.then:
        case Wait() as wait:
            _gather(response, wait, map(speak, step.prompts), outgoing)
        case Dial() as dial:
            _say(response, map(speak, step.prompts), clips)
            response.append(_dial(dial, outgoing, outgoing.address(dial.next)))
        case JoinConference() as meet:
            response.append(_conference(meet.room, outgoing.address(meet.next)))
        case HangUp():
            _say(response, map(speak, step.prompts), clips)
            response.hangup()
        case Connect():
            pass  # a whisper that ends without a hang-up puts the two callers together
    return str(response)


def render_apology(
    before: Step,
    dial: Dial,
    after: Step,
    speak: Speak,
    outgoing: Outgoing,
    clips: str = "",
) -> str:
    """Words, a call to the helpline, and more words, in one document. Raises Mute.

    clips: the address of the folder of clips; empty for the hotline's own.

    The dial has no action: whatever is broken here is not asked again. What follows it is then
    heard by every caller who is still there: after silence, and after a conversation that the other
    side ended (Twilio and SignalWire, <Dial action>). So several lines ring at the same time, in
    one dial: in a dial of its own the second would ring for a caller who has just talked with the
    first.
    """
    response, clips = VoiceResponse(), clips or outgoing.root + CLIPS
    _say(response, map(speak, before.prompts), clips)
    response.append(_dial(dial, outgoing, None))
    _say(response, map(speak, after.prompts), clips)
    response.hangup()
    return str(response)


def render_conference(name: str) -> str:
    """The document that puts the person who took the call into a conference, until it is over."""
    response = VoiceResponse()
    response.append(_conference(name, None))
    return str(response)


def _gather(
    response: VoiceResponse, wait: Wait, speeches: Iterable[Speech], outgoing: Outgoing
) -> None:
    """Silence is an answer too. What follows the gather is for a carrier that does not send it: the
    question again, or for a whisper the end, since a whisper that merely ends connects the two
    (Twilio, <Number url>: Play, Say, Gather and Hangup only).
    """
    action = outgoing.address(wait.next)
    gather = Gather(
        input="dtmf",
        action=action,
        num_digits=wait.digits,
        timeout=wait.seconds,
        finish_on_key="",
        action_on_empty_result=True,
    )
    _say(gather, speeches, outgoing.root + CLIPS)
    response.append(gather)
    if wait.or_hang_up:
        response.hangup()
    else:
        response.redirect(action)


def _dial(dial: Dial, outgoing: Outgoing, action: str | None) -> DialVerb:
    """The caller's own number is never shown: callerId is the hotline's.

    answerOnBridge lets the caller hear ringing also while the whisper is spoken. Without it the
    line falls silent as soon as somebody, or a voicemail, picks up (Twilio, <Number url>).
    """
    whisper = outgoing.address(dial.whisper) if dial.whisper else None
    verb = DialVerb(
        action=action,
        caller_id=outgoing.caller_id,
        timeout=max(dial.seconds - outgoing.ring_buffer, 1),
        ring_tone="be",
        answer_on_bridge=True,
    )
    for uri in (dial.uri, *dial.also):
        scheme, _, address = uri.partition(":")
        if scheme == "tel":
            verb.number(address, url=whisper)
        else:
            user, password = outgoing.user_of(uri)
            verb.sip(uri, url=whisper, username=user, password=password)
    return verb


def _conference(room: str, action: str | None) -> DialVerb:
    """Caller and centre are in it alike: when one of the two leaves, it ends for everybody, also
    for the interpreter. Nothing beeps, and the first to come hears no music (Twilio, <Conference>:
    Twilio's alone).
    """
    verb = DialVerb(action=action)
    verb.conference(room, beep="false", end_conference_on_exit=True, wait_url="")
    return verb


def _say(verb: TwiML, speeches: Iterable[Speech], clips: str) -> None:
    """What nothing can say is left out, as long as something else is said."""
    said = list(speeches)
    if said and not any(speech.is_heard for speech in said):
        raise Mute(said[0].text.language)
    for speech in said:
        if speech.clip:
            verb.play(f"{clips}/{speech.clip}")
        elif speech.voice:
            words = lexicon(speech.text.language).spoken(speech.text.words)
            verb.say(words, language=speech.voice.language, voice=speech.voice.voice)
