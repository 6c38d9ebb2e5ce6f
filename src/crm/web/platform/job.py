"""Jobs: what runs, what waits and why, what failed; replay and cancel; one's own in the tray."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request, url_for

from crm import language
from crm.container import Container
from crm.current import actor
from crm.domain.platform.job import REPLAYABLE, STATES, Job
from crm.language import N_, say
from crm.service.platform.job import JobService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

page = Page(__name__, url="/jobs")
Jobs = Annotated[JobService, Provide[Container.platform.job]]
SIZE = 50
OPTIONS = {option.value: option for option in STATES}


@dataclass(frozen=True, slots=True)
class JobView:
    """One job in words."""

    id: int
    title: str
    kind: str
    url: str
    state: Link
    held: str | None
    share: int | None
    counts: str
    attempts: str
    by: str
    asked: str
    asked_full: str
    next: str
    ended: str
    error: str
    trace: str
    result_url: str | None
    is_over: bool
    replay_url: str | None
    cancel_url: str | None


@page.get("")
@permits("job.view")
def index(jobs: Jobs) -> Any:
    state = request.args.get("state") if request.args.get("state") in OPTIONS else None
    kind = request.args.get("kind") or None
    found = jobs.page(SIZE + 1, request.args.get("before", type=_id), state, kind)
    more = _address(state=state, kind=kind, before=found[SIZE - 1].id) if len(found) > SIZE else None
    view = "rows" if request.headers.get("HX-Request") and "before" in request.args else "index"
    views = [_view(jobs, job) for job in found[:SIZE]]
    return page.render(view, jobs=views, next_url=more, tabs=_tabs(jobs, state, kind), kinds=_kinds(jobs, kind), state=state)


@page.get("/mine")
@permits("signed_in")
def mine(jobs: Jobs) -> Any:
    """One's own jobs under way: a piece of a page that asks for itself again."""
    return page.render("mine", jobs=[_view(jobs, job) for job in jobs.mine()])


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, jobs: Jobs) -> Any:
    """A job as a page; only its state when htmx asks, which it does until the job is over."""
    return page.render("state" if request.headers.get("HX-Request") else "show", job=_view(jobs, jobs.get(id)))


@page.post("/<int:id>/replay")
@permits("job.edit")
def replay(id: int, jobs: Jobs) -> Any:
    jobs.replay(id)
    toast(N_("The job will run again."))
    return page.to("show", id=id)


@page.post("/<int:id>/cancellation")
@permits("signed_in")
def cancel(id: int, jobs: Jobs) -> Any:
    """One's own job, or any with the right to look after them."""
    jobs.cancel(id)
    toast(N_("The job was cancelled."))
    return page.to("show", id=id)


def _id(text: str) -> int:
    """A number that an id can be."""
    return min(int(text), 2**63 - 1)


def _address(**query: Any) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{url_for('platform_job.index')}{'?' if given else ''}{urlencode(given)}"


def _tabs(jobs: JobService, state: str | None, kind: str | None) -> list[Link]:
    counts = dict.fromkeys(OPTIONS, 0)
    for found in jobs.counts():
        counts[found.state] += found.n
    tabs = [Link(say("All"), _address(kind=kind), current=state is None)]
    for name, option in OPTIONS.items():
        count = language.number(counts[name]) if counts[name] else None
        tabs.append(Link(say(option.label), _address(state=name, kind=kind), current=state == name, count=count))
    return tabs


def _kinds(jobs: JobService, kind: str | None) -> list[Link]:
    return [Link(say(jobs.label(name)), name, current=name == kind) for name in sorted(jobs.handlers)]


def _error(job: Job) -> str:
    """What went wrong. What only says where in the program is for those who look after jobs."""
    if "\n" in (job.error or "") and not actor().may("job.view"):
        return say("Something went wrong. Whoever looks after this system can see what.")
    return say(job.why)


def _view(jobs: JobService, job: Job) -> JobView:
    option = OPTIONS[job.state]
    kind = say(jobs.label(job.kind))
    waits = job.state in ("waiting", "failed")
    held, result = jobs.held(job), str(job.results.get("url") or "")
    return JobView(
        id=job.id,
        title=job.title or kind,
        kind=kind if job.title else "",
        url=url_for("platform_job.show", id=job.id),
        state=Link(say(option.label), "", tone=option.tone),
        held=say(held) if held else None,
        share=job.share if job.state == "running" else None,
        counts=f"{language.number(job.done)} / {language.number(job.total)}" if job.total else "",
        attempts=language.number(job.attempts),
        by=job.actor_name or say("System"),
        asked=language.ago(job.created_at),
        asked_full=language.moment(job.created_at),
        next=language.moment(job.run_at) if waits and not held else "",
        ended=language.moment(job.ended_at) if job.ended_at else "",
        error=_error(job),
        trace=(job.error or "") if actor().may("job.view") else "",
        result_url=result if result.startswith("/") and not result.startswith("//") else None,
        is_over=job.is_over,
        replay_url=url_for("platform_job.replay", id=job.id) if job.state in REPLAYABLE and actor().may("job.edit") else None,
        cancel_url=url_for("platform_job.cancel", id=job.id) if not job.is_over and jobs.may_end(job) else None,
    )
