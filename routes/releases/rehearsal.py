"""Simulated calls to a release before callers meet it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask

from routes.call.faults import Faults
from routes.call.floods import Floods
from routes.call.hotline import Hotline
from routes.call.refusals import Refusals
from routes.releases.rows import FieldProblem
from routes.simulator.callers.rehearsal import Plan, Rehearsal
from routes.statistics.counting import words_of
from routes.statistics.recorder import STATISTICS, Statistics
from routes.webhook.clips import clip_routes
from routes.webhook.steps import answer_calls, step_routes

CALLS = 3
"""In each language."""
Progress = Callable[[int, int], None]
"""Called with the number of languages that are done, and with how many there are."""


def rehearse(hotline: Hotline, progress: Progress) -> Iterator[FieldProblem]:
    """Call in every language that is offered, and say what failed. Nobody is rung, nothing is
    counted, and no fault is reported as a caller's.
    """
    app = application_beside(hotline)
    languages = sorted(hotline.tree.offered)
    now = datetime.now(UTC).replace(microsecond=0)
    for number, language in enumerate(languages):
        progress(number, len(languages))
        rehearsal = Rehearsal(app, Plan(now, language=language, takes_time=False))
        for seed in range(CALLS):
            call = rehearsal.call(seed)
            if call.trouble:
                name = hotline.name_of(language)
                yield FieldProblem("", f"a simulated call in {name} failed: {call.trouble}")
    progress(len(languages), len(languages))


def application_beside(hotline: Hotline) -> Flask:
    """An application that answers calls and does nothing else: nothing is counted, and no fault is
    reported as a caller's.
    """
    settings = hotline.settings
    carrier = settings.carrier.model_copy(update={settings.carrier.keys_field: ()})
    unsigned = {"environment": "development", "carrier": carrier}  # not every carrier lets us sign
    alone = replace(
        hotline,
        settings=settings.model_copy(update=unsigned),
        faults=Faults(),
        floods=Floods(),
        refusals=Refusals(),
    )
    app = Flask("rehearsal", static_folder=None)
    STATISTICS.put(app, Statistics(words_of(hotline.tree), hotline.settings.statistics_days))
    answer_calls(app, alone, lambda *_: None)
    app.register_blueprint(step_routes())
    app.register_blueprint(clip_routes)
    return app
