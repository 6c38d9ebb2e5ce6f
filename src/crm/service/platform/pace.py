"""Holds everybody to the pace of the settings, without a write for whoever keeps it; who is refused again and again is noted."""

import hashlib
import threading
import time
from typing import Any

import structlog

from crm.domain.platform.pace import HOUR, MINUTE, PERIODS, REPEATED, Asked, Pace
from crm.service.platform.pace_store import InMemory, InRedis
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

MOST = 10_000  # of those refused who are remembered
log = structlog.get_logger()


class PaceService:
    def __init__(self, settings: SettingService, security: SecurityService, shared: Any, workers: int, url: str):
        self.settings = settings
        self.security = security
        memory = InMemory(workers)
        # One Redis may serve several installations, each with people of its own.
        prefix = f"crm:pace:{hashlib.sha256(url.encode()).hexdigest()[:12]}"
        self.store = InRedis(shared, prefix, memory) if shared is not None else memory
        self._refused: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def ask(self, kind: str, who: str) -> Asked | None:
        """Count one more request of this kind; None where there is no limit."""
        most = self.settings.get(f"pace_{kind}")
        if not most:
            return None
        return Asked(kind, *self.store.take(f"{kind}:{who}", Pace(most, PERIODS[kind])))

    def of_tenant(self, name: str, most: int) -> Asked:
        """Count one more request of a whole company, of which so many were agreed within a minute."""
        return Asked("tenant", *self.store.take(f"tenant:{name}", Pace(most, MINUTE)))

    def refused(self, who: str) -> bool:
        """Count a refusal, whoever refused; gives whether they have just become so many that it matters."""
        now = time.monotonic()
        with self._lock:
            times, since = self._refused.get(who, (0, now))
            times, since = (1, now) if now - since > HOUR else (times + 1, since)
            if len(self._refused) > MOST:
                self._refused = {name: told for name, told in self._refused.items() if told[0] >= REPEATED and now - told[1] <= HOUR}
            self._refused[who] = times, since
        return times == REPEATED

    def note(self, kind: str, user_id: int | None, address: str | None, path: str) -> None:
        """A security event, once an hour for each. It comes after the answer, so a failure is only logged."""
        try:
            self.security.note("slowed", user_id, address, n=REPEATED, asked=kind, path=path[:200])
        except Exception as error:
            log.warning("refusals were not noted", exc_info=error)
