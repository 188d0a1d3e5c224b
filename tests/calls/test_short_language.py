"""A whole call in a short language: every word is in it, and a key that it lacks is a wrong key."""

from flask import Flask

from routes.call.hotline import Hotline
from routes.simulator.handset import Handset
from tests.calls.conversation import ConversationInPrompts, everything_said

ACTS = [
    "presses #",
    "presses {language}",
    "presses 3",
    "presses 1",
    "presses *",
    "presses 2",
    "presses 4",
    "presses 3",
    "nobody answers",
    "no line answers",
    "presses 2",
    "presses 5",
    "no line answers",
    "waits",
    "waits",
    "waits",
]
CALL = """\
dials the hotline
    language.announce en key=1
    language.announce nl key=2
    language.announce fr key=3
    [listens for 1 key(s)]
presses #
    language.announce uk key=1
    language.announce ar key=2
    language.announce so key=3
    [listens for 1 key(s)]
presses {language}
    main.welcome
    main.danger key=1
    main.speak key=2
    [listens for 1 key(s)]
presses 3
    again.wrong
    main.danger key=1
    main.speak key=2
    main.keys
    keys.quiet
    [listens for 1 key(s)]
presses 1
    danger.now
    [listens for 1 key(s)]
presses *
    main.danger key=1
    main.speak key=2
    [listens for 1 key(s)]
presses 2
    speak.intro
    speak.brussels key=1
    speak.flanders key=2
    speak.wallonia key=3
    speak.unknown key=5
    [listens for 1 key(s)]
presses 4
    again.wrong
    speak.intro
    help.centres
    speak.brussels key=1
    speak.flanders key=2
    speak.wallonia key=3
    speak.unknown key=5
    [listens for 1 key(s)]
presses 3
    transfer.south
    transfer.stay
    transfer.phone
    transfer.language
    [rings south]
nobody answers
    transfer.next
    transfer.helpline
    [rings helpline]
no line answers
    nobody.intro
    nobody.again key=1
    nobody.other key=2
    menu.return key=3
    [listens for 1 key(s)]
presses 2
    speak.intro
    speak.brussels key=1
    speak.flanders key=2
    speak.wallonia key=3
    speak.unknown key=5
    [listens for 1 key(s)]
presses 5
    transfer.helpline
    [rings helpline]
no line answers
    nobody.intro
    nobody.again key=1
    nobody.other key=2
    menu.return key=3
    [listens for 1 key(s)]
waits
    again.silence
    nobody.intro
    nobody.again key=1
    nobody.other key=2
    menu.return key=3
    [listens for 1 key(s)]
waits
    again.silence
    nobody.intro
    nobody.again key=1
    nobody.other key=2
    menu.return key=3
    [listens for 1 key(s)]
waits
    privacy.list
    goodbye
    [the line closes]
"""
"""A prompt that is not in the caller's language would have its tag beside it, as the page of
languages has.
"""


def test_a_call_from_the_welcome_to_the_goodbye(small_app: Flask, small_hotline: Hotline) -> None:
    said = everything_said(small_hotline)
    handset = Handset(small_app)
    assert ConversationInPrompts(small_hotline, handset, said, "so").play(ACTS, "3") == CALL
