"""The wake-up call of jobs between machines that share a PostgreSQL database."""

import threading

import psycopg
import structlog

from crm.service.kit.queue import Embedded

CHANNEL = "crm_job"
log = structlog.get_logger()


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
