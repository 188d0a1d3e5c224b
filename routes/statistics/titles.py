"""The headings of the tables, and what their figures mean."""

from dataclasses import replace

from routes.statistics.table import Table
from routes.translations import N_

_FIRST = N_("Only the first person of a call is counted.")

TITLES = {
    "calls": N_("Calls"),
    "languages": N_("Languages chosen"),
    "transfers": N_("Lines rung, and how that ended"),
    "seconds": N_("Seconds until a person was reached"),
    "keys": N_("Keys pressed until a person was reached"),
    "listened": N_("What was listened to"),
    "leaving": N_("Where callers left"),
    "hours": N_("Calls by hour of the day, in Belgian time"),
    "weekdays": N_("Calls by day of the week"),
}
"""Name of a table -> its title."""

ABOUT = {
    "calls": N_(
        "A person was reached when somebody took the call. The others may have listened, or hung "
        "up."
    ),
    "languages": N_(
        "A caller who changes the language chooses twice; one who never chooses is not here."
    ),
    "transfers": N_(
        "Every line that rang, by how that ended, as the carrier tells it. `not taken`: picked "
        "up, by a voicemail perhaps, but nobody pressed the key. `connected` again in the same "
        "call counts again. These figures are exact and include today."
    ),
    "seconds": _FIRST,
    "keys": _FIRST,
    "listened": N_("How often callers came to each node; one caller may come several times."),
    "leaving": N_(
        "Nobody tells the hotline that a caller hangs up. A caller who was asked something and "
        "never came back, not even with silence, left there. A step that the carrier delivers "
        "twice counts once too often."
    ),
}
"""Name of a table -> what its figures mean."""

HIDDEN = {
    "calls": N_("Calls of days and weeks are rounded to tens, and shown from fifty on."),
    "languages": N_("Languages that fewer than five callers chose are among the others."),
    "listened": N_("Nodes to which callers came fewer than five times are not listed."),
    "leaving": N_("Nodes that fewer than five callers came to are not listed."),
}
"""Name of a table -> what is left out of the figures of real calls."""


def titled(table: Table, *, is_exact: bool) -> Table:
    """The same table with its title and explanation. is_exact: nothing is hidden."""
    about = (ABOUT.get(table.name), None if is_exact else HIDDEN.get(table.name))
    return replace(table, title=TITLES[table.name], about=tuple(filter(None, about)))
