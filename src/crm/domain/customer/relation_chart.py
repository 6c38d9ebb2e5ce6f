"""The chart of relations: the tree of who reports to whom, and lines for all else. Places are in pixels."""

from dataclasses import dataclass
from typing import ClassVar

WIDE, HIGH, GAP, FALL, EDGE = 148, 52, 28, 72, 24
PER_ROW = 6


@dataclass(frozen=True)
class Person:
    """A contact of the chart."""

    repeats: ClassVar[dict[str, tuple[str, ...]]] = {name: (f"contact.{name}",) for name in ("title", "role")}

    id: int
    name: str
    title: str | None
    role: str | None
    account_id: int | None
    account_name: str | None


@dataclass(frozen=True)
class Edge:
    """A relation between two people of the chart."""

    repeats: ClassVar[dict[str, tuple[str, ...]]] = {"remark": ("relation.remark",)}

    id: int
    kind: str
    contact_id: int
    other_id: int
    remark: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """A person at his place; x and y are the upper left corner."""

    person: Person
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A relation as an SVG path, with the place of its word."""

    edge: Edge
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def chart(people: list[Person], edges: list[Edge]) -> Chart:
    """Bosses stand above those who report to them; whoever is in no such line stands below, in rows."""
    known = {person.id: person for person in people}
    edges = [edge for edge in edges if edge.contact_id in known and edge.other_id in known]
    boss: dict[int, int] = {}
    for edge in edges:
        if edge.kind == "reports_to" and not _above(boss, edge.other_id, edge.contact_id):
            boss.setdefault(edge.contact_id, edge.other_id)
    places = _tree(people, boss)
    top = EDGE + (HIGH if any(e.kind != "reports_to" for e in edges) else 0)  # room for arcs over the first row
    lowest = max((row for _, row in places.values()), default=-1) + 1
    loose = [person.id for person in people if person.id not in places]
    for at, id in enumerate(loose):
        places[id] = (at % PER_ROW, lowest + at // PER_ROW)
    boxes = {id: Box(known[id], EDGE + round(column * (WIDE + GAP)), top + row * (HIGH + FALL)) for id, (column, row) in places.items()}
    width = max((box.x for box in boxes.values()), default=0) + WIDE + EDGE
    height = max((box.y for box in boxes.values()), default=0) + HIGH + EDGE
    lines = tuple(_line(edge, boxes[edge.contact_id], boxes[edge.other_id], boss) for edge in edges)
    return Chart(width, height, tuple(boxes[person.id] for person in people), lines)


def _above(boss: dict[int, int], id: int, wanted: int) -> bool:
    """Whether `wanted` is `id` or above it: a line to it would close a circle."""
    seen: set[int] = set()
    while id not in seen:
        if id == wanted:
            return True
        seen.add(id)
        if id not in boss:
            return False
        id = boss[id]
    return True


def _tree(people: list[Person], boss: dict[int, int]) -> dict[int, tuple[float, int]]:
    """(column, row) of everybody who has a boss or is one; a boss stands over the middle of his people."""
    below: dict[int, list[int]] = {}
    for person in people:
        if person.id in boss:
            below.setdefault(boss[person.id], []).append(person.id)
    places: dict[int, tuple[float, int]] = {}
    free = 0

    def place(id: int, row: int) -> float:
        nonlocal free
        columns = [place(one, row + 1) for one in below.get(id, ())]
        if not columns:
            columns, free = [float(free)], free + 1
        places[id] = ((columns[0] + columns[-1]) / 2, row)
        return places[id][0]

    for person in people:
        if person.id in below and person.id not in boss:
            place(person.id, 0)
    return places


def _line(edge: Edge, one: Box, other: Box, boss: dict[int, int]) -> Line:
    if edge.kind == "reports_to" and boss.get(edge.contact_id) == edge.other_id:
        x1, y1, x2, y2 = one.x + WIDE // 2, one.y, other.x + WIDE // 2, other.y + HIGH
        middle = (y1 + y2) // 2
        return Line(edge, f"M{x1} {y1}V{middle}H{x2}V{y2}", x1, middle)
    x1, x2 = one.x + WIDE // 2, other.x + WIDE // 2
    if one.y == other.y:
        lift = one.y - 18 - min(abs(x1 - x2) // 8, HIGH)
        return Line(edge, f"M{x1} {one.y}Q{(x1 + x2) // 2} {lift} {x2} {other.y}", (x1 + x2) // 2, (one.y + lift) // 2)
    y1, y2 = (one.y + HIGH, other.y) if one.y < other.y else (one.y, other.y + HIGH)
    x1, x2 = x1 + WIDE // 4, x2 + WIDE // 4  # beside the lines of the tree
    return Line(edge, f"M{x1} {y1}C{x1} {(y1 + y2) // 2} {x2} {(y1 + y2) // 2} {x2} {y2}", (x1 + x2) // 2, (y1 + y2) // 2)
