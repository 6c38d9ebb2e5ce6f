"""How the installation fares: storage, the queue of jobs, slow statements, usage."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.platform.job import STATES
from crm.domain.platform.operation import DayTotal, DayUse, Sample, TokenUse
from crm.language import N_, say
from crm.service.platform.backup_store import BackupStoreService
from crm.service.platform.job import JobService
from crm.service.platform.operation import OperationService
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.operation_tabs import tabs
from crm.web.platform.operation_text import shown

page = Page(__name__, url="/operation")
Operation = Annotated[OperationService, Provide[Container.operation.operation]]
Store = Annotated[BackupStoreService, Provide[Container.operation.backup_store]]
Jobs = Annotated[JobService, Provide[Container.platform.job]]
SPANS = {"1": N_("Today"), "7": N_("7 days"), "30": N_("30 days")}
SORTS = {"seconds": N_("In all"), "mean": N_("Mean"), "slowest": N_("Slowest"), "calls": N_("Times run")}
SHOWN = 20


@page.get("")
@permits("operation.view")
def index(operation: Operation, store: Store) -> str:
    """What is stored, and how it grows; whether it could be restored."""
    found = operation.storage()
    kinds = {kind: [one for one in found.samples if one.kind == kind] for kind in ("table", "index", "file", "person")}
    names = {module.table: say(module.plural) for module in modules().values() if module.stored}
    groups = (
        (say("Tables"), [_size(one, names.get(one.name, "")) for one in kinds["table"][:SHOWN]]),
        (say("Indexes"), [_size(one, "") for one in kinds["index"][:SHOWN]]),
        (say("Files by kind"), [_size(one, "") for one in kinds["file"][:SHOWN]]),
        (say("Files by person"), [_size(one, one.person or say("Nobody")) for one in kinds["person"][:SHOWN]]),
    )
    return page.render(
        "index", tabs=tabs("storage"), whole=language.size(found.whole), day=language.day(found.day) if found.day else None,
        groups=[(label, rows) for label, rows in groups if rows], chart=_growth(found.growth),
        backup=_backup(store) if current.actor().may("backup.view") and store.is_possible() else None,
    )  # fmt: skip


def _backup(store: BackupStoreService) -> tuple[str, str | None]:
    """(when the last one was made that was found whole, what is wrong)."""
    whole, trouble = store.newest(), store.trouble()
    return language.ago(whole.made_at) if whole else say("None yet"), say(trouble) if trouble else None


def _size(one: Sample, label: str) -> tuple[str, str, str, str, str]:
    """(what, its name in the database, rows, size, growth)."""
    grown = one.bytes - one.before if one.before is not None else 0
    sign = "+" if grown > 0 else "−"
    return (
        label or one.name, one.name if label else "", language.number(one.count) if one.count else "",
        language.size(one.bytes) if one.bytes else "", f"{sign}{language.size(abs(grown))}" if grown else "",
    )  # fmt: skip


def _growth(days: tuple[DayTotal, ...]) -> Chart:
    points = tuple(
        Point(language.day(one.day), (float(one.bytes),), (language.size(one.bytes),), short=f"{one.day:%m-%d}") for one in days
    )
    return Chart(
        "growth", "line", say("Growth over 30 days"), say("What the whole database took on the evening of each day."), (say("Size"),),
        points, axis=lambda value: language.size(int(value)), head=say("Day"),
    )  # fmt: skip


@page.post("/measurement")
@permits("operation.view")
def store(operation: Operation) -> Any:
    """Measure now."""
    toast(N_("The storage is measured in a job."))
    return redirect(f"/jobs/{operation.ask()}", 303)


@page.get("/queue")
@permits("operation.view")
def queue(jobs: Jobs, operation: Operation) -> str:
    """Jobs by kind and state; the list of them is a link away."""
    counts = jobs.counts()
    states = [(state.value, say(state.label), state.tone) for state in STATES]
    kinds = sorted({one.kind for one in counts})
    by_kind = {(one.kind, one.state): one.n for one in counts}
    rows = [
        (say(jobs.label(kind)), kind, [(by_kind.get((kind, value), 0), f"/jobs?kind={kind}&state={value}") for value, _, _ in states])
        for kind in kinds
    ]
    totals = [(label, tone, sum(one.n for one in counts if one.state == value), f"/jobs?state={value}") for value, label, tone in states]
    since = operation.waiting_since()
    return page.render(
        "queue", tabs=tabs("queue"), totals=totals, rows=rows, paused=jobs.paused(), may_list=current.actor().may("job.view"),
        oldest=language.ago(since) if since else None,
    )  # fmt: skip


@page.get("/statements")
@permits("operation.view")
def statements(operation: Operation) -> str:
    """Which statements take the time."""
    span = request.args.get("days") if request.args.get("days") in SPANS else "1"
    sort = request.args.get("sort") if request.args.get("sort") in SORTS else "seconds"
    rows = [
        (
            one.label, language.number(one.calls), _ms(one.mean), _ms(p95), _ms(one.slowest), _ms(one.seconds),
            language.number(round(one.rows / one.calls)),
        )
        for one, p95 in operation.statements(int(span or 1), sort or "seconds")
    ]
    spans = [(say(label), f"?days={name}&sort={sort}", name == span) for name, label in SPANS.items()]
    sorts = [(say(label), f"?days={span}&sort={name}", name == sort) for name, label in SORTS.items()]
    return page.render("statements", tabs=tabs("statements"), rows=rows, spans=spans, sorts=sorts)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


@page.get("/statements/<label>")
@permits("operation.view")
def statement(label: str) -> str:
    """The statement as it stands in its file."""
    found = shown(label)
    if found is None:
        abort(404)
    return page.render("statement", label=label, file=found[0], text=found[1])


@page.get("/usage")
@permits("operation.view")
def usage(operation: Operation) -> str:
    """Who uses it, and how much."""
    days, people, tokens = operation.usage()
    charts = (
        _used(days, "people", say("People"), lambda one: one.people),
        _used(days, "requests", say("Requests"), lambda one: one.requests),
    )
    people_rows = [(one.name or f"#{one.user_id}", language.number(one.days), language.number(one.requests)) for one in people]
    return page.render("usage", tabs=tabs("usage"), charts=charts, people=people_rows, tokens=[_token(one) for one in tokens])


def _token(one: TokenUse) -> tuple[str, str, str, str]:
    used = language.ago(one.last_used_at) if one.last_used_at else ""
    return one.name or say("Taken away"), one.person or "", language.number(one.requests), used


def _used(days: list[DayUse], name: str, label: str, value: Any) -> Chart:
    points = tuple(
        Point(language.day(one.day), (float(value(one)),), (language.number(value(one)),), short=f"{one.day:%m-%d}") for one in days
    )
    description = say("Day by day, over thirty days.")
    return Chart(name, "bar", label, description, (label,), points, axis=lambda value: f"{value:g}", head=say("Day"))
