"""What differs between the two drivers: placeholders, lists, values going in, values coming out.

SQLAlchemy keeps the engine, the pool and the connections. Statements run on the driver's own cursor,
because `Connection.execute` alone costs five times a point read on SQLite (87 against 16 microseconds).
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import itemgetter
from typing import Any, get_args, get_origin, get_type_hints

from crm.dao.kit.mapper import PARAMETER, MapperError
from crm.domain.kit.money import Money
from crm.domain.kit.plain import dumps

IN_LIST = re.compile(r"\b(NOT\s+)?IN\s*\(\s*:(\w+)\s*\)", re.I)
NUMBERS = frozenset((int,))
BARE = NUMBERS | {str, type(None)}
PLAIN = (int, str, float, type(None), bytes, bool)


@dataclass(slots=True)
class Compiled:
    """Driver SQL and the order in which it wants its values. `lists` are bound whole, of `single` ones their only value; `pure` ones
    stand in lists alone."""

    sql: str
    names: tuple[str, ...]
    lists: frozenset[str]
    pure: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()

    def bind(self, values: dict[str, Any], value_in: Callable[[Any], Any], list_in: Callable[[Any], Any]) -> tuple[Any, ...]:
        lists, single = self.lists, self.single
        if single:
            values = {**values, **{name: next(iter(values[name])) for name in single}}
        return tuple(
            [value if type(value := values[name]) in BARE else (list_in if name in lists else value_in)(value) for name in self.names]
        )

    def bind_batch(self, batch: list[dict[str, Any]], value_in: Callable[[Any], Any]) -> list[tuple[Any, ...]]:
        """The same for many, column by column: of most columns nothing is to be changed, and the moments of one write are one."""
        return list(zip(*(self._column(list(map(itemgetter(name), batch)), value_in) for name in self.names), strict=True))

    @staticmethod
    def _column(values: list[Any], value_in: Callable[[Any], Any]) -> list[Any]:
        kinds = set(map(type, values))
        if kinds <= BARE:
            return values
        if datetime in kinds:
            said = {value: value_in(value) for value in set(values)}
            return [said[value] for value in values]
        if len(kinds) == 1 and not any(values):  # most rows have no tags and no added values
            return [value_in(values[0])] * len(values)
        return [value if type(value) in BARE else value_in(value) for value in values]


class Sqlite:
    """SQLite through the standard library's driver."""

    name = "sqlite"
    sign = "?"

    @staticmethod
    def membership(negated: bool, name: str) -> str:
        return f"{'NOT ' if negated else ''}IN (SELECT value FROM json_each(:{name}))"

    @staticmethod
    def escape(sql: str) -> str:
        return sql

    @staticmethod
    def value_in(value: Any) -> Any:
        if type(value) in PLAIN:
            return value
        if type(value) is Money:
            return value.stored
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(" ", "microseconds")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        if isinstance(value, Enum):
            return value.value
        return dumps(value)

    @staticmethod
    def list_in(value: Any) -> str:
        kinds = set(map(type, value))
        if kinds <= NUMBERS:
            return f"[{','.join(map(str, value))}]"
        return dumps(list(value) if kinds <= BARE else [Sqlite.value_in(one) for one in value])

    @staticmethod
    def value_out(hint: Any) -> Callable[[Any], Any] | None:
        return _sqlite_out.get(get_origin(hint) or hint)


_json = json.JSONDecoder().raw_decode  # what the program wrote has no blanks around it: `loads` looks for them, and takes twice as long
_sqlite_out: dict[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bool: bool,
    dict: lambda text: {} if text == "{}" else _json(text)[0],
    list: lambda text: [] if text == "[]" else _json(text)[0],
    Decimal: lambda value: Decimal(str(value)),
    Money: Money.of_stored,
}


