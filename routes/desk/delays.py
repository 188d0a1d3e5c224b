"""Makes those wait who try to log in too often. Nobody is kept out for longer than a minute.

Attempts are counted in the memory of this process: where they came from is written nowhere.
"""

import time
from math import ceil

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from routes.extension import Extension

OF_CLIENT = RateLimitItemPerMinute(5)
"""Attempts of one network, or of one browser that is known, right or wrong."""
OF_STRANGERS = RateLimitItemPerSecond(20, 10)
"""Attempts of all browsers together that are not known, in ten seconds. Guessing from many
addresses would keep the processor busy that callers need: an attempt takes it about 60
milliseconds. The window is short, so that nobody waits longer once the guessing ends.
"""

OF_CODES = RateLimitItemPerMinute(5)
"""Codes for one person, after the right password. Only who knows it can keep them waiting."""


class Delays:
    """The attempts of the last minute."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, network: str, known_browser: str | None) -> int:
        """After how many seconds an attempt is allowed. 0 allows this one, and counts it; others
        are not counted, so waiting gets no longer by trying on.
        """
        limits: list[tuple[RateLimitItem, str]] = [(OF_CLIENT, known_browser or network)]
        if known_browser is None:
            limits.append((OF_STRANGERS, "strangers"))
        for limit, key in limits:
            if not self._limiter.test(limit, key):
                free = self._limiter.get_window_stats(limit, key).reset_time
                return max(ceil(free - time.time()), 1)
        for limit, key in limits:
            self._limiter.hit(limit, key)
        return 0

    def takes_code(self, account: int) -> bool:
        """Whether a code of this person is looked at. Six digits can be guessed otherwise, from
        many addresses, by somebody who has found out the password.
        """
        return self._limiter.hit(OF_CODES, f"person {account}")


DELAYS: Extension[Delays] = Extension("delays")
