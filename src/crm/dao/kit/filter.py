"""The filter, the order and the start of a page as SQL: whitelisted columns, bound values only."""

from collections.abc import Collection
from typing import Any

from crm.dao.kit.condition import Compiler, column
from crm.dao.kit.words import expressed, parts, within
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.handles import NUMBERED, identity, whole_numbers
from crm.domain.kit.module import Module

MOST_WORDS = 8


def compile_filter(
    group: Group, words: str, module: Module, alias: str, values: dict[str, Any], dialect: str, along: bool | None = None,
    marks: Collection[str] = (), rare: frozenset[Condition] | None = None, first: int = 0,
) -> str:  # fmt: skip
    """The filter, and the words that the search index must hold for the record. `along`: these are looked for in each record on the
    way, or all that have them are gathered first; None leaves it to the database. `marks`: among those alone that have one of them
    (see crm.dao.kit.words.whose). `rare` and `first`: as in `Query`."""
    compiler = Compiler(values, dialect, rare, first)
    found = compiler.group(group, module, alias)
    if not words:
        return found
    if number := identity(words):
        return f"{found} AND {_keyed([number], alias, compiler)}"
    expression = expressed(words, dialect)
    if not expression:
        return "FALSE"
    if dialect == "postgresql":
        found = f"{found} AND {_vectored(compiler.bind(expression), alias, along)}"
    elif along:
        has = " AND ".join(f"instr(' ' || s.tokens || ' ', {compiler.bind(part)}) > 0" for part in parts(words))
        found = f"{found} AND EXISTS (SELECT 1 FROM search_entry s WHERE s.id = {alias}.id AND {has})"
    else:
        having = f"SELECT rowid FROM search_text WHERE search_text MATCH {compiler.bind(within(expression, marks))}"
        found = f"{found} AND {alias}.id IN ({having})"
    return f"{found} AND {_readable(words, module, alias, compiler)}" if module.searches_unread else found


def _vectored(expression: str, alias: str, along: bool | None) -> str:
    """PostgreSQL does not know how rare words are: left to itself, it walks along a million records for nine that have them. A value
    of a query for each record is read on the way, and an array before all else."""
    has = f"vector @@ CAST({expression} AS tsquery)"
    if along:
        return f"(SELECT s.{has} FROM search_entry s WHERE s.id = {alias}.id)"
    having = f"SELECT s.id FROM search_entry s WHERE s.{has}"
    return f"{alias}.id IN ({having})" if along is None else f"{alias}.id = ANY (ARRAY({having}))"


def _readable(words: str, module: Module, alias: str, compiler: Compiler) -> str:
    """The words stand in the title, or they are one whole number: what whoever acts may not read is in the index too, which would tell
    it to him digit by digit."""
    title = module.whole[module.title_field]
    of = column(title, alias, compiler.dialect)
    asked = [compiler.single(Condition(title.name, "contains", word), title, of) for word in words.split()[:MOST_WORDS]]
    numbers = list(whole_numbers(words))
    if not numbers:
        return f"({' AND '.join(asked)})"
    return f"(({' AND '.join(asked)}) OR {_keyed(numbers, alias, compiler)})"


def _keyed(numbers: list[Any], alias: str, compiler: Compiler) -> str:
    """One of the whole numbers is a key of the record."""
    keyed = f"{compiler.one_of('k.kind', list(NUMBERED))} AND {compiler.one_of('k.value', numbers)}"
    return f"{alias}.id IN (SELECT k.record_id FROM record_key k WHERE {keyed})"


def compile_sort(sort: Sort, module: Module, alias: str, dialect: str) -> str:
    """The columns to order by."""
    return ", ".join(f"{column}{way}" for column, way in sort_parts(sort, module, alias, dialect))


def sort_parts(sort: Sort, module: Module, alias: str, dialect: str) -> list[tuple[str, str]]:
    """Each column to order by, the id as the last, and which way; NULL counts as the lowest on both databases."""
    parts = []
    for name, down in sort.fields:
        field = module.whole[name]
        nulls = "" if dialect == "sqlite" or not field.nullable else " NULLS LAST" if down else " NULLS FIRST"
        parts.append((_ordered(field, alias, dialect), f"{' DESC' if down else ''}{nulls}"))
    down = bool(sort.fields) and sort.fields[-1][1]
    return [*parts, (f"{alias}.id", " DESC" if down else "")]


def _ordered(field: Field, alias: str, dialect: str) -> str:
    return column(field, alias, dialect) if field.custom else f"{alias}.{field.sort_sql}"


def compile_after(query: Query, module: Module, alias: str, values: dict[str, Any], dialect: str = "sqlite") -> str:
    """The condition for rows behind the last one seen. One comparison of rows where an index can serve it."""
    if query.after is None:
        return "TRUE"
    down = query.sort.fields[-1][1] if query.sort.fields else False
    known = module.whole
    columns = [(_ordered(known[n], alias, dialect), d, known[n].nullable) for n, d in query.sort.fields]
    columns.append((f"{alias}.id", down, False))
    compiler = Compiler(values, "")
    if all(not nullable and way == down for _, way, nullable in columns):
        left, right = ", ".join(c for c, _, _ in columns), ", ".join(compiler.bind(v) for v in query.after)
        return f"({left}) {'<' if down else '>'} ({right})"
    steps: list[str] = []
    same: list[str] = []
    for (place, way, _), value in zip(columns, query.after, strict=True):
        if behind := _behind(place, way, value, compiler):
            steps.append(" AND ".join([*same, behind]))
        same.append(f"{place} IS NULL" if value is None else f"{place} = {compiler.bind(value)}")
    return "(" + " OR ".join(f"({step})" for step in steps) + ")"


def _behind(column: str, down: bool, value: Any, compiler: Compiler) -> str | None:
    if value is None:
        return None if down else f"{column} IS NOT NULL"
    bound = compiler.bind(value)
    return f"({column} < {bound} OR {column} IS NULL)" if down else f"{column} > {bound}"
