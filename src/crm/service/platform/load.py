"""What statements take and who asks, counted in memory and written down once a minute by a thread of its own."""

import threading
from typing import Any

import structlog

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.operation import OperationDao
from crm.domain.platform.operation import bucket_of
from crm.service.kit.transaction import transactional

EVERY = 60.0  # seconds
log = structlog.get_logger()


class LoadService:
    def __init__(self, db: Database, operation: OperationDao):
        self.db = db
        self.operation = operation
        self._lock = threading.Lock()
        self._loads: dict[tuple[str, int], list[float]] = {}
        self._rows: dict[str, int] = {}
        self._uses: dict[tuple[int, int], int] = {}

    def ran(self, label: str, seconds: float) -> None:
        """A statement ran so long."""
        key = (label, bucket_of(seconds))
        with self._lock:
            if (found := self._loads.get(key)) is None:
                found = self._loads[key] = [0, 0.0, 0.0]
            found[0] += 1
            found[1] += seconds
            found[2] = max(found[2], seconds)

    def gave(self, label: str, rows: int) -> None:
        """A statement gave so many rows."""
        if rows > 0:
            with self._lock:
                self._rows[label] = self._rows.get(label, 0) + rows

    def asked(self, user_id: int, token_id: int) -> None:
        """Somebody asked for something: by a browser, where there is no token."""
        with self._lock:
            self._uses[user_id, token_id] = self._uses.get((user_id, token_id), 0) + 1

    def _taken(self) -> tuple[dict[tuple[str, int], list[float]], dict[str, int], dict[tuple[int, int], int]]:
        with self._lock:
            taken = self._loads, self._rows, self._uses
            self._loads, self._rows, self._uses = {}, {}, {}
        return taken

    def flush(self) -> None:
        """Write down what was counted since the last time."""
        loads, rows, uses = self._taken()
        if loads or uses:
            self._write(loads, rows, uses)

    @transactional
    def _write(self, loads: dict[tuple[str, int], list[float]], rows: dict[str, int], uses: dict[tuple[int, int], int]) -> None:
        """The rows of a statement stand with its quickest calls: they are only ever added up."""
        day = current.today()
        self.operation.put_loads(
            [
                {
                    "day": day, "label": label, "bucket": bucket, "calls": calls, "seconds": seconds, "slowest": slowest,
                    "rows": rows.pop(label, 0),
                }
                for (label, bucket), (calls, seconds, slowest) in sorted(loads.items())
            ]
        )  # fmt: skip
        self.operation.put_uses(
            [{"day": day, "user_id": user_id, "token_id": token_id, "requests": n} for (user_id, token_id), n in sorted(uses.items())]
        )


class Flushing:
    """The thread that writes it down, for the length of a block."""

    def __init__(self, loads: LoadService):
        self.loads = loads
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="loads", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: Any) -> None:
        self._stopped.set()
        self._thread.join(EVERY)

    def _run(self) -> None:
        while not self._stopped.wait(EVERY):
            self._flush()
        self._flush()

    def _flush(self) -> None:
        try:
            self.loads.flush()
        except Exception as error:  # the database is away: the figures of a minute are lost, the program goes on
            log.warning("loads not written", error=type(error).__name__)
