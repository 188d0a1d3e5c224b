"""Can callers hear what the hotline says?"""

from collections import defaultdict
from collections.abc import Iterator

from audio.clip import fault
from routes.call.hotline import Hotline
from routes.doctor.finding import Case, CheckResults, good, problem
from routes.operations.audible import build_remedy
from routes.operations.fallback import clips_played
from routes.operations.fetch import fetch
from routes.translations import N_

TYPE = "audio/wav"
SHOWN = 3
"""Names of clips in one message."""


def check_clips(case: Case) -> CheckResults:
    """Whether all clips are on the disk, and whether some can be fetched through the public
    address: one of each language, and those of the fallback.
    """
    offered = _offered(case.hotline)
    path = case.hotline.library.path
    broken = {clip: wrong for clip in offered if (wrong := fault(path(clip)))}
    remedy = build_remedy(case.hotline.settings)
    yield from _problems(
        broken,
        remedy[:1].upper() + remedy[1:],
        N_("%(count)s recordings are missing or broken: callers hear a robot instead, or nothing."),
    )
    sample = {
        *{language: clip for clip, language in offered.items()}.values(),
        *clips_played(case.hotline),
    }
    served = dict(_wrongly_served(case.hotline, sorted(sample - broken.keys())))
    yield from _problems(
        served,
        "Check PUBLIC_URL and the proxy, and restart the server",
        N_("%(count)s recordings do not reach the carrier as they should."),
    )
    if not (broken or served):
        yield good(
            f"{len(offered)} clips are there, and {len(sample)} of them were fetched through the "
            "public address",
            N_("All %(count)s recordings are there."),
            count=len(offered),
        )


def _offered(hotline: Hotline) -> dict[str, str]:
    """Clip -> language, of all texts that callers can hear. The best clip of each text is named,
    also where it is missing.
    """
    said = (*(line for _, line in hotline.tree.script()), *hotline.tree.openings())
    texts = dict.fromkeys(map(hotline.text, said))
    return {best.clip: text.language for text in texts if (best := hotline.library.best(text))}


def _wrongly_served(hotline: Hotline, clips: list[str]) -> Iterator[tuple[str, str]]:
    for clip in clips:
        try:
            found = fetch(f"{hotline.settings.public_url}/clips/{clip}")
        except OSError as error:
            yield clip, f"not fetched through the public address, {error}"
            return  # a host that is down would time out once more for each further clip
        if found.content != hotline.library.path(clip).read_bytes():
            yield clip, "served with other content than it has on the disk"
        elif found.type != TYPE:
            yield clip, f"served as {found.type or 'nothing'} instead of {TYPE}"


def _problems(faults: dict[str, str], remedy: str, plain: str) -> CheckResults:
    """One message for each kind of fault. faults: clip -> what is wrong with it."""
    kinds = defaultdict(list)
    for clip, wrong in faults.items():
        kinds[wrong].append(clip)
    for wrong, clips in kinds.items():
        others = f" and {len(clips) - SHOWN} more" if len(clips) > SHOWN else ""
        text = f"{', '.join(clips[:SHOWN])}{others}: {wrong}. {remedy}"
        yield problem(text, plain, count=len(clips))
