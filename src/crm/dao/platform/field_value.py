"""What is kept beside the values of added fields: names of what they point at, numbers given out, keys of unique ones,
the choices of those that have several."""

from dataclasses import dataclass
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.custom import expression
from crm.dao.kit.mapper import Statement
from crm.domain.kit.field import Field


@dataclass(frozen=True)
class Title:
    """What a record is called."""

    id: int
    module: str
    title: str


@dataclass(frozen=True)
class Kept:
    """A file that a value names: where it hangs, and whose it is."""

    id: int
    name: str
    subject_module: str | None
    subject_id: int | None
    owner_id: int | None


@dataclass(frozen=True)
class Stored:
    """A record with the values of its added fields, as JSON has them."""

    id: int
    custom: dict[str, Any]


@dataclass(frozen=True)
class Holder:
    """The record that has a unique value."""

    field: str
    value: str
    record_id: int


class FieldValueDao(Dao):
    @statement
    def titles(self, ids: list[int]) -> list[Title]: ...

    @statement
    def known(self, ids: list[int]) -> list[Title]:
        """Those that are roles or teams."""
        ...

    @statement
    def files(self, ids: list[int]) -> list[Kept]: ...

    @statement
    def take(self, module_name: str, field: str, period: str, count: int) -> int:
        """Take `count` numbers; gives the one behind the last. Whoever comes second waits for the first one's end."""
        ...

    @statement
    def holders(self, module_name: str, field: str, values: list[str]) -> list[Holder]: ...

    @statement
    def drop_keys(self, ids: list[int]) -> int: ...

    @statement
    def drop_field(self, module_name: str, field: str) -> int: ...

    @statement
    def put_keys(self, rows: list[dict[str, Any]]) -> int:
        """Raises Taken where another record has the value."""
        ...

    @statement
    def drop_choices(self, ids: list[int]) -> int: ...

    @statement
    def forget_choices(self, module_name: str, field: str) -> int: ...

    @statement
    def put_choices(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_marks(self, ids: list[int]) -> int: ...

    @statement
    def put_marks(self, rows: list[dict[str, Any]]) -> int: ...

    def stored(self, table: str, field: Field) -> list[Stored]:
        """Every record of a table that has a value in the field; written here because it is the same for all tables."""
        value = expression(field, "t", self.db.dialect)
        text = f"SELECT t.id, t.custom\n  FROM {table} t\n WHERE t.removed_at IS NULL\n   AND {value} IS NOT NULL\n ORDER BY t.id"
        statement = Statement(f"field_value.stored.{table}", "many", [(None, line) for line in text.splitlines()])
        return self.db.run(statement, {}, Stored)  # type: ignore[no-any-return]
