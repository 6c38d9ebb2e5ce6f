"""Writes that happen only to the version that the caller has seen; nothing is merged."""

from collections.abc import Mapping
from typing import Any

from crm.errors import Conflict, Forbidden
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import transactional


class Exact:
    """Changes and removals of one module's records, for callers that name the version they mean."""

    def __init__(self, records: RecordService[Any, Any]):
        self.records = records
        self.db = records.db

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int) -> Any:
        """Set typed fields. Conflict carries (None, theirs, mine) of each field that would differ."""
        row = self.records.get(id)
        self.records.check_record("edit", row)
        if version != row.version:
            mine = self.records.module.draft.parse(changes, base=row)
            raise Conflict(
                row.version,
                {n: (None, getattr(row, n), getattr(mine, n)) for n in changes if getattr(mine, n) != getattr(row, n)},
            )
        return self.records.change(id, changes, row.version)

    @transactional
    def remove(self, id: int, version: int | None) -> None:
        """Take one record out of sight; without a version, whichever it has. Raises Invalid where other records forbid it."""
        row = self.records.get(id)
        self.records.check_record("remove", row)
        if version not in (None, row.version):
            raise Conflict(row.version)
        for refusal in self.records.staying([row]).values():
            raise refusal
        if refused := self.records.remove_all([id]).refused:
            raise Forbidden(refused[id])
