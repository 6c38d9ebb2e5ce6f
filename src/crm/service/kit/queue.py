"""How workers learn that there is something to do. The job table is the truth; a lost call only costs a little time."""

import threading
from typing import Protocol


class Queue(Protocol):
    """One call wakes every worker that waits, here and on other machines."""

    def wake(self) -> None: ...

    def seen(self) -> int:
        """A number that moves with every call; taken before looking for work, so that no call is missed."""

    def wait(self, seen: int, seconds: float) -> None:
        """Return as soon as there was a call since `seen`, at the latest after so many seconds."""

    def close(self) -> None: ...


class Embedded:
    """Within one process."""

    def __init__(self) -> None:
        self._calls = 0
        self._changed = threading.Condition()

    def wake(self) -> None:
        with self._changed:
            self._calls += 1
            self._changed.notify_all()

    def seen(self) -> int:
        return self._calls

    def wait(self, seen: int, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._calls != seen, seconds)

    def close(self) -> None:
        self.wake()


def open_queue(url: str, database_url: str) -> Queue:
    """The queue of an address; without one the database's own: embedded for SQLite, LISTEN/NOTIFY for PostgreSQL."""
    address = url or database_url
    if address.startswith("postgresql"):
        from crm.service.kit.queue_postgresql import Postgres  # whoever runs on SQLite never loads its driver

        return Postgres(address)
    if not url:
        return Embedded()
    raise ValueError(f"jobs.queue must be empty or a postgresql:// address, not {url.partition(':')[0]}://")
