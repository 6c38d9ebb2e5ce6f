"""When people are reminded of contracts and orders: so many days before an end or a due day, and so many days after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.language import N_


@dataclass(frozen=True)
class Band:
    """Days that one step of a reminder stands for: what lies in them is told once, however often one looks."""

    step: int
    first: date
    last: date


def ahead(days: Sequence[int], today: date) -> list[Band]:
    """What is still to come: each step reaches from the one before it. A night without a job is made up for."""
    pairs = zip([-1, *days], days, strict=False)
    return [Band(step, today + timedelta(days=before + 1), today + timedelta(days=step)) for before, step in pairs]


def behind(days: Sequence[int], today: date) -> list[Band]:
    """What is over: each step reaches to the next one, the last one back to the beginning. Its steps are below zero."""
    ends = [*days[1:], None]
    return [
        Band(-step, date.min if after is None else today - timedelta(days=after - 1), today - timedelta(days=max(step, 1)))
        for step, after in zip(days, ends, strict=True)
    ]


@dataclass(frozen=True)
class Reminded:
    """What somebody is to be reminded of."""

    id: int
    name: str
    owner_id: int
    day: date


@dataclass(frozen=True)
class Kind:
    """One kind of reminder: its words, for one and for several, and where they lead."""

    name: str
    one: str
    several: str
    path: str
    listed: str
    notice: str = "contract"  # the kind of notice that people choose their way for


ENDING = Kind(
    "ending", N_("The contract “{name}” ends on {day}"), N_("The contract “{name}” and {n} more end soon"), "/contracts",
    "/contracts?f=state:any:active&f=owner_id:any:me&f=ends_on:filled&sort=ends_on",
)  # fmt: skip
DUE = Kind(
    "due", N_("“{name}” is due on {day}"), N_("“{name}” and {n} more are due soon"), "/receipt-plans",
    "/receipt-plans?f=state:any:open,part&f=owner_id:any:me&sort=due_on",
)  # fmt: skip
OVERDUE = Kind(
    "overdue", N_("“{name}” is overdue since {day}"), N_("“{name}” and {n} more are overdue"), "/receipt-plans",
    "/receipt-plans?f=state:any:overdue&f=owner_id:any:me&sort=due_on",
)  # fmt: skip
DELIVER = Kind(
    "deliver", N_("The order “{name}” is to be delivered on {day}"), N_("The order “{name}” and {n} more are to be delivered soon"),
    "/orders", "/orders?f=state:any:confirmed,delivering&f=owner_id:any:me&f=deliver_by:filled&sort=deliver_by", "order",
)  # fmt: skip
LATE = Kind(
    "late", N_("The order “{name}” should have been delivered on {day}"), N_("The order “{name}” and {n} more should have been delivered"),
    "/orders", DELIVER.listed, "order",
)  # fmt: skip
