"""All records of the modules that are configuration, in one statement: over tables that this area does not know.

Written here, not in an SQL file, as in `holding`: tables and columns come from the modules' own descriptions.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.kit.driver import hints_of
from crm.dao.kit.mapper import Statement
from crm.domain.kit.field import changed
from crm.domain.kit.module import Module
from crm.domain.kit.money import Money

# Open: a document names what things point at, whoever asks; which parts of it he may see is asked by the service.
PART = "SELECT '{name}' AS module, CAST({make}({pairs}) AS TEXT) AS data FROM {table} x WHERE x.removed_at IS NULL"
MAKES = {"sqlite": "json_object", "postgresql": "json_build_object"}


@dataclass(frozen=True)
class Packed:
    """One record as JSON."""

    module: str
    data: str


class ConfigurationRowsDao:
    def __init__(self, db: Database):
        self.db = db

    def every(self, modules: Iterable[Module]) -> dict[str, dict[int, Any]]:
        """Module -> id -> the row with what people say of it, in the order of ids."""
        known = {module.name: module for module in modules}
        found: dict[str, dict[int, Any]] = {name: {} for name in known}
        text = "\nUNION ALL\n".join(map(self._part, known.values()))
        every = Statement("configuration_rows.every", "many", [(None, line) for line in text.splitlines()])
        for one in self.db.run(every, {}, Packed):
            row = _row(known[one.module], json.loads(one.data, parse_float=Decimal))
            found[one.module][row.id] = row
        return {name: dict(sorted(rows.items())) for name, rows in found.items()}

    def _part(self, module: Module) -> str:
        columns = {"id": "id"} | {name: field.sql for name, field in module.draft.own.items()}
        pairs = ", ".join(f"'{name}', x.{column}" for name, column in columns.items())
        return PART.format(name=module.name, make=MAKES[self.db.dialect], pairs=pairs, table=module.table)


def _row(module: Module, packed: dict[str, Any]) -> Any:
    kind: Any = module.row
    hints = hints_of(kind)
    values = {name: None if value is None else _value(hints[name], value) for name, value in packed.items() if name != "id"}
    return changed(kind(**values), id=packed["id"])


def _value(hint: Any, value: Any) -> Any:
    """As the column is read elsewhere: SQLite keeps JSON as text, and both have days and moments as text in it."""
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if hint in (bool, Decimal):
        return hint(value)
    if hint is Money:
        return Money.of_stored(value)
    return json.loads(value) if isinstance(value, str) and hint is not str else value
