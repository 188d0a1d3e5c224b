"""What a server runs, as a few letters: to see from outside whether two run the same."""

from hashlib import sha256

from routes.call.hotline import Hotline

LENGTH = 12
"""Letters. Inputs are not chosen by an attacker; only accidental collisions matter."""


def fingerprint(hotline: Hotline) -> str:
    """The same for two hotlines whose callers meet the same: the tree, the destinations, all that
    is said, the clips that say it, the caller ID, and the numbers that belong to one language.
    Holds no secret.
    """
    tree, settings = hotline.tree, hotline.settings
    parts: list[object] = [
        {**vars(tree), "offered": sorted(tree.offered)},  # a set's order differs by process
        [settings.hotline_number, sorted(settings.language_numbers.items())],
    ]
    for _, utterance in tree.script():
        speech = hotline.speech(utterance)
        parts.append([speech.text.language, speech.text.words, speech.clip, speech.voice])
    return sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:LENGTH]


def is_fingerprint(text: str) -> bool:
    """Whether this can be the fingerprint of some hotline."""
    return len(text) == LENGTH and not set(text) - set("0123456789abcdef")
