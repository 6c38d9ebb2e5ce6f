"""What can be asked of a database about its health: damage, orphans, counts, and whether its index agrees."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from crm.dao.kit.base import Dao, statement
from crm.dao.platform.backup import file_of
from crm.domain.kit.module import Module


@dataclass(frozen=True)
class Orphans:
    """How many rows of a table point at nothing."""

    name: str
    count: int


class DoctorDao(Dao):
    @statement
    def orphans(self) -> list[Orphans]: ...

    @statement
    def tables(self) -> list[str]: ...

    @statement
    def moment(self) -> int: ...

    @statement
    def newest_contents(self, size: int) -> list[str]:
        """The digests of the newest files."""
        ...

    def damage(self) -> list[str]:
        """What does not hold in an SQLite file. On a connection of its own, which a check that breaks off may spoil."""
        path = file_of(self.db)
        if path is None:
            return []
        with closing(sqlite3.connect(path)) as own:
            try:
                return [line for (line,) in own.execute("PRAGMA integrity_check") if line != "ok"]
            except sqlite3.DatabaseError as error:
                return [str(error)]

    def counts(self) -> dict[str, int]:
        """The number of rows of every table. The names come from the catalogue, never from outside."""
        cursor, found = self.db.work.cursor, {}
        for name in self.tables():
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            (found[name],) = cursor.fetchone()
        return found

    def strays(self, module: Module) -> tuple[int, int]:
        """Records that the search index does not show as they are, and entries of records that are not there."""
        cursor = self.db.work.cursor
        cursor.execute(
            f"""SELECT COUNT(*) FROM {module.table} r LEFT JOIN search_entry e ON e.id = r.id
                 WHERE e.id IS NULL AND r.removed_at IS NULL OR e.owner_id IS DISTINCT FROM r.owner_id AND e.id IS NOT NULL
                    OR e.department_id IS DISTINCT FROM r.department_id AND e.id IS NOT NULL
                    OR e.id IS NOT NULL AND (e.removed_at IS NULL) <> (r.removed_at IS NULL)"""
        )
        (missing,) = cursor.fetchone()
        cursor.execute(
            f"""SELECT COUNT(*) FROM search_entry e LEFT JOIN {module.table} r ON r.id = e.id
                 WHERE e.module = '{module.name}' AND r.id IS NULL"""
        )
        (surplus,) = cursor.fetchone()
        return missing, surplus
