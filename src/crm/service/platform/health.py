"""Whether the program can do its work: the database answers, and its schema is the one that is needed."""

from functools import cache

import structlog

from crm.dao.kit.database import Database
from crm.dao.kit.migration import migrations
from crm.dao.platform.health import Applied, HealthDao
from crm.service.kit.transaction import reading

log = structlog.get_logger()


class HealthService:
    """Answers without changing anything."""

    def __init__(self, db: Database, health: HealthDao):
        self.db = db
        self.health = health
        self.wanted = _wanted()

    def check(self) -> dict[str, bool]:
        """What must hold before requests are sent here -> whether it does."""
        try:
            applied = {one.number: one.checksum for one in self._applied()}
        except Exception as error:
            log.warning("not ready", error=type(error).__name__)
            return {"database": False, "migrations": False}
        return {"database": True, "migrations": applied == self.wanted}

    @reading
    def _applied(self) -> list[Applied]:
        return self.health.applied()


@cache
def _wanted() -> dict[int, str]:
    """Number -> checksum of the migrations that this process was started with, whatever is installed over them later."""
    return {migration.number: migration.checksum for migration in migrations()}
