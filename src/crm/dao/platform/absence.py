"""Absences in the database."""

from datetime import date

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.dao.platform.handover import Receiver
from crm.domain.platform.absence import MODULE, Absence


class AbsenceDao(RecordDao):
    module = MODULE

    @statement
    def near(self, since: date, size: int, people: list[int] | None = None, stand_in: int | None = None) -> list[Absence]:
        """The absences of these people, or with that stand-in, that are not over by then; whoever asks."""
        ...

    @statement
    def people(self, manager_id: int) -> list[Receiver]:
        """Whoever works under somebody."""
        ...
