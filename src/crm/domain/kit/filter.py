"""The filter: an AND/OR tree of (field, operator, value), typed by the field's kind.

It is read from the address (`f=grade:any:A,B`), from the API or a saved view (JSON), compiled to SQL by
dao/kit/filter.py, and put into words by `web/kit/sentence.py`. Its parts stand in `filter_tree.py`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.filter_shut import spare
from crm.domain.kit.filter_tree import (
    BARE,
    Condition,
    Group,
    Measure,
    Part,
    Path,
    Query,
    Related,
    Sort,
    added,
    as_json,
    exchanged,
    flat,
    moved,
    part_at,
    weight,
)  # fmt: skip
from crm.domain.kit.module import Module, modules
from crm.domain.kit.span import FURTHEST, PERIODS, relative
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words

__all__ = [
    "BARE", "COUNT", "Condition", "DEEPEST", "Group", "Link", "MEASURES", "MEASURED", "Measure", "Part", "Path", "Query", "Related", "Sort",
    "added", "as_json", "exchanged", "flat", "links", "moved", "parse_address", "parse_json", "parse_part", "parse_sort", "parse_tree",
    "part_at", "weight",
]  # fmt: skip

DEEPEST = 3
MOST = 30
MOST_IN_ALL = 60
MOST_VALUES = 500
LAST_DAY = date(9998, 12, 31)  # conditions reach for the day after
MEASURES = ("count", "sum", "average", "least", "most")
MEASURED = ("is", "is_not", "above", "at_least", "below", "at_most", "between")
COUNT = Field("integer", "", "count")


def _named(label: str) -> Words:
    return label if isinstance(label, Words) else Words(label)


def refuse(words: str, **values: Any) -> Invalid:
    return Invalid(filter=Words(words, **values))


@dataclass(frozen=True, slots=True)
class Link:
    """A way to related records: those that point here, or the one that a field of this record points at."""

    name: str
    label: str
    module: str
    column: str  # of the other table, when it points here
    where: str = ""
    own: str = ""  # the field of this record, when it points there


def links(module: Module) -> dict[str, Link]:
    """Every relation that a condition may go through, by name."""
    found = {r.name: Link(r.name, r.label, r.module, r.column, r.where) for r in module.relations}
    for field in module.fields.values():
        target = field.target if field.kind_name == "reference" else field.kind_name if field.kind_name in ("user", "department") else None
        if target in modules():
            found[field.name] = Link(field.name, field.label, target, "id", own=field.name)
    return found


def parse_condition(module: Module, text: str | None) -> Group:
    """The condition that a rule keeps; without one every record meets it. Raises Invalid for what is no filter of the module."""
    return parse_tree(module, spare(module, parse_json(text))) if text else Group(())


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
    parts: list[Part] = []
    for text in texts:
        name, _, rest = text.partition(":")
        operator, _, value = rest.partition(":")
        parts.append(_condition(module, {"field": name, "operator": operator, "value": value}))
    if tree:
        parts.append(parse_tree(module, parse_json(tree)))
    if len(parts) > MOST:
        raise refuse("A filter has at most {most} conditions.", most=MOST)
    return _bounded(Group(tuple(parts)))


def parse_json(text: str) -> Any:
    try:
        raw = json.loads(text)
        json.dumps(raw, ensure_ascii=False).encode()  # half a surrogate pair is text that nothing can store
    except (ValueError, RecursionError):
        raise refuse("The filter is not valid JSON.") from None
    return raw


def parse_tree(module: Module, raw: Any, depth: int = 0) -> Group:
    """The filter of {"all": […]} or {"any": […]}; raises Invalid where it is not one."""
    if not isinstance(raw, dict) or len(raw) != 1 or not (set(raw) & {"all", "any"}):
        raise refuse("A filter is {“all”: […]} or {“any”: […]}.")
    ((word, parts),) = raw.items()
    if not isinstance(parts, list) or len(parts) > MOST or depth >= DEEPEST:
        raise refuse("A filter has at most {most} conditions and {deep} levels.", most=MOST, deep=DEEPEST)
    group = Group(tuple(parse_part(module, part, depth) for part in parts), any=word == "any")
    return group if depth else _bounded(group)


def _bounded(group: Group) -> Group:
    if weight(group) > MOST_IN_ALL:
        raise refuse("A filter has at most {most} conditions.", most=MOST_IN_ALL)
    return group


def parse_part(module: Module, raw: Any, depth: int = 0) -> Part:
    """One part of a tree: a condition, a relation, or a group."""
    if isinstance(raw, dict) and "relation" in raw:
        link = links(module).get(str(raw["relation"]))
        if link is None or not _open(modules()[link.module]):
            raise refuse("“{field}” is not known here.", field=str(raw["relation"])[:40])
        inner = parse_tree(modules()[link.module], raw.get("where") or {"all": []}, depth + 1)
        return Related(link.name, raw.get("exists") is not False, inner, _measure(link, raw))
    if isinstance(raw, dict) and "field" in raw:
        return _condition(module, raw)
    return parse_tree(module, raw, depth + 1)


def _open(module: Module) -> bool:
    """Whether the reader may see such records at all; otherwise he is told no more than of a word that does not exist."""
    from crm import current

    return not current.actor().id or current.actor().may(module.permission("view"))


def _measure(link: Link, raw: Mapping[str, Any]) -> Measure | None:
    name = raw.get("measure")
    if name in (None, "exists"):
        return None
    if name not in MEASURES or link.own:
        raise refuse("“{field}” is not known here.", field=str(name)[:40])
    field, operator = COUNT, str(raw.get("operator"))
    if name != "count":
        of = modules()[link.module].fields.get(str(raw.get("of")))
        if of is None or not of.kind.number:
            raise refuse("“{field}” is not known here.", field=str(raw.get("of"))[:40])
        field = of
    if operator not in MEASURED:
        raise refuse("“{operator}” does not fit the field “{field}”.", operator=operator[:20], field=_named(link.label))
    value = _read(field, operator, raw.get("value"), link.label)
    return Measure(name, field.name if name != "count" else None, operator, value)


def _condition(module: Module, raw: Mapping[str, Any]) -> Condition:
    name, operator = str(raw.get("field")), str(raw.get("operator"))
    field = module.fields.get(name)
    if field is None:
        raise refuse("“{field}” is not known here.", field=name[:40])
    if operator not in field.operators and field.encrypted:
        raise refuse("“{field}” is encrypted: one can look for a whole value, and for whether there is one.", field=_named(field.label))
    if operator not in field.operators:
        raise refuse("“{operator}” does not fit the field “{field}”.", operator=operator[:20], field=_named(field.label))
    if operator in BARE:
        return Condition(name, operator)
    return Condition(name, operator, _read(field, operator, raw.get("value"), field.label))


def _read(field: Field, operator: str, value: Any, label: str) -> Any:
    try:
        return _value(field, operator, value)
    except (Refused, TypeError, ValueError, OverflowError):
        raise refuse("“{value}” does not fit the field “{field}”.", value=str(value)[:60], field=_named(label)) from None


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
        return min(max(int(raw), 1), FURTHEST)
    if operator in ("this", "previous", "coming"):
        if raw not in PERIODS:
            raise ValueError(raw)
        return raw
    if operator in ("contains", "lacks", "starts", "ends"):
        return _text(raw)[:200]
    return _one(field, raw)


def _one(field: Field, raw: Any) -> Any:
    """One value, as the field's own kind reads it; people may also be “me” or “team”, days relative to today."""
    if field.kind_name == "user" and raw in ("me", "team"):
        return raw
    if field.kind_name == "department" and raw == "mine":
        return raw
    if field.kind_name in ("date", "datetime"):
        return relative(str(raw)) or _day(str(raw))
    if field.kind.several:
        return _text(raw)
    found = field.kind.parse(field, raw)
    if found is None:
        raise ValueError(raw)
    return found


def _day(text: str) -> date:
    from crm import current
    from crm.domain.kit.dates import day

    found = day(text, current.today())
    if found > LAST_DAY:
        raise ValueError(text)
    return found


def _text(raw: Any) -> str:
    if "\0" in str(raw):
        raise ValueError(raw)  # PostgreSQL knows no such text
    return str(raw).strip()
