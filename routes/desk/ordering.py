"""Another order of lines or centres, from a form: all of it, or one thing one place on."""

from flask import abort, request

from routes.desk.editing import edited, save
from routes.releases.entities import NoSuchEntity


def draft_order(entity: str) -> None:
    """Draft another order. The form has `order`, the ids in it; or `way`, up or down, and `line`,
    the id that moves. Answers 404 for others than there are.
    """
    try:
        [now] = edited([entity]).values()
        ids = list(now.value)
        wanted = request.form.getlist("order")
        if "way" in request.form:
            wanted = _moved(ids, request.form.get("line", ""), request.form["way"])
        if sorted(wanted) != sorted(ids):
            abort(404)
        save(entity, now.seen, wanted)
    except NoSuchEntity:
        abort(404)


def _moved(ids: list[str], line: str, way: str) -> list[str]:
    if line not in ids:
        return []
    at = ids.index(line)
    to = min(max(at + (-1 if way == "up" else 1), 0), len(ids) - 1)
    moved = list(ids)
    moved[at], moved[to] = moved[to], moved[at]
    return moved
