"""The telephone of the desk, as the script of its page uses it."""

import re
from html import unescape

from tests.routes.desk.conftest import Coordinator


class OnThePage:
    """A call as the script of the page makes it."""

    def __init__(self, coordinator: Coordinator, query: str = "") -> None:
        self._coordinator = coordinator
        self.page = coordinator.get(f"/staff/telephone{query}").text
        found = re.search(r'data-called="([^"]*)"', self.page)
        assert found is not None
        self._called = unescape(found[1])
        self.shown: dict = {}  # type: ignore[type-arg]
        self._post("")

    def press(self, keys: str) -> dict:  # type: ignore[type-arg]
        for key in keys:
            self._post(f"/{self.shown['name']}/press", key=key, before=self.shown["acts"])
        return self.shown

    def _post(self, act: str, **form: str) -> None:
        answer = self._coordinator.post(f"/staff/telephone/calls{act}", called=self._called, **form)
        self.shown = answer.get_json()
