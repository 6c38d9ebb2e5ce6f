"""Counts what people do too often to write it down each time: records opened, pages refused.

Each process counts in memory and adds its figures to the hour once a minute, or once one person has reached SOON; what a process had
not added yet when it ends is lost, which is less than SOON for each person.
"""

import threading
import time
from collections import Counter

import structlog

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.alert import AlertDao
from crm.service.kit.transaction import transactional

EVERY, SOON = 60.0, 20
log = structlog.get_logger()


class ActService:
    def __init__(self, db: Database, alerts: AlertDao):
        self.db = db
        self.alerts = alerts
        self._lock = threading.Lock()
        self._counted: Counter[tuple[int, str]] = Counter()
        self._added = time.monotonic()

    def count(self, user_id: int, kind: str) -> bool:
        """Count one act; gives whether it is time to add up. Touches no database."""
        with self._lock:
            self._counted[user_id, kind] += 1
            return self._counted[user_id, kind] >= SOON or time.monotonic() - self._added > EVERY

    def add_up(self) -> None:
        """Add what was counted to the hour. It must never get in the way of what people do, so a failure is only logged."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
            self._added = time.monotonic()
        try:
            self._add(counted)
        except Exception as error:
            log.warning("acts were not added up", lost=sum(counted.values()), exc_info=error)

    @transactional
    def _add(self, counted: Counter[tuple[int, str]]) -> None:
        hour = current.now().replace(minute=0, second=0, microsecond=0)
        self.alerts.add_acts([{"user_id": user_id, "kind": kind, "hour": hour, "n": n} for (user_id, kind), n in sorted(counted.items())])
