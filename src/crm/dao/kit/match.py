"""Which of some records meet which of several conditions: one statement, written from the conditions."""

from typing import Any

from crm.dao.kit.base import Dao
from crm.dao.kit.condition import Compiler
from crm.dao.kit.mapper import Statement
from crm.domain.kit.filter_tree import Group

ARRAYS = {"sqlite": "json_array", "postgresql": "jsonb_build_array"}
ALIAS = "x"


def met(dao: Dao, conditions: list[Group], ids: list[int]) -> dict[int, list[bool]]:
    """id -> for each condition, whether the record meets it. Who acts decides what conditions on other records can see."""
    values: dict[str, Any] = {"ids": ids}
    compiler = Compiler(values, dao.db.dialect)
    told = [f"CASE WHEN {compiler.group(one, dao.module, ALIAS)} THEN 1 ELSE 0 END" for one in conditions]
    made = f"{ARRAYS[dao.db.dialect]}({', '.join([f'{ALIAS}.id', *told])})"
    lines = (f"SELECT {made}", f"  FROM {dao.module.table} {ALIAS}", f" WHERE {ALIAS}.id IN (:ids)")
    statement = Statement(f"{dao.module.table}.met", "many", [(None, line) for line in lines])
    return {id: [bool(one) for one in rest] for id, *rest in dao.db.run(statement, values, list)}
