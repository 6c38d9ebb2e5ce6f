"""The filter in plain Python over rows in memory: what the SQL of both databases is held against."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.domain.kit.filter import Condition, Group, Measure, Part, Related, links
from crm.domain.kit.module import Module, modules
from crm.domain.kit.span import days

Rows = Mapping[str, list[Any]]  # by module: those that the reader may see


def holds(part: Part, module: Module, row: Any, rows: Rows) -> bool:
    if isinstance(part, Group):
        found = [holds(inner, module, row, rows) for inner in part.parts]
        return not found or (any(found) if part.any else all(found))
    if isinstance(part, Related):
        return _related(part, module, row, rows)
    return _condition(part, module, row)


def _related(part: Related, module: Module, row: Any, rows: Rows) -> bool:
    link = links(module)[part.relation]
    other = modules()[link.module]
    if link.own:
        found = [one for one in rows[other.name] if one.id == getattr(row, link.own)]
    else:
        found = [one for one in rows[other.name] if getattr(one, link.column) == row.id]
        if link.where:
            assert link.where == f"{{alias}}.subject_module = '{module.name}'"
            found = [one for one in found if one.subject_module == module.name]
    found = [one for one in found if holds(part.where, other, one, rows)]
    if part.measure is None:
        return bool(found) == part.exists
    return _measured(part.measure, found)


def _measured(asked: Measure, found: list[Any]) -> bool:
    if asked.of is None:
        return _compared(asked.operator, len(found), asked.value)
    values = [Decimal(value) for one in found if (value := getattr(one, asked.of)) is not None]
    if asked.name == "sum":
        return _compared(asked.operator, sum(values), asked.value)
    if not values:
        return False
    number = {"average": lambda: sum(values) / len(values), "least": lambda: min(values), "most": lambda: max(values)}[asked.name]()
    return _compared(asked.operator, number, asked.value)


def _compared(operator: str, number: Any, value: Any) -> bool:
    if operator == "between":
        return bool(value[0] <= number <= value[1])
    return {
        "is": number == value, "is_not": number != value, "above": number > value, "at_least": number >= value,
        "below": number < value, "at_most": number <= value,
    }[operator]  # fmt: skip


def _condition(part: Condition, module: Module, row: Any) -> bool:
    field, operator, asked = module.fields[part.field], part.operator, part.value
    value = getattr(row, part.field)
    if field.kind.several:
        held = {str(one) for one in value}
        wanted = {str(one) for one in asked or ()}
        return {"empty": not held, "filled": bool(held), "all": wanted <= held, "any": bool(wanted & held), "none": not wanted & held}[
            operator
        ]
    if operator in ("empty", "filled"):
        return (value is None) == (operator == "empty")
    if operator in ("any", "none"):
        return (value in _people(field.kind_name, asked)) == (operator == "any")
    if value is None:
        return operator in ("lacks", "is_not")
    if field.kind_name in ("date", "datetime"):
        return _dated(operator, asked, value)
    if operator in ("contains", "lacks", "starts", "ends"):
        text, found = _lower(value), _lower(asked)
        return {"contains": found in text, "lacks": found not in text, "starts": text.startswith(found), "ends": text.endswith(found)}[
            operator
        ]
    return _compared(operator, value, asked)


def _lower(text: str) -> str:
    """Without difference of case, for the letters of ASCII alone."""
    return "".join(char.lower() if char.isascii() else char for char in text)


def _people(kind: str, asked: tuple[Any, ...]) -> set[Any]:
    found: set[Any] = set()
    for one in asked:
        if one == "me":
            found.add(current.actor().id)
        elif one == "mine":
            found |= set(current.actor().grants.below)
        elif one == "team" and kind == "user":
            found |= set(TEAM[current.actor().id])
        else:
            found.add(one)
    return found


TEAM: dict[int, list[int]] = {}  # person -> everybody in the departments below him, himself included


def _dated(operator: str, asked: Any, value: date | datetime) -> bool:
    low, high = days(operator, asked, current.today())
    if isinstance(value, datetime):
        zone = ZoneInfo(current.timezone())
        begin, end = (day and datetime.combine(day, time(), zone).astimezone(UTC) for day in (low, high))
        return (begin is None or value >= begin) and (end is None or value < end)
    return (low is None or value >= low) and (high is None or value < high)
