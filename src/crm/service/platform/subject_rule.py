"""Rules of which each says itself what it is about: known wherever records are written, whoever writes."""

from typing import Any, TypeVar

from crm import current
from crm.dao.kit.record import RecordDao
from crm.dao.platform.field import FieldDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import Draft, Record
from crm.domain.platform.field import FieldsUsed, FieldUse
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading

R = TypeVar("R", bound=Record)
D = TypeVar("D", bound=Draft)


class SubjectRuleService(RecordService[R, D]):
    """The DAO gives `every()` rule there is or was, each with its `subject`, `condition`, and whether it is `live`."""

    records: Any

    def __init__(self, kit: Kit, records: RecordDao, fields: FieldDao):
        super().__init__(kit, records)
        self.fields = fields
        self._kept: tuple[Any, dict[str, list[Any]]] | None = None  # those that were read under a snapshot of added fields

    @reading
    def known(self) -> dict[str, list[Any]]:
        """Module -> the rules about it, those that are gone among them. Every write asks: read once, and again when one was written,
        which brings everybody another snapshot of the added fields."""
        snapshot, kept = current.context().fields, self._kept
        if snapshot is None or kept is None or kept[0] is not snapshot:
            found: dict[str, list[Any]] = {}
            for one in self.records.every():
                found.setdefault(one.subject, []).append(one)
            kept = self._kept = snapshot, found
        return kept[1]

    @listens(RecordsWritten)
    def moved(self, event: RecordsWritten) -> None:
        """The stamp of the added fields tells every process that its snapshot, and the rules read under it, are old."""
        if event.module == self.module.name:
            self.fields.move_stamp()
            self._kept = None

    @listens(FieldsUsed)
    def used(self, event: FieldsUsed) -> None:
        """In the transaction of whoever asks: the rules whose condition names a field."""
        for one in self.known().get(event.module, ()):
            if one.live and f'"{event.field}"' in (one.condition or ""):
                event.found.append(FieldUse(self.module.label, one.name, f"{self.module.path}/{one.id}"))
