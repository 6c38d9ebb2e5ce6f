"""Figures over what a list finds: derived from the module's own `count`, so the predicate and the filter are the same."""

from typing import Any

from crm.dao.kit.condition import column
from crm.dao.kit.mapper import MapperError, Statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Query

OUTER, INNER = "SELECT COUNT(*)", "(SELECT 1"
ARRAYS = {"sqlite": "json_array", "postgresql": "jsonb_build_array"}
_made: dict[Any, Statement] = {}


def tally(dao: RecordDao, query: Query, size: int, by: Field | None, fields: tuple[Field, ...]) -> list[list[Any]]:
    """[value of `by`, how many rows, then sum and number of filled for each field], over at most `size` rows."""
    key = (type(dao), dao.db.dialect, by, fields)
    if key not in _made:
        if len(_made) > 500:
            _made.clear()
        _made[key] = _derived(dao, by, fields)
    return dao.db.run(_made[key], {"module": dao.module, "query": query, "size": size, "verb": "view"}, list)


WINDOWS = 20
SHARE = 50  # one row of so many is counted


def estimate(dao: RecordDao, query: Query) -> int:
    """About how many rows the query finds: counted in narrow windows of ids, spread over the whole table."""
    table = dao.module.table
    span = Statement(f"{table}.span", "many", [(None, f"SELECT {ARRAYS[dao.db.dialect]}(MIN(t.id), MAX(t.id)) FROM {table} t")])
    low, high = dao.db.run(span, {}, list)[0]
    if low is None:
        return 0
    step = max((high - low + 1) / WINDOWS, 1)
    wide = max(int(step / SHARE), 1)
    places = [(int(low + step * at), int(low + step * at) + wide - 1) for at in range(WINDOWS)]
    values = {f"w{at}{end}": place[end] for at, place in enumerate(places) for end in (0, 1)}
    found = dao.db.run(_windowed(dao), {"module": dao.module, "query": query, "size": 10**9, "verb": "view", **values}, int)
    return int(found * step / wide)


def _windowed(dao: RecordDao) -> Statement:
    key = (type(dao), dao.db.dialect, "windows", ())
    if key not in _made:
        source = dao.mapper.statement("count", dao.db.dialect)
        alias = next(mark.alias for mark in source.marks if mark.word == "filter")
        any_of = " OR ".join(f"{alias}.id BETWEEN :w{at}0 AND :w{at}1" for at in range(WINDOWS))
        _made[key] = Statement(
            f"{source.label}_windows", "scalar", [*source.lines[:-1], (None, f"AND ({any_of})"), source.lines[-1]], {}, source.marks
        )
    return _made[key]


def _derived(dao: RecordDao, by: Field | None, fields: tuple[Field, ...]) -> Statement:
    source, dialect = dao.mapper.statement("count", dao.db.dialect), dao.db.dialect
    lines, alias = list(source.lines), next(mark.alias for mark in source.marks if mark.word == "filter")
    if lines[0][1].strip() != OUTER or INNER not in lines[1][1]:
        raise MapperError(f"{source.label} is not written as the others are: no figures can be derived from it")
    inner = [f"{column(by, alias, dialect)} AS v" if by else "1 AS v"]
    outer = ["v" if by else "NULL", "COUNT(*)"]
    for at, field in enumerate(fields):
        inner.append(f"{_filled(field, alias, dialect)} AS c{at}")
        outer += [f"SUM(c{at})" if field.kind.number else "NULL", f"COUNT(c{at})"]
    lines[0] = (None, f"SELECT {ARRAYS[dialect]}({', '.join(outer)})")
    lines[1] = (None, lines[1][1].replace(INNER, f"(SELECT {', '.join(inner)}"))
    if by:
        lines.append((None, "GROUP BY v"))
    return Statement(f"{source.label}_tally", "many", lines, {}, source.marks)


def _filled(field: Field, alias: str, dialect: str) -> str:
    """The value, NULL where there is none; lists are JSON and empty when they say []."""
    place = column(field, alias, dialect)
    return f"NULLIF(CAST({place} AS TEXT), '[]')" if field.kind.several else place
