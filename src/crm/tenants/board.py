"""When each tenant has something to do next, for the threads that run jobs; a tenant's queue is its place on it."""

import heapq
import threading
import time
from collections import Counter


class TenantQueue:
    """What a tenant's services call when they have put in a job."""

    def __init__(self, board: "Board", name: str):
        self.board = board
        self.name = name

    def wake(self) -> None:
        self.board.due(self.name, 0)


class Board:
    """Tenants by the time at which they are to be looked after. Who was served goes behind all others that wait: nobody is passed over."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}
        self._heap: list[tuple[float, str]] = []
        self._busy: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._stopped = False

    def queue(self, name: str) -> TenantQueue:
        return TenantQueue(self, name)

    def due(self, name: str, seconds: float) -> None:
        """It is to be looked after in so many seconds, or earlier where that was said before."""
        with self._changed:
            self._put(name, time.monotonic() + seconds)

    def _put(self, name: str, at: float) -> None:
        if at < self._at.get(name, float("inf")):
            self._at[name] = at
            heapq.heappush(self._heap, (at, name))
            self._changed.notify()

    def keep(self, names: set[str]) -> None:
        """Only these are looked after; new ones at once."""
        with self._changed:
            for name in self._at.keys() - names:
                del self._at[name]
            for name in names - self._at.keys() - self._busy.keys():
                self._put(name, time.monotonic())

    def take(self, most: int, wait: float) -> str | None:
        """The one that has waited longest and is not looked after by `most` already; None after so many seconds without any."""
        until = time.monotonic() + wait
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                if name := self._first(now, most):
                    return name
                if now >= until:
                    return None
                self._changed.wait(min(until - now, max(self._heap[0][0] - now, 0.01) if self._heap else until - now))
        return None

    def _first(self, now: float, most: int) -> str | None:
        aside, found = [], None
        while self._heap and self._heap[0][0] <= now and found is None:
            at, name = heapq.heappop(self._heap)
            if self._at.get(name) != at:
                continue  # it was said anew since
            if self._busy[name] >= most:
                aside.append((now + 0.05, name))
                continue
            del self._at[name]
            self._busy[name] += 1
            found = name
        for at, name in aside:
            self._at[name] = at
            heapq.heappush(self._heap, (at, name))
        return found

    def give_back(self, name: str, seconds: float | None) -> None:
        """It was looked after: again in so many seconds, at the latest; None: no more."""
        with self._changed:
            self._busy[name] -= 1
            if not self._busy[name]:
                del self._busy[name]
            if seconds is not None:
                self._put(name, time.monotonic() + seconds)

    def busy(self) -> list[str]:
        """Those that are looked after just now."""
        return list(self._busy)

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
