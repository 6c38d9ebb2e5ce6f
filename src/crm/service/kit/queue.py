"""How workers learn that there is something to do. The job table is the truth; a lost call only costs a little time."""

import threading
from typing import Protocol

import psycopg
import structlog

CHANNEL = "crm_job"
log = structlog.get_logger()


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


class Postgres(Embedded):
    """Over LISTEN and NOTIFY of the database that several machines share anyway.

    The call has a connection of its own: inside the business transaction NOTIFY would take a lock that makes
    all commits wait for each other.
    """

    def __init__(self, url: str):
        super().__init__()
        self.url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._lock = threading.Lock()
        self._sender: psycopg.Connection | None = None
        self._listener: threading.Thread | None = None
        self._closed = threading.Event()

    def wake(self) -> None:
        super().wake()
        with self._lock:
            try:
                if self._sender is None or self._sender.closed:
                    self._sender = psycopg.connect(self.url, autocommit=True, connect_timeout=3)
                self._sender.execute(f"NOTIFY {CHANNEL}")
            except psycopg.Error as error:
                self._sender = None
                log.warning("wake-up call lost", error=type(error).__name__)

    def wait(self, seen: int, seconds: float) -> None:
        with self._lock:
            if self._listener is None:
                self._listener = threading.Thread(target=self._listen, name="job-listener", daemon=True)
                self._listener.start()
        super().wait(seen, seconds)

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=3) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    super().wake()  # whatever was called while nobody listened
                    while not self._closed.is_set():
                        for _ in connection.notifies(timeout=1):
                            super().wake()
            except psycopg.Error as error:
                log.warning("not listening for jobs", error=type(error).__name__)
                self._closed.wait(5)

    def close(self) -> None:
        self._closed.set()
        super().wake()
        with self._lock:
            if self._sender:
                self._sender.close()


def open_queue(url: str, database_url: str) -> Queue:
    """The queue of an address; without one the database's own: embedded for SQLite, LISTEN/NOTIFY for PostgreSQL."""
    address = url or database_url
    if address.startswith("postgresql"):
        return Postgres(address)
    if not url:
        return Embedded()
    raise ValueError(f"jobs.queue must be empty or a postgresql:// address, not {url.partition(':')[0]}://")
