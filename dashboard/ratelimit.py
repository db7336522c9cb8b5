"""Slow down password guessing: a few failures per address and login, then a wait. In memory: one process serves the dashboard."""

import time
from collections import OrderedDict
from threading import Lock

WINDOW_SECONDS = 900.0
FAILURES_PER_LOGIN = 5
FAILURES_PER_ADDRESS = 30
_MOST_KEYS = 5000


class FailureCounter:
    """Count recent failures by key; the oldest keys leave first when there are too many."""

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, ...], list[float]] = OrderedDict()
        self._lock = Lock()

    def _recent(self, key: tuple[str, ...]) -> list[float]:
        oldest = time.monotonic() - WINDOW_SECONDS
        return [moment for moment in self._failures.get(key, []) if moment > oldest]

    def blocked(self, address: str, login: str) -> bool:
        """True when this address must wait before it tries this login, or any login, again."""
        with self._lock:
            too_many = len(self._recent((address, login))) >= FAILURES_PER_LOGIN
            return too_many or len(self._recent((address,))) >= FAILURES_PER_ADDRESS

    def failed(self, address: str, login: str) -> None:
        """Remember one failure."""
        with self._lock:
            for key in ((address, login), (address,)):
                self._failures[key] = [*self._recent(key), time.monotonic()]
                self._failures.move_to_end(key)
            while len(self._failures) > _MOST_KEYS:
                self._failures.popitem(last=False)

    def succeeded(self, address: str, login: str) -> None:
        """Forget the failures of this address on this login."""
        with self._lock:
            self._failures.pop((address, login), None)
