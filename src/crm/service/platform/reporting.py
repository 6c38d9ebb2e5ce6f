"""Reporting lines: who stands above whom."""

from crm.dao.kit.database import Database
from crm.dao.platform.handover import HandoverDao, Receiver
from crm.service.kit.transaction import reading

MOST = 4


class ReportingService:
    def __init__(self, db: Database, dao: HandoverDao):
        self.db = db
        self.dao = dao

    @reading
    def line(self, user_id: int, department_id: int) -> list[Receiver]:
        """The managers above somebody who work here, the nearest first, each once."""
        found = {one.id: one for one in self.dao.managers(user_id, department_id, 2 * MOST)}
        return list(found.values())[:MOST]
