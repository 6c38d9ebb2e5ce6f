"""What a list finds, spread over days: derived from the module's own `count`, so the predicate and the filter are the same."""

from calendar import isleap
from datetime import date
from typing import Any

from crm.dao.kit.condition import column, midnight
from crm.dao.kit.mapper import MapperError, Statement
from crm.dao.kit.record import RecordDao
from crm.dao.kit.tally import ARRAYS, INNER, OUTER
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Query

# Month and day as one number, letter by letter as in the indexes: in the year 229 is the 29 February.
YEARLY = {
    "sqlite": "CAST(substr({0}, 6, 2) || substr({0}, 9, 2) AS INTEGER)",
    "postgresql": "CAST(EXTRACT(MONTH FROM {0}) * 100 + EXTRACT(DAY FROM {0}) AS INTEGER)",
}
_made: dict[Any, Statement] = {}


def spread(dao: RecordDao, query: Query, field: Field, days: list[date], each: int, size: int) -> list[list[int]]:
    """[place of the day, id, how many that day has] for the first `each` records of each day, over at most `size` of them.

    The query finds records of these days alone, unless the field comes back each year; `days` follow on each other."""
    key = (type(dao), dao.db.dialect, field, len(days))
    if key not in _made:
        if len(_made) > 500:
            _made.clear()
        _made[key] = _derived(dao, field, len(days))
    values = _years(days) if field.yearly else _edges(field, days)
    return dao.db.run(_made[key], {"module": dao.module, "query": query, "size": size, "each": each, "verb": "view", **values}, list)


def _edges(field: Field, days: list[date]) -> dict[str, Any]:
    """When each day begins, on the reader's own clock."""
    return {f"day{at}": midnight(day) if field.kind_name == "datetime" else day for at, day in enumerate(days)}


def _years(days: list[date]) -> dict[str, Any]:
    """What each day is called within its year; in a year without 29 February that day is kept on the 28th."""
    names = [[day.month * 100 + day.day] for day in days]
    for day, name in zip(days, names, strict=True):
        if name == [228] and not isleap(day.year):
            name.append(229)
    return {f"day{at}": name for at, name in enumerate(names)} | {"known": [one for name in names for one in name]}


def _derived(dao: RecordDao, field: Field, days: int) -> Statement:
    source, dialect = dao.mapper.statement("count", dao.db.dialect), dao.db.dialect
    lines, alias = list(source.lines), next(mark.alias for mark in source.marks if mark.word == "filter")
    if lines[0][1].strip() != OUTER or INNER not in lines[1][1]:
        raise MapperError(f"{source.label} is not written as the others are: no days can be derived from it")
    value = column(field, alias, dialect)
    if field.yearly:
        day, value = value, YEARLY[dialect].format(value)
        lines.insert(-1, (None, f"AND {day} IS NOT NULL AND {value} IN (:known)"))
        places = [f"WHEN {value} IN (:day{at}) THEN {at}" for at in range(days)]
    else:  # each day begins where the one before it ends: bound moments, because SQLite knows no time zones
        places = [f"WHEN {value} < :day{at + 1} THEN {at}" for at in range(days - 1)] + [f"ELSE {days - 1}"]
    inner = f"(SELECT {alias}.id AS id, {value} AS v, CASE {' '.join(places)} END AS day"
    placed = "SELECT day, id, ROW_NUMBER() OVER (PARTITION BY day ORDER BY v, id) AS place, COUNT(*) OVER (PARTITION BY day) AS found"
    lines[0] = (None, f"SELECT {ARRAYS[dialect]}(day, id, found) FROM ({placed}")
    lines[1] = (None, lines[1][1].replace(INNER, inner))
    lines.append((None, ") placed WHERE place <= :each ORDER BY day, place"))
    return Statement(f"{source.label}_spread", "many", lines, {}, source.marks)
