"""What callers hear on a day on which the server is down: a document and its clips, for any static
host.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from audio.files import write_whole
from ivr.destinations import HELPLINE, MOST_AT_ONCE
from ivr.position import Position
from ivr.step import Dial, HangUp, Step, Utterance
from routes.call.hotline import Hotline
from routes.carriers import carrier_of
from routes.carriers.twiml import CONTENT_TYPES
from routes.operations.fetch import Fetch

DOCUMENT = "fallback.xml"
CLIP_TYPES = ("audio/wav", "audio/x-wav", "audio/wave")
"""What a clip must be served as, best first (Twilio, <Play>)."""


def document(hotline: Hotline, url: str) -> bytes:
    """The document, byte for byte, of a folder that is published at `url`. No other function makes
    it, so a published document that differs is out of date.
    """
    start, seconds = Position(hotline.tree.goes.start), hotline.tree.ringing.line
    before, after = (Step(tuple(lines), HangUp()) for lines in _said(hotline))
    first, *others = lines_rung(hotline)
    dial = Dial(first, seconds, start, None, tuple(others))
    carrier = carrier_of(hotline.settings)
    apology = carrier.render_apology(
        before, dial, after, hotline.speech, hotline.outgoing, clips=url
    )
    return apology.encode()


def languages_spoken(hotline: Hotline) -> tuple[str, ...]:
    """The languages of the fallback that callers may choose; all of them where callers may choose
    none of these. On such a day a draft helps more than silence.
    """
    languages = hotline.tree.fallback.languages
    return tuple(one for one in languages if one in hotline.tree.offered) or languages


def lines_rung(hotline: Hotline) -> list[str]:
    """The lines of the helpline that ring, all at once, whatever their hours: a document has no
    clock.

    Telephone and SIP lines are not mixed, since a carrier may refuse that (Twilio, Studio, Connect
    Call To).
    """
    uris = [line.uri for line in hotline.tree.destinations[HELPLINE].lines]
    kind = uris[0].partition(":")[0]
    return [uri for uri in uris if uri.startswith(f"{kind}:")][:MOST_AT_ONCE]


def without_clip(hotline: Hotline) -> list[Utterance]:
    """What the carrier's own voice says, since no clip is made yet."""
    return [line for lines in _said(hotline) for line in lines if hotline.speech(line).clip is None]


def clips_played(hotline: Hotline) -> list[str]:
    """The names of the clips that the document plays."""
    names = (hotline.speech(line).clip for lines in _said(hotline) for line in lines)
    return [name for name in names if name]


def files_of(hotline: Hotline, url: str) -> dict[str, bytes]:
    """Name -> content of all that is published at `url`: the clips, and last the document that
    plays them.

    Raises OSError when a clip cannot be read.
    """
    clips = {name: hotline.library.path(name).read_bytes() for name in clips_played(hotline)}
    return clips | {DOCUMENT: document(hotline, url)}


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make a folder hold these files; return the names that were new, changed or removed.

    Only a clip that the folder's former document played is ever removed. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stale = [
        name
        for name in _played(folder / DOCUMENT)
        if name not in files and (folder / name).exists()
    ]
    there = {name: folder / name for name in files if (folder / name).is_file()}
    changed = [
        name
        for name, content in files.items()
        if name not in there or there[name].read_bytes() != content
    ]
    for name in stale:
        (folder / name).unlink()
    for name in changed:
        write_whole(folder / name, files[name])
    return stale + changed


def problems(hotline: Hotline, url: str, fetch: Fetch) -> Iterator[str]:
    """What is wrong with the document published at `url`, and with its clips: nothing, when a
    caller would hear what they should. Raises OSError when a clip cannot be read here.
    """
    folder, _, name = url.rpartition("/")
    if name != DOCUMENT:
        yield (
            f"{url} does not end in /{DOCUMENT}: give the address of the document, not "
            "of its folder"
        )
        return
    remedy = f"run `flask fallback --output FOLDER --url {folder}` and upload the folder"
    for at, (content, types) in _published(files_of(hotline, folder), folder).items():
        try:
            found = fetch(at)
        except OSError as error:
            yield f"{at} cannot be fetched, {error}: {remedy}"
            if at == url:
                return  # a host that is down would be waited for once more for every clip
            continue
        if found.type not in types:
            yield (
                f"{at} is served as {found.type or 'nothing'}: let the host serve it as {types[0]}"
            )
        if found.content != content:
            yield f"{at} is not the current one: {remedy}"


def _published(files: Mapping[str, bytes], folder: str) -> dict[str, tuple[bytes, tuple[str, ...]]]:
    """Address -> the content that is there, and what it may be served as: the document first."""
    clips = {
        f"{folder}/{name}": (content, CLIP_TYPES)
        for name, content in files.items()
        if name != DOCUMENT
    }
    return {f"{folder}/{DOCUMENT}": (files[DOCUMENT], CONTENT_TYPES), **clips}


def _said(hotline: Hotline) -> tuple[list[Utterance], list[Utterance]]:
    """What is said before and after the helpline rings."""
    fallback, spoken = hotline.tree.fallback, languages_spoken(hotline)
    before, after = (
        [Utterance(prompt, one) for one in spoken] for prompt in (fallback.before, fallback.after)
    )
    return [before[0].opening, *before[1:]], after


def _played(path: Path) -> list[str]:
    """The names of the clips that a document plays; none, when there is no such document."""
    try:
        plays = ElementTree.fromstring(path.read_bytes()).iter("Play")
    except (OSError, ElementTree.ParseError):
        return []
    names = ((play.text or "").rpartition("/")[2] for play in plays)
    return list(dict.fromkeys(name for name in names if name.endswith(".wav")))
