"""When the records of a merge were last touched, before and after it."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.mapper import Statement
from crm.domain.kit.module import Module


@dataclass(frozen=True)
class Touch:
    """What a merge made of a record's last touch."""

    group_id: int
    module: str
    kept_id: int
    gone_id: int
    was: datetime | None
    made: datetime | None


class TouchDao(Dao):
    """Notes each, and sets it in whatever table the record stands in."""

    @statement
    def note(self, group_id: int, module_name: str, kept_id: int, gone_id: int, was: datetime | None, made: datetime | None) -> int: ...

    @statement
    def noted(self, gone_ids: list[int]) -> Touch | None: ...

    @statement
    def forget(self, group_id: int) -> int: ...

    def set(self, module: Module, id: int, was: datetime | None, at: datetime | None) -> int:
        """Of any module's table, in the transaction under way; written here because it is the same for tables unknown to this area.
        Nothing happens when somebody touched the record since."""
        text = f"UPDATE {module.table}\n   SET touched_at = :at\n WHERE id = :id\n   AND touched_at IS NOT DISTINCT FROM :was"
        statement = Statement(f"duplicate_touch.set.{module.table}", "affected", [(None, line) for line in text.splitlines()])
        return self.db.run(statement, {"id": id, "was": was, "at": at}, None)
