"""Definitions of added fields in the database, who may not see them, and the stamp that moves with both."""

from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.field import MODULE, FieldRight, FieldRow


class FieldDao(RecordDao):
    module = MODULE

    @statement
    def definitions(self) -> list[FieldRow]:
        """Every field that is not removed, in order."""
        ...

    @statement
    def named(self, module_name: str) -> list[str]:
        """The names that the module's fields have or had."""
        ...

    @statement
    def removed(self, size: int) -> list[FieldRow]: ...

    @statement
    def rights(self) -> list[FieldRight]: ...

    @statement
    def drop_rights(self, module_name: str, field: str) -> int: ...

    @statement
    def drop_role_rights(self, role_id: int) -> int: ...

    @statement
    def put_rights(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def stamp(self) -> int | None:
        """Moves with every change of fields and their rights; None before the first."""
        ...

    @statement
    def move_stamp(self) -> int: ...
