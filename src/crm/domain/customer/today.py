"""Today (今日): one line of the queue, why it stands where it stands, and the weights that order it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.domain.kit.text import Refused
from crm.language import N_, Words

EARLIEST, LATEST = -7, 30  # days that count: an old thing does not grow for ever
GRADE_STEPS = {"A": 3, "B": 2, "C": 1}
GENERAL = {"day": 4, "grade": 6}  # points a day late, points a step of the customer's grade
MOST = 1000
FOR_GOOD = timedelta(days=3650)  # a line that was dealt with, not put off
SNOOZES = (
    ("+1h", N_("In an hour")),
    ("+1d", N_("Tomorrow")),
    ("+3d", N_("In three days")),
    ("next monday", N_("Next Monday")),
    ("+2w", N_("In two weeks")),
)


@dataclass(frozen=True)
class Item:
    """Something that waits for a person. `late` is in days: how long it has been due, below zero while it is still to come."""

    source: str
    id: int
    title: str
    url: str
    why: tuple[Words, ...]
    late: float = 0.0
    today: bool = True  # False for what only comes in the next days
    grade: str | None = None
    second: str = ""  # whom it concerns
    record: tuple[str, int] | None = None  # (module, id) that a touch is logged with
    acts: tuple[str, ...] = ("snooze",)  # done snooze touch assign
    assign_url: str | None = None
    icon: str = "circle-dot"
    tone: str = ""

    @property
    def key(self) -> str:
        return f"{self.source}:{self.id}"


@dataclass(frozen=True)
class Ranked:
    """An item with its points, each part of them named."""

    item: Item
    parts: tuple[tuple[Words, int], ...]

    @property
    def points(self) -> int:
        return sum(points for _, points in self.parts)


def ranked(item: Item, label: str, weights: Mapping[str, int]) -> Ranked:
    """base of its kind + points a day × days late (from -7 to 30) + points a step × steps of the grade (A 3, B 2, C 1)."""
    days = min(max(item.late, EARLIEST), LATEST)
    parts = [(Words(label), weights[item.source])]
    if aged := round(days * weights["day"]):
        said = f"{round(abs(days), 1):g}"
        late, ahead = (N_("1 day late"), N_("1 day ahead")) if said == "1" else (N_("{n} days late"), N_("{n} days ahead"))
        parts.append((Words(late if days > 0 else ahead, n=said), aged))
    if steps := GRADE_STEPS.get(item.grade or "", 0) * weights["grade"]:
        parts.append((Words("grade {grade}", grade=item.grade), steps))
    return Ranked(item, tuple(parts))


def together(found: list[Ranked]) -> list[Ranked]:
    """The highest first; a customer for whom several reasons speak stands once, with all of them."""
    kept: dict[object, Ranked] = {}
    for one in sorted(found, key=lambda one: (-one.points, one.item.key)):
        about = one.item.record if one.item.record and "done" not in one.item.acts else one.item.key
        if first := kept.get(about):
            item = first.item
            kept[about] = Ranked(Item(**{**vars(item), "why": (*item.why, *one.item.why)}), first.parts)
        else:
            kept[about] = one
    return list(kept.values())


def read_weights(text: str | None) -> dict[str, int]:
    """`task=50,day=4` -> weights; what is not named keeps its default."""
    try:
        found = {name.strip(): int(value) for name, _, value in (part.partition("=") for part in (text or "").split(",") if part.strip())}
    except ValueError:
        raise Refused(Words("A weight is a whole number from 0 to {most}.", most=MOST)) from None
    if any(not 0 <= value <= MOST for value in found.values()):
        raise Refused(Words("A weight is a whole number from 0 to {most}.", most=MOST))
    return found


@dataclass(frozen=True)
class Task:
    """An open task, with the customer it is about and whose it is."""

    id: int
    name: str
    due_at: datetime
    remind_at: datetime | None
    waiting: bool
    account_id: int | None
    account_name: str | None
    grade: str | None
    owner_id: int
    owner_name: str | None


@dataclass(frozen=True)
class Asked:
    """A mention that was not answered yet (nothing of one's own was logged with the record since), a request for one's approval, or a
    job of one's own that did not come to its end."""

    kind: str  # mention, approval, job
    id: int
    title: str
    url: str
    created_at: datetime
    module: str | None
    record_id: int | None
    who: str | None  # asks for approval
    second: str | None  # what is to be approved, in short; the state of a job
    due_at: datetime | None
    instead_of: str | None  # who is away, where one decides for him


@dataclass(frozen=True)
class PutOff:
    """A line that comes back later."""

    key: str
    until: datetime
