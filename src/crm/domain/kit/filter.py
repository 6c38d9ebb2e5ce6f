"""The filter: an AND/OR tree of (field, operator, value), typed by the field's kind.

It is read from the address (`f=grade:any:A,B`), from the API or a saved view (JSON), compiled to SQL by
dao/kit/filter.py, and put into words by `web/kit/sentence.py`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words

DEEPEST = 3
MOST = 30
MOST_IN_ALL = 60
MOST_VALUES = 500
LAST_DAY = date(9998, 12, 31)  # conditions reach for the day after
BARE = ("empty", "filled")
PERIODS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Condition:
    """A field of the record, held against a value."""

    field: str
    operator: str
    value: Any = None  # scalar, or a tuple for any/none/all/between


@dataclass(frozen=True, slots=True)
class Related:
    """Some (or no) record of the relation meets the inner filter."""

    relation: str
    exists: bool
    where: "Group"


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all, or any, must hold."""

    parts: tuple["Condition | Related | Group", ...] = ()
    any: bool = False

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by fields of the module; the id is always the last word."""

    fields: tuple[tuple[str, bool], ...]  # (name, descending)

    def __str__(self) -> str:
        return ",".join(("-" if down else "") + name for name, down in self.fields)


@dataclass(frozen=True, slots=True)
class Query:
    """What a list is asked for. `after` holds the sort values and the id of the last row seen."""

    filter: Group = Group()
    sort: Sort = Sort((("updated_at", True),))
    after: tuple[Any, ...] | None = None
    size: int = 50
    words: str = ""


def refuse(words: str, **values: Any) -> Invalid:
    return Invalid(filter=Words(words, **values))


def parse_sort(module: Module, text: str | None) -> Sort:
    """`-updated_at,name` -> Sort. Raises Invalid for a field one cannot sort by."""
    parts = []
    for part in (text or module.sort).split(","):
        name, down = part.lstrip("-"), part.startswith("-")
        if name not in module.sorts:
            raise Invalid(sort=Words("One cannot sort by “{field}”.", field=name[:40]))
        parts.append((name, down))
    return Sort(tuple(parts[:3]))


def parse_address(module: Module, texts: Iterable[str], tree: str | None = None) -> Group:
    """The filter of `f=field:operator:value` parameters and of an optional JSON `filter` parameter."""
    parts: list[Condition | Related | Group] = []
    for text in texts:
        name, _, rest = text.partition(":")
        operator, _, value = rest.partition(":")
        parts.append(_condition(module, {"field": name, "operator": operator, "value": value}))
    if tree:
        try:
            raw = json.loads(tree)
            json.dumps(raw, ensure_ascii=False).encode()  # half a surrogate pair is text that nothing can store
        except (ValueError, RecursionError):
            raise refuse("The filter is not valid JSON.") from None
        parts.append(parse_tree(module, raw))
    if len(parts) > MOST:
        raise refuse("A filter has at most {most} conditions.", most=MOST)
    return _bounded(Group(tuple(parts)))


def parse_tree(module: Module, raw: Any, depth: int = 0) -> Group:
    """The filter of {"all": […]} or {"any": […]}; raises Invalid where it is not one."""
    if not isinstance(raw, dict) or len(raw) != 1 or not (set(raw) & {"all", "any"}):
        raise refuse("A filter is {“all”: […]} or {“any”: […]}.")
    ((word, parts),) = raw.items()
    if not isinstance(parts, list) or len(parts) > MOST or depth >= DEEPEST:
        raise refuse("A filter has at most {most} conditions and {deep} levels.", most=MOST, deep=DEEPEST)
    group = Group(tuple(_part(module, part, depth) for part in parts), any=word == "any")
    return group if depth else _bounded(group)


def _bounded(group: Group) -> Group:
    if weight(group) > MOST_IN_ALL:
        raise refuse("A filter has at most {most} conditions.", most=MOST_IN_ALL)
    return group


def weight(part: "Condition | Related | Group") -> int:
    """How many conditions a database has to plan for; PostgreSQL takes minutes over hundreds of them."""
    if isinstance(part, Group):
        return sum(weight(one) for one in part.parts)
    if isinstance(part, Related):
        return 1 + weight(part.where)
    return len(part.value) if part.operator == "all" else 1


def _part(module: Module, raw: Any, depth: int) -> "Condition | Related | Group":
    if isinstance(raw, dict) and "relation" in raw:
        relation = next((r for r in module.relations if r.name == raw["relation"]), None)
        if relation is None:
            raise refuse("“{field}” is not known here.", field=str(raw["relation"])[:40])
        inner = parse_tree(modules()[relation.module], raw.get("where") or {"all": []}, depth + 1)
        return Related(relation.name, raw.get("exists") is not False, inner)
    if isinstance(raw, dict) and "field" in raw:
        return _condition(module, raw)
    return parse_tree(module, raw, depth + 1)


def _condition(module: Module, raw: Mapping[str, Any]) -> Condition:
    name, operator, value = str(raw.get("field")), str(raw.get("operator")), raw.get("value")
    field = module.fields.get(name)
    if field is None:
        raise refuse("“{field}” is not known here.", field=name[:40])
    if operator not in field.kind.operators:
        raise refuse("“{operator}” does not fit the field “{field}”.", operator=operator[:20], field=Words(field.label))
    if operator in BARE:
        return Condition(name, operator)
    try:
        return Condition(name, operator, _value(field, operator, value))
    except (Refused, TypeError, ValueError, OverflowError):
        raise refuse("“{value}” does not fit the field “{field}”.", value=str(value)[:60], field=Words(field.label)) from None


def _value(field: Field, operator: str, raw: Any) -> Any:
    if operator in ("any", "none", "all"):
        parts = raw if isinstance(raw, list) else str(raw).split(",")
        if len(parts) > MOST_VALUES:
            raise ValueError(len(parts))
        return tuple(_one(field, part) for part in parts if str(part).strip())
    if operator == "between":
        low, high = raw if isinstance(raw, list) else str(raw).split(",")
        return (_one(field, low), _one(field, high))
    if operator in ("last", "next"):
        return min(max(int(raw), 1), 3660)
    if operator == "this":
        if raw not in PERIODS:
            raise ValueError(raw)
        return raw
    if operator in ("contains", "starts"):
        return _text(raw)[:200]
    return _one(field, raw)


def _one(field: Field, raw: Any) -> Any:
    """One value, as the field's own kind reads it; people may also be “me” or “team”."""
    if field.kind_name == "user" and raw in ("me", "team"):
        return raw
    if field.kind_name == "department" and raw == "mine":
        return raw
    if field.kind_name in ("date", "datetime"):
        from crm import current
        from crm.domain.kit.dates import day

        found = day(str(raw), current.today())
        if found > LAST_DAY:
            raise ValueError(raw)
        return found
    if field.kind.several:
        return _text(raw)
    found = field.kind.parse(field, raw)
    if found is None:
        raise ValueError(raw)
    return found


def _text(raw: Any) -> str:
    if "\0" in str(raw):
        raise ValueError(raw)  # PostgreSQL knows no such text
    return str(raw).strip()


def as_json(part: "Condition | Related | Group") -> dict[str, Any]:
    """The tree as it is saved and as the API gives it; `parse_tree` reads it back."""
    if isinstance(part, Group):
        return {"any" if part.any else "all": [as_json(inner) for inner in part.parts]}
    if isinstance(part, Related):
        return {"relation": part.relation, "exists": part.exists, "where": as_json(part.where)}
    value = list(part.value) if isinstance(part.value, tuple) else part.value
    return {"field": part.field, "operator": part.operator, **({} if part.operator in BARE else {"value": _plain(value)})}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")  # JSON's own numbers would round it
    return value.isoformat() if hasattr(value, "isoformat") else value
