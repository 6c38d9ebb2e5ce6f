"""Sealed values wherever they stand, as they stand: read and written without a change of what they say."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.mapper import Statement
from crm.domain.platform.reseal import Definition, Item, Progress, Secret, Stored, Text

# The key of the first sealed value in a JSON text: behind "sealed":"v1: or "sealed": "v1:, as the databases write it.
KEYS = {
    "sqlite": "substr({0}, instr({0}, '\"sealed\":\"v1:') + 13, 8)",
    "postgresql": "substring(CAST({0} AS TEXT) FROM '\"sealed\": ?\"v1:([0-9a-f]{{8}})')",
}
LIKE = "CAST({0} AS TEXT) LIKE '%\"sealed\"%'"


class ResealDao(Dao):
    @statement
    def progress(self) -> list[Progress]: ...

    @statement
    def put_progress(self, place: str, key_id: str, after_id: int, done: int, ended_at: datetime | None) -> int: ...

    @statement
    def forget(self, places: list[str]) -> int: ...

    @statement
    def definitions(self) -> list[Definition]: ...

    @statement
    def sets(self, after_id: int, size: int) -> list[int]: ...

    @statement
    def sets_after(self, after_id: int) -> int: ...

    @statement
    def items(self, ids: list[int], module_names: list[str]) -> list[Item]: ...

    @statement
    def put_items(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def settings(self) -> list[Secret]: ...

    @statement
    def put_settings(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def totps(self) -> list[Secret]: ...

    @statement
    def put_totps(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def devices(self) -> list[Secret]: ...

    @statement
    def put_devices(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def signings(self) -> list[Secret]: ...

    @statement
    def put_signings(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def sources(self) -> list[Secret]: ...

    @statement
    def put_sources(self, rows: list[dict[str, Any]]) -> int: ...

    # Over the tables of modules: written here because they are the same for all ------------------------------------------

    def rows(self, table: str, column: str, after_id: int, size: int) -> list[Any]:
        """The next rows of a table with a value in the column, by their ids; removed ones as well."""
        text = (
            f"SELECT t.id, t.version, t.{column} AS value\n  FROM {table} t\n WHERE t.id > :after_id\n   AND t.{column} IS NOT NULL\n"
            " ORDER BY t.id\n LIMIT :size"
        )
        values = {"after_id": after_id, "size": size}
        return self._run(f"rows.{table}", "many", text, values, Stored if column == "custom" else Text)

    def put_rows(self, table: str, column: str, rows: list[dict[str, Any]]) -> int:
        """Rows that somebody has written meanwhile are left alone: they lie under the newest key."""
        text = f"UPDATE {table}\n   SET {column} = :value\n WHERE id = :id\n   AND version = :version"
        return self.db.run_batch(_made(f"put_rows.{table}", "batch", text), rows)

    def rows_after(self, table: str, after_id: int) -> int:
        return self._run(f"rows_after.{table}", "scalar", f"SELECT COUNT(*)\n  FROM {table} t\n WHERE t.id > :after_id", {"after_id": after_id}, int)

    def text_keys(self, table: str, column: str) -> list[list[Any]]:
        """[key, how many] of a column of text; no key for what stands in the clear."""
        key = f"CASE WHEN t.{column} LIKE 'v1:%' THEN substr(t.{column}, 4, 8) ELSE '' END"
        return self._counted(f"text_keys.{table}", key, f"{table} t\n WHERE t.{column} IS NOT NULL AND t.{column} <> ''")

    def value_keys(self, table: str, name: str) -> list[list[Any]]:
        """The same of an added field."""
        here = f"json_extract(t.custom, '$.{name}')" if self.db.dialect == "sqlite" else f"(t.custom -> '{name}')"
        key = f"CASE WHEN {LIKE.format(here)} THEN {self._key(here)} ELSE '' END"
        return self._counted(f"value_keys.{table}", key, f"{table} t\n WHERE {here} IS NOT NULL")

    def item_keys(self, part: str, module: str) -> list[list[Any]]:
        """The same of what items of the journal told before or after, by the first value of each."""
        source = f"change_item i\n WHERE i.module = :module_name AND i.erased IS NULL AND {LIKE.format(f'i.{part}')}"
        return self._counted(f"item_keys.{part}", self._key(f"i.{part}"), source, {"module_name": module})

    def _key(self, column: str) -> str:
        return KEYS[self.db.dialect].format(column)

    def _counted(self, label: str, key: str, source: str, values: dict[str, Any] | None = None) -> list[list[Any]]:
        made = "json_array" if self.db.dialect == "sqlite" else "jsonb_build_array"
        text = f"SELECT {made}(k.key, COUNT(*))\n  FROM (SELECT {key} AS key FROM {source}) k\n GROUP BY k.key"
        return self._run(label, "many", text, values or {}, list)

    def _run(self, label: str, gives: str, text: str, values: dict[str, Any], row: Any) -> Any:
        return self.db.run(_made(label, gives, text), values, row)


def _made(label: str, gives: str, text: str) -> Statement:
    return Statement(f"reseal.{label}", gives, [(None, line) for line in text.splitlines()])
