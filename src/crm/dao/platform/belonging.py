"""Whose records are whose: statements that run over the tables of every record module.

Written here, not in SQL files, because each is the same for tables that this area does not know.
Table names come from the modules' own descriptions.
"""

from dataclasses import dataclass
from functools import cache

from crm.dao.kit.database import Database
from crm.dao.kit.mapper import Statement
from crm.domain.kit.module import Module, modules

FOLLOW = """
UPDATE {table}
   SET department_id = (SELECT u.department_id FROM app_user u WHERE u.id = {table}.owner_id)
 WHERE owner_id IN (:user_ids)
   AND department_id IS DISTINCT FROM (SELECT u.department_id FROM app_user u WHERE u.id = {table}.owner_id)
"""
# The others ask all tables at once, a line each: there are many tables, and people own records in few.
WHO = "WITH person AS (SELECT u.id, u.department_id FROM app_user u WHERE u.id IN (:user_ids))\n"
ASTRAY = """
SELECT '{table}' AS name
 WHERE EXISTS (SELECT 1 FROM person p JOIN {table} x ON x.owner_id = p.id WHERE x.department_id IS DISTINCT FROM p.department_id)
"""
OWNED = """
SELECT '{name}' AS module, COUNT(*) AS count
  FROM (SELECT 1 FROM {table} WHERE owner_id = :user_id AND removed_at IS NULL LIMIT :size) counted
"""
OWNERS = """
SELECT p.id
  FROM person p
 WHERE EXISTS (SELECT 1 FROM {table} x WHERE x.owner_id = p.id AND x.removed_at IS NULL)
"""


@dataclass(frozen=True)
class Owned:
    """How many records of a module belong to somebody."""

    module: str
    count: int


class BelongingDao:
    """Departments of records follow their owners; counts of what somebody owns."""

    def __init__(self, db: Database):
        self.db = db
        stored = [one for one in modules().values() if one.stored and one.name != "user"]
        self._follow = {
            one.table: _statement(f"belonging.follow.{one.table}", "affected", FOLLOW.format(table=one.table)) for one in stored
        }
        self._astray = _statement("belonging.astray", "many", WHO + _each(ASTRAY, stored))
        self._owned = _statement("belonging.owned", "many", _each(OWNED, stored))
        self._owners = _statement("belonging.owners", "many", WHO + _each(OWNERS, stored))

    def follow(self, user_ids: list[int]) -> int:
        """Let the records of these people stand in their owner's department; gives how many moved."""
        values = {"user_ids": user_ids}
        return sum(self.db.run(self._follow[table], values, None) for table in self.db.run(self._astray, values, str))

    def owned(self, user_id: int, most: int) -> list[tuple[Module, int]]:
        """How many records of each module belong to somebody, counting no further than `most`."""
        found = self.db.run(self._owned, {"user_id": user_id, "size": most}, Owned)
        return [(modules()[one.module], one.count) for one in found if one.count]

    def owners(self, user_ids: list[int]) -> set[int]:
        """Those of these people to whom any record belongs."""
        return set(self.db.run(self._owners, {"user_ids": user_ids}, int))


def _each(text: str, of: list[Module]) -> str:
    return "UNION ALL".join(text.format(table=module.table, name=module.name) for module in of)


@cache
def _statement(label: str, gives: str, text: str) -> Statement:
    return Statement(label, gives, [(None, line) for line in text.strip().splitlines()])
