"""How many of the next records of a list have words, or one of several values that are kept beside them: derived from the module's own
`page`, so the predicate and the filter are the same."""

from dataclasses import replace
from typing import Any

from crm.dao.kit.condition import Compiler, each_of, is_beside
from crm.dao.kit.mapper import MapperError, Statement
from crm.dao.kit.record import RecordDao
from crm.dao.kit.tally import ARRAYS
from crm.dao.kit.words import expressed, parts
from crm.domain.kit.filter import BARE, Condition, Group, Query
from crm.domain.kit.plain import dumps

# CASE keeps PostgreSQL from gathering all that have the words.
HAS = {
    "sqlite": "NOT EXISTS (SELECT 1 FROM json_each(:ahead_words) p WHERE instr(' ' || e.tokens || ' ', p.value) = 0)",
    "postgresql": "CASE WHEN e.vector @@ CAST(:ahead_words AS tsquery) THEN TRUE END",
}
_made: dict[Any, Statement] = {}


def ahead(dao: RecordDao, query: Query, size: int) -> int:
    """How many of the first `size` records of the list, without its words, have them."""
    dialect = dao.db.dialect
    words = dumps(parts(query.words)) if dialect == "sqlite" else expressed(query.words, dialect)
    values = {"module": dao.module, "query": replace(query, words=""), "size": size, "ahead_words": words}
    return _run(dao, f"JOIN search_entry e ON e.id = n.id WHERE {HAS[dialect]}", values)


def beside(dao: RecordDao, query: Query) -> list[Condition]:
    """What every record of the query must have, or lack, of values that are kept beside the records: one by one."""
    known, every = dao.module.whole, () if query.filter.any else query.filter.parts
    return [one for part in every if isinstance(part, Condition) and is_beside(known[part.field], dao.db.dialect) for one in each_of(part)]


def holders(dao: RecordDao, conditions: list[Condition], most: int) -> list[int]:
    """How many records there are with the values of each, counting no further than `most`, whoever sees them."""
    values: dict[str, Any] = {"most": most}
    compiler, module = Compiler(values, dao.db.dialect), dao.module
    having = (compiler.having(one, module.whole[one.field], module) for one in conditions)
    counts = ", ".join(f"(SELECT COUNT(*) FROM (SELECT 1 FROM {one} LIMIT :most) h)" for one in having)
    text = f"SELECT {ARRAYS[dao.db.dialect]}({counts})"
    if (key := (type(dao), dao.db.dialect, text)) not in _made:
        _keep(key, Statement(f"{module.table}.holders", "many", [(None, text)]))
    return dao.db.run(_made[key], values, list)[0]  # type: ignore[no-any-return]


def met(dao: RecordDao, query: Query, conditions: list[Condition], size: int, most: int) -> int:
    """How many of the first `size` records of the list, without its filter and words, meet them, counting no further than `most`."""
    values = {"module": dao.module, "query": replace(query, filter=Group(), words=""), "size": size, "most": most}
    has = Compiler(values, dao.db.dialect, frozenset()).group(Group(tuple(conditions)), dao.module, "n")
    held = {"custom" if (field := dao.module.whole[one.field]).custom else field.sql for one in conditions if one.operator in BARE}
    return _run(dao, f"WHERE {has} LIMIT :most", values, tuple(sorted(held)))


def _run(dao: RecordDao, which: str, values: dict[str, Any], held: tuple[str, ...] = ()) -> int:
    if (key := (type(dao), dao.db.dialect, which)) not in _made:
        _keep(key, _derived(dao, dao.db.dialect, which, held))
    found: int = dao.db.run(_made[key], values, int)
    return found


def _keep(key: Any, statement: Statement) -> None:
    if len(_made) > 500:
        _made.clear()
    _made[key] = statement


def _derived(dao: RecordDao, dialect: str, which: str, held: tuple[str, ...]) -> Statement:
    source = dao.mapper.statement("page", dialect)
    alias = next(mark.alias for mark in source.marks if mark.word == "after")
    start = next((at for at, (_, line) in enumerate(source.lines) if line.startswith("  FROM ")), None)
    if start is None or not source.lines[0][1].startswith("SELECT "):
        raise MapperError(f"{source.label} is not written as the others are: what lies ahead cannot be derived from it")
    lines = [
        (None, f"SELECT COUNT(*) FROM (SELECT 1 FROM (SELECT {', '.join(f'{alias}.{name} AS {name}' for name in ('id', *held))}"),
        *source.lines[start:],
        (None, f") n {which}) found"),
    ]
    return Statement(f"{source.label}_ahead", "scalar", lines, source.sorts, source.marks)
