"""How many of the next records of a list have words: derived from the module's own `page`, so the predicate and the filter are the same."""

from dataclasses import replace
from typing import Any

from crm.dao.kit.mapper import MapperError, Statement
from crm.dao.kit.record import RecordDao
from crm.dao.kit.words import expressed, parts
from crm.domain.kit.filter import Query
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
    if (key := (type(dao), dialect)) not in _made:
        _made[key] = _derived(dao, dialect)
    words = dumps(parts(query.words)) if dialect == "sqlite" else expressed(query.words, dialect)
    values = {"module": dao.module, "query": replace(query, words=""), "size": size, "ahead_words": words}
    found: int = dao.db.run(_made[key], values, int)
    return found


def _derived(dao: RecordDao, dialect: str) -> Statement:
    source = dao.mapper.statement("page", dialect)
    alias = next(mark.alias for mark in source.marks if mark.word == "after")
    start = next((at for at, (_, line) in enumerate(source.lines) if line.startswith("  FROM ")), None)
    if start is None or not source.lines[0][1].startswith("SELECT "):
        raise MapperError(f"{source.label} is not written as the others are: what lies ahead cannot be derived from it")
    lines = [
        (None, f"SELECT COUNT(*) FROM (SELECT {alias}.id AS id"),
        *source.lines[start:],
        (None, f") n JOIN search_entry e ON e.id = n.id WHERE {HAS[dialect]}"),
    ]
    return Statement(f"{source.label}_ahead", "scalar", lines, source.sorts, source.marks)
