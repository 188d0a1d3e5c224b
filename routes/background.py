"""A thread of a process that does something again and again, beside the calls."""

import os
import secrets
import socket
import threading
import weakref
from collections.abc import Callable

from flask import Flask


def name_of_process() -> str:
    """A name for this process that no other process of any machine has."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"


class BackgroundThread:
    """Does something every few seconds for one application, until the application is gone.

    action: raises nothing. seconds: between two times. waits_first: whether the first time is after
    so many seconds, too. in_child: what a forked process does before its own thread starts. The
    thread stops before a fork, because a lock that it holds would stay locked in the child.
    """

    def __init__(
        self,
        app: Flask,
        name: str,
        action: Callable[[], None],
        seconds: float,
        in_child: Callable[[], None],
        *,
        waits_first: bool = False,
    ) -> None:
        self._app, self._name = weakref.ref(app), name
        self._action, self._seconds, self._waits_first = action, seconds, waits_first
        self._in_child = in_child
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._wanted = False
        myself = weakref.ref(self)
        os.register_at_fork(
            before=lambda: _before_fork(myself()),
            after_in_parent=lambda: _after_fork(myself()),
            after_in_child=lambda: _after_fork(myself(), in_child=True),
        )

    def start(self) -> None:
        """Start the thread, here and in every process that is forked from this one."""
        self._wanted = True
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(self._stopping,), name=self._name, daemon=True
        )
        self._thread.start()

    def _stop(self) -> None:
        self._stopping.set()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def _run(self, stopping: threading.Event) -> None:
        if self._waits_first:
            stopping.wait(self._seconds)
        while not stopping.is_set() and self._app() is not None:
            self._action()
            stopping.wait(self._seconds)


def _before_fork(thread: BackgroundThread | None) -> None:
    if thread:
        thread._stop()


def _after_fork(thread: BackgroundThread | None, *, in_child: bool = False) -> None:
    if thread and thread._wanted:
        if in_child:
            thread._in_child()
        thread.start()
