"""What of others mentions an erased person: over tables of every module, whose names come from the modules' own descriptions."""

from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.mapper import Statement
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.sales.erasure import BLACK, TEXTS, VIEW, WAY, Added, NamedView, Pointing

AT_ONCE = 8  # patterns of one statement: SQLite takes no more than a thousand conditions in a row


class ErasureMentionDao(Dao):
    @statement
    def views(self, ids: list[int]) -> list[NamedView]: ...

    @statement
    def put_views(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_ways(self, ids: list[int]) -> int:
        """Ways into the journal that somebody saved."""
        ...

    def mentions(self, likes: list[str]) -> list[Pointing]:
        """Records of any module whose texts have one of these, saved views and ways into the journal; reads them all, as the search
        through the journal does."""
        searched = {module.name: (module.table, _searched(module)) for module in modules().values() if _searched(module)}
        searched |= {VIEW: ("saved_view", ["name", "CAST(x.state AS TEXT)"]), WAY: ("journal_link", ["name", "query"])}
        return [one for start in range(0, len(likes), AT_ONCE) for one in self._mentions(searched, likes[start : start + AT_ONCE])]

    def _mentions(self, searched: dict[str, tuple[str, list[str]]], likes: list[str]) -> list[Pointing]:
        values = {f"like_{at}": like for at, like in enumerate(likes)}
        parts = []
        for module, (table, columns) in searched.items():
            texts = [column if "(" in column else f"x.{column}" for column in columns]
            asked = " OR ".join(f"{text} LIKE :{name} ESCAPE '!'" for text in texts for name in values)
            parts.append(
                f"SELECT '{module}' AS module, x.id, CAST(NULL AS BIGINT) AS account_id, '' AS beside FROM {table} x WHERE ({asked})"
            )
        return self._run("mentions", "many", [" UNION ALL ".join(parts)], values, Pointing)  # type: ignore[no-any-return]

    def black_out(self, module: Module, ids: list[int], needle: str, kinds: tuple[str, ...]) -> int:
        """Put stars where the texts of other records name the person."""
        sets = ", ".join(f"{name} = REPLACE({name}, :needle, '{BLACK}')" for name in _columns(module, kinds))
        if not sets:
            return 0
        lines = [f"UPDATE {module.table}", f"   SET {sets}", " WHERE id IN (:ids)"]
        return self._run(f"black_out.{module.table}", "affected", lines, {"ids": ids, "needle": needle}, None)  # type: ignore[no-any-return]

    def added(self, module: Module, ids: list[int]) -> list[Added]:
        """Values of added fields as they stand in the database."""
        lines = ["SELECT x.id, x.custom", f"  FROM {module.table} x", " WHERE x.id IN (:ids)", "   AND CAST(x.custom AS TEXT) <> '{}'"]
        return self._run(f"added.{module.table}", "many", lines, {"ids": ids}, Added) if module.is_extensible else []

    def put_added(self, module: Module, rows: list[Added]) -> None:
        lines = [f"UPDATE {module.table}", "   SET custom = :custom", " WHERE id = :id"]
        statement = Statement(f"erasure_mention.put_added.{module.table}", "batch", [(None, line) for line in lines])
        if rows:
            self.db.run_batch(statement, [{"id": one.id, "custom": dumps(one.custom)} for one in rows])

    def _run(self, label: str, gives: str, lines: list[str], values: dict[str, Any], row: Any) -> Any:
        return self.db.run(Statement(f"erasure_mention.{label}", gives, [(None, line) for line in lines]), values, row)


def _searched(module: Module) -> list[str]:
    """Where texts of a module stand."""
    if not module.stored or module.area == "platform":
        return []
    return [*_columns(module, TEXTS), *(["CAST(x.custom AS TEXT)"] if module.is_extensible else [])]


def _columns(module: Module, kinds: tuple[str, ...]) -> list[str]:
    return [name for name, field in module.draft.own.items() if field.kind_name in kinds]
