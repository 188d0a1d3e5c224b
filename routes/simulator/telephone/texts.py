"""The texts that the telephone's script shows, in the language of the page."""

from routes.translations import N_, Say

_TEXTS = {
    "call": N_("Call"),
    "again": N_("Call again"),
    "calling": N_("Calling"),
    "opening": N_("The hotline is opened for this call. That takes a few seconds."),
    "listening": N_("In a call"),
    "ringing": N_("Ringing"),
    "whispering": N_("They hear the whisper"),
    "talking": N_("Connected"),
    "over": N_("Call ended"),
    "you talk": N_("You are talking with %(name)s."),
    "you meet": N_("You are talking with %(name)s, and an interpreter is rung."),
    "their ringing": N_("The centre's telephone rings"),
    "their whispering": N_("They hear this first"),
    "their talking": N_("They talk with the caller"),
    "key does": N_("%(key)s: %(does)s"),
    "hangs up": N_("Hangs up"),
    "rings": N_("The caller hears it ring."),
    "line": N_(
        "%(number)s rings for %(seconds)s seconds at most. It shows %(shown)s, never the caller's "
        "number."
    ),
    "whispered": N_("whispered to them"),
    "carrier": N_("carrier's voice"),
    "pressed": N_("pressed %(key)s"),
    "clip": N_("a clip cannot be played"),
    "server": N_("the server answered %(status)s"),
    "unreachable": N_("the server cannot be reached"),
    "wrong": N_("Something is wrong: %(problem)s. Look at the log of the server, then call again."),
    "hung up": N_("You hung up."),
    "logged out": N_("You are logged out. Open this page anew, log in, and call again."),
}


def script_texts(say: Say) -> dict[str, str]:
    """Name -> text. The script fills in the values, so %(name)s stays."""
    return {name: say(text) for name, text in _TEXTS.items()}
