"""Sealed values wherever they stand, as they stand: read and written without a change of what they say."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.custom import NAME
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
    def secrets(self) -> list[Secret]:
        """All of the program's own, to count them."""
        ...

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
        text = f"SELECT COUNT(*)\n  FROM {table} t\n WHERE t.id > :after_id"
        return self._run(f"rows_after.{table}", "scalar", text, {"after_id": after_id}, int)  # type: ignore[no-any-return]

    def column_keys(self, places: list[tuple[str, str]]) -> list[list[Any]]:
        """[place, key, how many] of columns of text; no key for what stands in the clear."""
        key = "CASE WHEN t.{1} LIKE 'v1:%' THEN substr(t.{1}, 4, 8) ELSE '' END"
        return self._counted("column_keys", [(f"{a}.{b}", key.format(a, b), f"{a} t WHERE t.{b} <> ''") for a, b in places])

    def value_keys(self, places: list[tuple[str, str]]) -> list[list[Any]]:
        """The same of added fields: (table, name)."""
        return self._counted("value_keys", [(f"{table}.{name}", *self._value_key(table, name)) for table, name in places])

    def _value_key(self, table: str, name: str) -> tuple[str, str]:
        if not NAME.fullmatch(name):
            raise ValueError(name)  # it goes into the text of a statement
        here = f"json_extract(t.custom, '$.{name}')" if self.db.dialect == "sqlite" else f"(t.custom -> '{name}')"
        return f"CASE WHEN {LIKE.format(here)} THEN {self._key(here)} ELSE '' END", f"{table} t WHERE {here} IS NOT NULL"

    def item_keys(self) -> list[list[Any]]:
        """The same of what items of the journal told before and after, by the first value of each."""
        source = "change_item i WHERE i.erased IS NULL AND"
        return self._counted("item_keys", [("", self._key(one), f"{source} {LIKE.format(one)}") for one in ("i.before", "i.after")])

    def waiting_keys(self) -> list[list[Any]]:
        """The same of what is soon done with: jobs that wait, exports that were asked for, forms that outlived their session."""
        states = "t.state IN ('waiting', 'failed', 'running')"
        places = (("job", "payload", f" AND {states}"), ("export_request", "wanted", ""), ("held_form", "data", ""))
        sources = ((f"t.{column}", f"{table} t WHERE {LIKE.format(f't.{column}')}{more}") for table, column, more in places)
        return self._counted("waiting_keys", [("", self._key(column), source) for column, source in sources])

    def _key(self, column: str) -> str:
        return KEYS[self.db.dialect].format(column)

    def _counted(self, label: str, parts: list[tuple[str, str, str]]) -> list[list[Any]]:
        """One statement for all: (place, its key, where from) each."""
        if not parts:
            return []
        made = "json_array" if self.db.dialect == "sqlite" else "jsonb_build_array"
        each = "\n UNION ALL ".join(f"SELECT '{place}' AS place, {key} AS key FROM {source}" for place, key, source in parts)
        return self._run(label, "many", f"SELECT {made}(k.place, k.key, COUNT(*))\n  FROM ({each}) k\n GROUP BY k.place, k.key", {}, list)

    def _run(self, label: str, gives: str, text: str, values: dict[str, Any], row: Any) -> Any:
        return self.db.run(_made(label, gives, text), values, row)


def _made(label: str, gives: str, text: str) -> Statement:
    return Statement(f"reseal.{label}", gives, [(None, line) for line in text.splitlines()])
