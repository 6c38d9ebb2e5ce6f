"""The filter as a tree: its parts, how they are reached and exchanged, how they are saved."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

BARE = ("empty", "filled")

Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A field of the record, held against a value."""

    field: str
    operator: str
    value: Any = None  # scalar, or a tuple for any/none/all/between


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked of the related records together: their number, or the sum of a field, held against a value."""

    name: str  # count sum average least most
    of: str | None  # the field; none for a count
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Related:
    """Some (or no) record of the relation meets the inner filter; or those that do, measured, meet a number."""

    relation: str
    exists: bool
    where: "Group"
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all, or any, must hold."""

    parts: tuple["Part", ...] = ()
    any: bool = False

    def __bool__(self) -> bool:
        return bool(self.parts)


Part: TypeAlias = Condition | Related | Group


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
    common: bool | None = None  # so many records have the words that they are met soon on the way along the order; None: not known
    rare: frozenset[Condition] | None = None  # of several values, kept beside the records: so few have them that these are gathered first
    first: int = 0  # no more of those than so many; 0: all of them


def weight(part: Part) -> int:
    """How many conditions a database has to plan for; PostgreSQL takes minutes over hundreds of them."""
    if isinstance(part, Group):
        return sum(weight(one) for one in part.parts)
    if isinstance(part, Related):
        return 1 + weight(part.where)
    return len(part.value) if part.operator == "all" else 1


def flat(group: Group) -> Group:
    """The same filter without groups that say nothing: those of one part, and those of all within all."""
    parts: list[Part] = []
    for part in group.parts:
        if isinstance(part, Group):
            part = flat(part)
            if not part.parts:
                continue
            if part.any == group.any or len(part.parts) == 1:
                parts += part.parts
                continue
        parts.append(part)
    if len(parts) == 1 and isinstance(parts[0], Group):
        return parts[0]
    return Group(tuple(parts), group.any and len(parts) > 1)


def inside(part: Part) -> tuple[Part, ...]:
    return part.parts if isinstance(part, Group) else part.where.parts if isinstance(part, Related) else ()


def part_at(part: Part, path: Path) -> Part | None:
    """The part that a path of positions leads to, through groups and relations; None where there is none."""
    for step in path:
        if step >= len(inside(part)):
            return None
        part = inside(part)[step]
    return part


def _with(part: Part, parts: tuple[Part, ...]) -> Part:
    if isinstance(part, Group):
        return replace(part, parts=parts)
    assert isinstance(part, Related)
    return replace(part, where=replace(part.where, parts=parts))


def exchanged(part: Part, path: Path, new: Part | None) -> Part:
    """The tree with another part at the path, or without it."""
    if len(path) > 1:
        inner = exchanged(inside(part)[path[0]], path[1:], new)
        parts = (*inside(part)[: path[0]], inner, *inside(part)[path[0] + 1 :])
    else:
        parts = (*inside(part)[: path[0]], *(() if new is None else (new,)), *inside(part)[path[0] + 1 :])
    return _with(part, parts)


def added(root: Group, path: Path, new: Part) -> Group:
    """The tree with one more part in the group, or among the conditions of the relation, that the path leads to."""
    if not path:
        return replace(root, parts=(*root.parts, new))
    place = part_at(root, path)
    if place is None or isinstance(place, Condition):
        return replace(root, parts=(*root.parts, new))
    grown = exchanged(root, path, _with(place, (*inside(place), new)))
    assert isinstance(grown, Group)
    return grown


def moved(root: Group, path: Path, into: Path, place: int) -> Group:
    """The tree with the part before the one that stands at that place of another group, or of the same one; as it was where
    the part or the group is not there, or the part would stand within itself."""
    part, target = part_at(root, path), part_at(root, into)
    if not path or part is None or target is None or isinstance(target, Condition) or into[: len(path)] == path:
        return root
    gap = Group()  # keeps the other places as they are until the part stands anew
    emptied = exchanged(root, path, gap)
    home = part_at(emptied, into)
    assert home is not None
    grown = _with(home, (*inside(home)[:place], part, *inside(home)[place:]))
    found = _closed(exchanged(emptied, into, grown) if into else grown, gap)
    assert isinstance(found, Group)
    return found


def _closed(part: Part, gap: Group) -> Part:
    """The tree without the very object that was put in for a while."""
    if isinstance(part, Condition):
        return part
    return _with(part, tuple(_closed(one, gap) for one in inside(part) if one is not gap))


def as_json(part: Part) -> dict[str, Any]:
    """The tree as it is saved and as the API gives it; `parse_tree` reads it back."""
    if isinstance(part, Group):
        return {"any" if part.any else "all": [as_json(inner) for inner in part.parts]}
    if isinstance(part, Related):
        where = as_json(part.where)
        if (asked := part.measure) is None:
            return {"relation": part.relation, "exists": part.exists, "where": where}
        value = list(asked.value) if isinstance(asked.value, tuple) else asked.value
        of = {"of": asked.of} if asked.of else {}
        return {
            "relation": part.relation, "measure": asked.name, **of, "operator": asked.operator, "value": _plain(value), "where": where,
        }  # fmt: skip
    value = list(part.value) if isinstance(part.value, tuple) else part.value
    return {"field": part.field, "operator": part.operator, **({} if part.operator in BARE else {"value": _plain(value)})}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")  # JSON's own numbers would round it
    if value is None or isinstance(value, (str, int, float)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
