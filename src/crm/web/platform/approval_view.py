"""A request for approval as pages show it: the strip with its steps and faces, on the record and on a page of its own."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from crm import current, language
from crm.domain.kit.module import Module, modules
from crm.domain.platform.approval import Seat
from crm.domain.platform.approval_request import STATES, ApprovalRequest
from crm.domain.platform.approval_step import NEEDS
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.approval import Strip
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import container
from crm.web.kit.view import InputView, Link

OPTIONS = {option.value: option for option in STATES}
BACK = ("returned", "refused")  # whoever asked is to read why
SEATS = {
    "waits": (N_("decides now"), "warn"), "later": (N_("comes later"), ""), "approved": (N_("agreed"), "ok"),
    "refused": (N_("rejected it"), "bad"), "returned": (N_("returned it"), "warn"), "passed": (N_("no longer asked"), ""),
    "skipped": (N_("not needed any more"), ""),
}  # fmt: skip
WHYS = {
    "left": N_("in place of {who}, who left"), "none": N_("because nobody else was there"), "handed": N_("handed over by {who}"),
    "late": N_("in place of {who}, whose time was over"), "added": N_("asked as well by {who}"),
    "stands_in": N_("in place of {who}, who is away"),
}  # fmt: skip
NEED_LABELS = {option.value: option.label for option in NEEDS}


def strip_html(strip: Strip, then: str = "", refusal: Invalid | None = None, raw: Any = None) -> Markup:
    """The strip; after a refusal with what was typed. `then`: the page that a decision leads back to."""
    request = strip.request
    state, typed, at = OPTIONS[request.state], raw or {}, request.created_at or current.now()
    wrong = {name: say(why) for name, why in (refusal.fields if refusal else {}).items()}
    return Markup(
        render_template(
            "platform/approval/strip.html",
            request_id=request.id, flow=request.flow_name or say("Approval"), state=say(state.label), tone=state.tone, then=then,
            asked=say("{who} asked {ago}", who=request.owner_name or "—", ago=language.ago(at)), asked_full=language.moment(at),
            comment=request.comment, answer=request.answer, decider=request.decider_name or say("The system"),
            closed=not request.is_open, steps=_steps(request, strip.seats), mine=strip.mine, withdrawable=strip.withdrawable,
            typed=typed.get("comment", ""), wrong=wrong, opened=typed.get("verb") in ("pass", "add"),
            to=InputView("to", say("Colleague"), "user", typed.get("to", ""), error=wrong.get("to"), options_url="/users/options"),
        )  # fmt: skip
    )


def _steps(request: ApprovalRequest, seats: list[Any]) -> list[dict[str, Any]]:
    """The steps in their order, each with the people who sit there."""
    order = sorted(enumerate(request.steps), key=lambda one: one[1].rank)
    found = []
    for at, step in order:
        people = [_face(seat) for seat in seats if seat.step == at]
        now = request.is_open and any(seat.state == "waits" for seat in seats if seat.step == at)
        need = say(NEED_LABELS[step.need]) if len(people) > 1 else ""
        found.append({"name": say(step.name), "need": need, "people": people, "now": now, "done": step.rank < request.rank})
    return found


def _face(seat: Any) -> dict[str, Any]:
    said, tone = SEATS[seat.state]
    why = say(WHYS[seat.why], who=seat.via_name or "—") if seat.why in WHYS and (seat.via_id or seat.why == "none") else ""
    return {
        "name": seat.user_name or "—", "said": say(said), "tone": tone, "why": why, "comment": seat.comment or "",
        "at": _at(seat), "late": seat.state == "waits" and seat.due_at is not None and seat.due_at < current.now(),
    }  # fmt: skip


def _at(seat: Seat) -> str:
    if seat.at:
        return language.ago(seat.at)
    if seat.state != "waits" or not seat.since:
        return ""
    since = say("asked {ago}", ago=language.ago(seat.since))
    return f"{since} · {say('due {at}', at=language.moment(seat.due_at))}" if seat.due_at else since


def beside(module: Module, row: Any) -> Beside:
    """What approvals add to a record's page: the strip while it waits or came back, the last result, and the way to ask."""
    flows = container().approval.flow().known().get(module.name)
    way = module.approval
    if not flows and not (way and way.stewarded):
        return Beside()
    strip = container().approval.approval().strip(module.name, row.id)
    is_open = strip is not None and strip.request.is_open
    fresh = not way or getattr(row, way.field) == way.draft
    links: tuple[Link, ...] = ()
    if not is_open and fresh and any(one.live for one in flows or ()) and _may_edit(module, row):
        links = (Link(say("Ask for approval"), f"/approvals/of/{module.name}/{row.id}", "checkbox", testid="platform_approval.new"),)
    if strip is None:
        return Beside(links=links)
    state = OPTIONS[strip.request.state]
    mark = Link(f"{say('Approval')}: {say(state.label)}", f"/approvals/{strip.request.id}?alone=1", tone=state.tone)
    marks = () if is_open else (mark,)
    strips = (strip_html(strip, "record"),) if is_open or (fresh and strip.request.state in BACK) else ()
    return Beside(marks, links, strips, is_open)


def _may_edit(module: Module, row: Any) -> bool:
    return current.actor().may(module.permission("edit")) and container().records()(module.name).may("edit", row)


def address_of(request: ApprovalRequest) -> str:
    """The strip on the record's page."""
    return f"{modules()[request.module].path}/{request.record_id}#approval"


OF_RECORD.append(beside)
