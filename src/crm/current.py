"""Who is acting, in which language and since when: for the length of one request or one job."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm.domain.kit.access import Grants


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the system itself) on whose behalf something is done."""

    id: int
    name: str
    department_id: int | None = None
    grants: Grants = field(default_factory=Grants)
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    roles: tuple[int, ...] = ()
    token_id: int = 0  # of the API token by which a program acts for this person
    decides_for: tuple[int, ...] = ()  # the people whose approvals this one decides while they are away
    marked: bool = False  # name and time stand across his pages
    seen_by: "Actor | None" = None  # the administrator who looks through his eyes, and changes nothing

    def may(self, permission: str) -> bool:
        """Whether `account.edit` is granted in any scope at all; the record itself is checked in SQL."""
        return self.grants.may(permission)


NOBODY = Actor(0, "")


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that is true of one request or one job."""

    actor: Actor = NOBODY
    source: str = "system"  # form inline bulk import rule merge api undo system
    request_id: str = "-"
    language: str | None = None
    clock: datetime | None = None  # a test's fixed time
    reason: str = ""
    fields: Any = None  # the Snapshot of the fields that were added to this database's modules
    currency: str = "CNY"  # the company's own
    group_id: int | None = None  # change sets that are undone as one: an import, a bulk run
    tenant: str = ""  # whose database this is; empty where the program serves one alone, and at the provider's own host


NOTHING = Context()
_context: ContextVar[Context | None] = ContextVar("crm", default=None)


def context() -> Context:
    return _context.get() or NOTHING


def actor() -> Actor:
    return context().actor


def source() -> str:
    return context().source


def language() -> str:
    here = context()
    return here.language or here.actor.language


def timezone() -> str:
    return context().actor.timezone


def everyone() -> Actor:
    """The one who acts, seeing all: for what the program itself has to know, or has decided before."""
    return replace(actor(), grants=Grants(everything=True))


def now() -> datetime:
    """This moment, in UTC."""
    return context().clock or datetime.now(UTC)


def today() -> date:
    """The day on the actor's own calendar."""
    return now().astimezone(ZoneInfo(timezone())).date()


def own_currency() -> str:
    """The company's."""
    return context().currency


def begin(made: Context) -> Token[Context | None]:
    """Set the whole context, for a request or a job; `end` puts back what was before."""
    return _context.set(made)


def end(token: Token[Context | None]) -> None:
    _context.reset(token)


@contextmanager
def acting(**changes) -> Iterator[Context]:
    """Change who, how or when for the length of a block: acting(actor=…, source="bulk")."""
    token = _context.set(replace(context(), **changes))
    try:
        yield context()
    finally:
        _context.reset(token)


_changed: ContextVar[int | None] = ContextVar("crm_changed", default=None)


def note_change(change_set_id: int | None) -> None:
    """Remember the change set that was stored last, so that a page can offer to undo it."""
    _changed.set(change_set_id)


def last_change() -> int | None:
    return _changed.get()
