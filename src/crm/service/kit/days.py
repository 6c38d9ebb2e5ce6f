"""What calendars ask of a record service: the first records of each day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crm.dao.kit.spread import spread
from crm.domain.kit.filter import Condition, Group, Query
from crm.service.kit.transaction import reading


@dataclass(frozen=True, slots=True)
class Day:
    """The records that stand on one day: how many, and the first of them."""

    count: int
    rows: tuple[Any, ...]


class Days:
    """Mixed into every record service."""

    db: Any
    module: Any
    records: Any
    require: Any
    find: Any

    @reading
    def by_day(self, query: Query, name: str, days: list[date], each: int, size: int) -> Mapping[date, Day]:
        """Day -> the records whose field `name` lies on it, `each` of them at most; over `size` records in all. Two statements."""
        self.require("view")
        field = self.module.fields[name]
        narrowed = query if field.yearly else on_days(query, Condition(name, "between", (days[0], days[-1])))
        found = spread(self.records, narrowed, field, days, each, size)
        known = {row.id: row for row in self.find([id for _, id, _ in found])} if found else {}
        shown: dict[date, Day] = {}
        for at, id, count in found:
            before = shown.get(days[at], Day(count, ()))
            if id in known:
                shown[days[at]] = replace(before, rows=(*before.rows, known[id]))
        return shown

    # What a module may add ---------------------------------------------------

    def moved(self, row: Any, name: str, value: Any) -> dict[str, Any]:
        """What changes when the field becomes that on a calendar; a module moves along what belongs to it."""
        return {name: value}


def on_days(query: Query, days: Condition) -> Query:
    """The query narrowed to these days."""
    return replace(query, filter=Group((query.filter, days)) if query.filter else Group((days,)), after=None)
