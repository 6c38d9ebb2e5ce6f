"""Whose records are whose: statements that run over the tables of every record module.

Written here, not in SQL files, because each is the same for tables that this area does not know.
Table names come from the modules' own descriptions.
"""

from functools import cache
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.kit.mapper import Statement
from crm.domain.kit.module import Module, modules

FOLLOW = """
UPDATE {table}
   SET department_id = (SELECT u.department_id FROM app_user u WHERE u.id = {table}.owner_id)
 WHERE owner_id IN (:user_ids)
   AND department_id IS DISTINCT FROM (SELECT u.department_id FROM app_user u WHERE u.id = {table}.owner_id)
"""
OWNED = """
SELECT COUNT(*)
  FROM (SELECT 1 FROM {table} WHERE owner_id = :user_id AND removed_at IS NULL LIMIT :size) counted
"""

OWNERS = """
SELECT u.id
  FROM app_user u
 WHERE u.id IN (:user_ids)
   AND EXISTS (SELECT 1 FROM {table} x WHERE x.owner_id = u.id AND x.removed_at IS NULL)
"""


class BelongingDao:
    """Departments of records follow their owners; counts of what somebody owns."""

    def __init__(self, db: Database):
        self.db = db
        owned = [one for one in modules().values() if one.stored and one.name != "user"]
        self._follow = [_statement(f"belonging.follow.{module.table}", "affected", FOLLOW, module.table) for module in owned]
        self._owned = [(module, _statement(f"belonging.owned.{module.table}", "scalar", OWNED, module.table)) for module in owned]
        self._owners = [_statement(f"belonging.owners.{module.table}", "many", OWNERS, module.table) for module in owned]

    def follow(self, user_ids: list[int]) -> int:
        """Let the records of these people stand in their owner's department; gives how many moved."""
        return sum(self.db.run(statement, {"user_ids": user_ids}, None) for statement in self._follow)

    def owned(self, user_id: int, most: int) -> list[tuple[Module, int]]:
        """How many records of each module belong to somebody, counting no further than `most`."""
        counts: list[tuple[Module, Any]] = [
            (module, self.db.run(statement, {"user_id": user_id, "size": most}, None)) for module, statement in self._owned
        ]
        return [(module, count) for module, count in counts if count]

    def owners(self, user_ids: list[int]) -> set[int]:
        """Those of these people to whom any record belongs."""
        return {id for statement in self._owners for id in self.db.run(statement, {"user_ids": user_ids}, int)}


@cache
def _statement(label: str, gives: str, text: str, table: str) -> Statement:
    return Statement(label, gives, [(None, line) for line in text.format(table=table).strip().splitlines()])