class Postgresql:
    """PostgreSQL through psycopg, which knows dates, booleans, JSON and arrays by itself."""

    name = "postgresql"
    sign = "%s"

    @staticmethod
    def membership(negated: bool, name: str) -> str:
        return f"{'<> ALL' if negated else '= ANY'}(:{name})"

    @staticmethod
    def escape(sql: str) -> str:
        return sql.replace("%", "%%")

    @staticmethod
    def value_in(value: Any) -> Any:
        if type(value) is Money:
            return value.stored
        if isinstance(value, (dict, list, tuple)):
            return dumps(value)
        return value.value if isinstance(value, Enum) else value

    @staticmethod
    def list_in(value: Any) -> list[Any]:
        return [one.stored if type(one) is Money else one for one in value]

    @staticmethod
    def value_out(hint: Any) -> Callable[[Any], Any] | None:
        return Money.of_stored if hint is Money else None


Driver = type[Sqlite] | type[Postgresql]
DRIVERS: dict[str, Driver] = {"sqlite": Sqlite, "postgresql": Postgresql}


def compile_sql(sql: str, label: str, driver: Driver, single: frozenset[str] = frozenset()) -> Compiled:
    """Named binds become the driver's placeholders; `IN (:ids)` becomes a test against one bound list, or against the one value of a
    `single` one: of that a database knows how few rows it has."""
    lists: set[str] = set()
    pure = {found[2] for found in IN_LIST.finditer(sql)}
    pure -= {found[1] for found in PARAMETER.finditer(IN_LIST.sub("", sql))}

    def member(found: re.Match[str]) -> str:
        if found[2] in single:
            return f"{'<>' if found[1] else '='} :{found[2]}"
        lists.add(found[2])
        return driver.membership(bool(found[1]), found[2])

    names: list[str] = []

    def bind(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        names.append(found[1])
        return driver.sign

    text = PARAMETER.sub(bind, driver.escape(IN_LIST.sub(member, sql)))
    return Compiled(f"/* {label} */ {text}", tuple(names), frozenset(lists), frozenset(pure), single)


@cache
def plain_hint(hint: Any) -> Any:
    """X of `X | None`."""
    parts = [part for part in get_args(hint) if part is not type(None)]
    return parts[0] if type(None) in get_args(hint) and len(parts) == 1 else hint


@cache
def hints_of(row: type) -> dict[str, Any]:
    hints = get_type_hints(row)
    return {one.name: plain_hint(hints[one.name]) for one in fields(row)}  # a ClassVar is no column


def row_maker(row: type, columns: tuple[str, ...], driver: Driver, label: str) -> Callable[[tuple[Any, ...]], Any]:
    """A function from a driver's tuple to the row class; columns are matched by name, once.

    It is written out as source and compiled, as dataclasses and namedtuples are: the frozen dataclass's own
    constructor alone costs three times as much as everything here.
    """
    wanted = hints_of(row)
    if set(wanted) != set(columns) or len(columns) != len(wanted):
        missing, extra = sorted(set(wanted) - set(columns)), sorted(set(columns) - set(wanted))
        raise MapperError(f"{label}: {row.__name__} wants {missing} and does not know {extra}")
    casts = {f"cast_{at}": cast for at, hint in enumerate(wanted.values()) if (cast := driver.value_out(hint))}
    parts = []
    for at, name in enumerate(wanted):
        value = f"found[{columns.index(name)}]"
        parts.append(f"{name!r}: {value}" + (f" if {value} is None else cast_{at}({value})" if f"cast_{at}" in casts else ""))
    body = f"""
def make(found):
    made = new(row)
    put(made, "__dict__", {{{", ".join(parts)}}})
    return made
"""
    names: dict[str, Any] = {"new": object.__new__, "put": object.__setattr__, "row": row, **casts}
    exec(compile(body, f"<rows of {label}>", "exec"), names)
    made: Callable[[tuple[Any, ...]], Any] = names["make"]
    return made


def value_maker(hint: Any, driver: Driver) -> Callable[[tuple[Any, ...]], Any]:
    """The same for a single value."""
    if (cast := driver.value_out(hint)) is None:
        return lambda found: found[0]
    return lambda found: None if found[0] is None else cast(found[0])
