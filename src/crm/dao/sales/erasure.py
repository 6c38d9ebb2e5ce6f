"""Erasures and legal holds; and statements over tables of every module, whose names come from the modules' own descriptions."""

from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.mapper import Statement
from crm.domain.kit.module import Module
from crm.domain.platform.journal import ChangeItem, ErasedMark
from crm.domain.sales.erasure import TEXTUAL, Erasure, Hold, Pointing, Said, links, written


class ErasureDao(Dao):
    @statement
    def insert(
        self, id: int, at: datetime, actor_id: int, module_name: str, record_id: int, ground: str, counts: dict[str, Any]
    ) -> int: ...

    @statement
    def page(self, size: int, before_id: int | None = None) -> list[Erasure]: ...

    @statement
    def holds(self, record_ids: list[int]) -> list[Hold]: ...

    @statement
    def all_holds(self, size: int) -> list[Hold]: ...

    @statement
    def put_hold(self, record_id: int, module_name: str, reason: str, until: date | None, at: datetime, by: int) -> int: ...

    @statement
    def drop_hold(self, record_id: int) -> int: ...

    @statement
    def items(self, record_ids: list[int]) -> list[ChangeItem]: ...

    @statement
    def naming(self, like: str) -> list[ChangeItem]:
        """Items of other records that name the person."""
        ...

    @statement
    def titled(self, like: str) -> list[Said]: ...

    @statement
    def sets(self, ids: list[int]) -> list[Said]: ...

    @statement
    def erase_items(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def erase_sets(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def marks(self, erasure_id: int) -> list[ErasedMark]: ...

    @statement
    def put_anonymised(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def anonymised(self, record_ids: list[int]) -> list[int]:
        """Those of the records whose texts are gone already."""
        ...

    @statement
    def digests(self, record_ids: list[int]) -> list[str]:
        """Contents that belong to these files alone."""
        ...

    @statement
    def empty_files(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_visits(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_places(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_submissions(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_comments(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_links(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_views(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_decisions(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_moves(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_handovers(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_problems(self, record_ids: list[int]) -> int: ...

    @statement
    def empty_deliveries(self, set_ids: list[int]) -> int: ...

    @statement
    def drop_drafts(self, record_ids: list[int]) -> int: ...

    @statement
    def homes(self, member_ids: list[int]) -> list[int]:
        """The households of these members."""
        ...

    @statement
    def drop_pairs(self, record_ids: list[int]) -> int: ...

    @statement
    def drop_notices(self, urls: list[str], record_ids: list[int]) -> int: ...

    @statement
    def notices_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drafts_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_forms(self, now: datetime) -> int: ...

    @statement
    def jobs_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_sealed_jobs(self) -> int: ...

    @statement
    def drop_sealed_exports(self) -> int: ...

    @statement
    def problems_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def submissions_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def deliveries_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def walks_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def lines_naming(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def merge_words(self) -> int:
        """SQLite keeps words that were deleted from its index until it is merged."""
        ...

    def pointing(self, targets: dict[str, list[int]]) -> list[Pointing]:
        """Records that point at these, also those out of sight; one statement for all modules."""
        parts, values = [], {f"target_{name}": name for name in targets} | {f"ids_{name}": ids for name, ids in targets.items()}
        for target in targets:
            for link in links(target):
                account = "x.account_id" if "account_id" in link.module.row.__dataclass_fields__ else "NULL"
                beside = f" AND x.{link.beside} = :target_{target}" if link.beside else ""
                parts.append(
                    f"SELECT '{link.module.name}' AS module, x.id, CAST({account} AS BIGINT) AS account_id, '{link.beside}' AS beside"
                    f" FROM {link.module.table} x WHERE x.{link.field} IN (:ids_{target}){beside}"
                )
        used = {name: value for name, value in values.items() if any(f":{name}" in part for part in parts)}
        return self._run("pointing", "many", [" UNION ALL ".join(parts)], used, Pointing) if parts else []  # type: ignore[no-any-return]

    def hidden(self, module: Module, ids: list[int]) -> list[int]:
        """Those of the records that are out of sight already."""
        lines = ["SELECT x.id", f"  FROM {module.table} x", " WHERE x.id IN (:ids)", "   AND x.removed_at IS NOT NULL"]
        return self._run(f"hidden.{module.table}", "many", lines, {"ids": ids}, int)  # type: ignore[no-any-return]

    def blank(self, module: Module, ids: list[int]) -> int:
        """Take away what people wrote of these records."""
        sets = [f"{name} = {_nothing(module, name)}" for name in written(module)]
        sets += ["custom = '{}'"] if module.is_extensible else []
        if not sets:
            return 0
        lines = [f"UPDATE {module.table}", f"   SET {', '.join(sets)}", " WHERE id IN (:ids)"]
        return self._run(f"blank.{module.table}", "affected", lines, {"ids": ids}, None)  # type: ignore[no-any-return]

    def resort(self, module: Module, rows: list[dict[str, Any]]) -> None:
        """The order by title follows what is left of it."""
        lines = [f"UPDATE {module.table}", "   SET sort_key = :sort_key", " WHERE id = :id"]
        statement = Statement(f"erasure.resort.{module.table}", "batch", [(None, line) for line in lines])
        if rows:
            self.db.run_batch(statement, rows)

    def _run(self, label: str, gives: str, lines: list[str], values: dict[str, Any], row: Any) -> Any:
        return self.db.run(Statement(f"erasure.{label}", gives, [(None, line) for line in lines]), values, row)


def _nothing(module: Module, name: str) -> str:
    field = module.draft.own[name]
    if name == module.title_field and field.kind_name in TEXTUAL:
        return "'#' || CAST(id AS TEXT)"
    if field.kind.several:
        return "'[]'"
    return "NULL" if field.nullable else "''"
