"""Doing something a little later, although no request comes."""

from collections.abc import Callable
from threading import Lock, Timer


class Later:
    """Does something once, some seconds after it was first asked for. Further requests meanwhile
    change nothing.
    """

    def __init__(self, seconds: float, action: Callable[[], None]) -> None:
        self._seconds = seconds
        self._action = action
        self._lock = Lock()
        self._timer: Timer | None = None

    def start(self) -> None:
        """Ask for it. Raises RuntimeError when the machine has no thread left."""
        with self._lock:
            if self._timer is None:
                timer = Timer(self._seconds, self._run)
                timer.daemon = True
                timer.start()
                self._timer = timer

    def _run(self) -> None:
        with self._lock:
            self._timer = None
        self._action()
