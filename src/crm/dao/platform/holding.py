"""What somebody has, in every field of every module that names him: statements over tables that this area does not know.

Written here, not in an SQL file, as in `belonging`: tables and columns come from the modules' own descriptions.
"""

from dataclasses import dataclass
from typing import Any

from crm.dao.kit.condition import Compiler
from crm.dao.kit.database import Database
from crm.dao.kit.mapper import Statement
from crm.domain.kit.module import Module
from crm.domain.platform.handover import Held, Part, conditions_of, parts

COUNT = "SELECT '{key}' AS key, CAST(NULL AS TEXT) AS value, COUNT(*) AS n FROM {table} x WHERE {which}"
SPLIT = """
SELECT '{key}' AS key, {value} AS value, COUNT(*) AS n
  FROM {table} x
 WHERE {which}
 GROUP BY 2
 ORDER BY n DESC, 2
 LIMIT :size
"""
IDS = """
SELECT x.id, {value} AS value
  FROM {table} x
 WHERE {which}
   AND x.id > :after
 ORDER BY x.id
 LIMIT :size
"""
BELOW = """
SELECT '{key}' AS key, CAST(NULL AS TEXT) AS value, COUNT(*) AS n
  FROM {table} x
 WHERE x.department_id IN (:ids)
   AND x.removed_at IS NULL
"""
VALUES = 20  # told apart; what has a rarer one goes with the rest


@dataclass(frozen=True)
class Holding:
    """A record that is somebody's, with the value by which it is told apart."""

    id: int
    value: str | None


class HoldingDao:
    """Counts and finds what is somebody's, whoever asks: what he may not see or change is refused when it is written."""

    def __init__(self, db: Database):
        self.db = db
        self.parts = parts()
        self._counts = _statement("holding.counts", "\nUNION ALL\n".join(COUNT.format(**_words(part)) for part in self.parts.values()))
        owned = [part for part in self.parts.values() if part.owns]
        self._below = _statement("holding.below", "\nUNION ALL\n".join(BELOW.format(key=one.key, table=one.module.table) for one in owned))

    def counts(self, user_id: int) -> list[Held]:
        """How much of each part somebody has; parts of which he has nothing are left out."""
        return [one for one in self.db.run(self._counts, {"user_id": user_id}, Held) if one.n]

    def of_departments(self, ids: list[int]) -> list[tuple[Module, int]]:
        """How many records belong to the people of these departments, the most first."""
        found = [one for one in self.db.run(self._below, {"ids": ids}, Held) if one.n]
        return [(self.parts[one.key].module, one.n) for one in sorted(found, key=lambda one: -one.n)]

    def split(self, part: Part, by: str, user_id: int) -> list[Held]:
        """The same of one part by the values of a field, or by the places of filters, the most frequent first."""
        values = {"user_id": user_id, "size": VALUES}
        text = SPLIT.format(**_words(part), value=self._value(part, by, values))
        return self.db.run(_statement(f"holding.split.{part.key}", text), values, Held)  # type: ignore[no-any-return]

    def ids(self, part: Part, by: str, user_id: int, after: int, size: int) -> list[Holding]:
        """The next of his records in the order of their ids."""
        values = {"user_id": user_id, "after": after, "size": size}
        text = IDS.format(**_words(part), value=self._value(part, by, values))
        return self.db.run(_statement(f"holding.ids.{part.key}", text), values, Holding)  # type: ignore[no-any-return]

    def _value(self, part: Part, by: str, values: dict[str, Any]) -> str:
        """What tells records apart: a field's value, or the place of the first filter that each meets, which is bound into `values`."""
        compiler = Compiler(values, self.db.dialect)
        if conditions := conditions_of(part, by):
            cases = (f"WHEN {compiler.group(one, part.module, 'x')} THEN '{at}'" for at, one in enumerate(conditions, 1))
            return f"CASE {' '.join(cases)} END"
        return f"CAST(x.{_column(part, by)} AS TEXT)" if by else "CAST(NULL AS TEXT)"


def _column(part: Part, by: str) -> str:
    return next(field.sql for field in part.split_by() if field.name == by)


def _words(part: Part) -> dict[str, str]:
    going = f" AND {part.module.goes_on.format(alias='x')}" if part.module.goes_on and part.owns else ""
    column = "owner_id" if part.owns else part.field.sql
    return {"key": part.key, "table": part.module.table, "which": f"x.{column} = :user_id AND x.removed_at IS NULL{going}"}


def _statement(label: str, text: str) -> Statement:
    return Statement(label, "many", [(None, line) for line in text.strip().splitlines()])
