"""Approvals: what waits for one, what one asked for and decided; deciding, also many at once; asking for approval of a record."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.platform.approval import VERBS
from crm.domain.platform.approval_request import MODULE, Waiting
from crm.errors import Conflict, Invalid, Taken
from crm.language import N_, say, say_many
from crm.service.platform.approval import SIZE, ApprovalService, Strip
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.platform.approval_view import OPTIONS, SEATS, address_of, strip_html

page = Page(__name__, url="/approvals")
Approvals = Annotated[ApprovalService, Provide[Container.approval.approval]]
TABS = {"waiting": N_("Waits for me"), "asked": N_("Asked by me"), "decided": N_("Decided by me")}
SAID = {
    "approve": N_("Agreed."), "refuse": N_("Rejected."), "return": N_("Returned."), "pass": N_("Handed over."),
    "add": N_("Asked as well."),
}  # fmt: skip


@page.get("")
@permits("signed_in")
def index(approvals: Approvals) -> Any:
    tab = request.args.get("tab", "waiting")
    if tab not in TABS:
        abort(404)
    found = approvals.page(tab, request.args.get("before", type=int))
    rows = found[:SIZE]
    more = f"/approvals?tab={tab}&before={rows[-1].id}" if len(found) > SIZE else None
    tabs = tuple(Link(say(label), f"/approvals?tab={name}", current=name == tab) for name, label in TABS.items())
    links = []
    if current.actor().may(MODULE.permission("view")):
        links.append(Link(say("All requests"), MODULE.path, "list", testid=f"{MODULE.endpoint}.index"))
    if current.actor().may("approval_flow.view"):
        links.append(Link(say("Approval flows"), "/approval-flows", "clipboard-list", testid="platform_approval_flow.index"))
    return page.render("index", tabs=tabs, tab=tab, rows=[_line(one, tab) for one in rows], more_url=more, links=links)


def _line(one: Waiting, tab: str) -> dict[str, Any]:
    module, state = modules()[one.module], OPTIONS[one.state]
    tag = (say(state.label), state.tone)
    if tab == "decided" and one.seat in SEATS:
        said, tone = SEATS[one.seat]
        tag = (say(said), tone)
    who = one.asked_by or ""
    if tab == "asked" and who:
        who = say("decided by {who}", who=who)
    if one.instead_of:
        who = " · ".join(part for part in (who, say("for {name}", name=one.instead_of)) if part)
    return {
        "id": one.id, "name": one.name, "url": f"/approvals/{one.id}", "icon": module.icon, "kind": say(module.label),
        "summary": one.summary or "",
        "who": who, "at": language.ago(one.at), "at_full": language.moment(one.at),
        "due": language.moment(one.due_at) if one.due_at else "",
        "late": one.due_at is not None and one.due_at < current.now(), "flow": one.flow_name or "", "tag": tag,
    }  # fmt: skip


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, approvals: Approvals) -> Any:
    """Where notices and mails lead: the strip on the record's page; alone for who may not see the record, or wants to say why."""
    found = approvals.one(id)
    seen = approvals.is_seen(found.request)
    if seen and "alone" not in request.args:
        return redirect(address_of(found.request), 303)
    return _show(found, seen)


def _show(found: Strip, seen: bool, refusal: Invalid | None = None) -> str:
    module = modules()[found.request.module]
    return page.render(
        "show", title=found.request.name, summary=found.request.summary, kind=say(module.label), icon_name=module.icon,
        record_url=f"{module.path}/{found.request.record_id}" if seen else None,
        strip=strip_html(found, request.values.get("then", ""), refusal, request.form),
    )  # fmt: skip


@page.post("/<int:id>/decision")
@permits("signed_in")
def decide(id: int, approvals: Approvals) -> Any:
    form, verb = request.form, request.form.get("verb", "")
    if verb not in VERBS:
        abort(400)
    try:
        made = approvals.decide(id, verb, form.get("comment", ""), _colleague(form))
    except Invalid as refusal:
        found = approvals.one(id)
        return _show(found, approvals.is_seen(found.request), refusal), 422
    toast(SAID[verb])
    back = {"today": "/", "list": "/approvals"}.get(form.get("then", ""))
    return redirect(back or (address_of(made) if approvals.is_seen(made) else "/approvals"), 303)


def _colleague(form: Any) -> int | None:
    """Chosen, or typed as a name that only one colleague has."""
    if form.get("to", "").isdecimal():
        return int(form["to"])
    text = form.get("to__text", "").strip()
    found = container().platform.user().colleagues(text, 2) if text else []
    return found[0].id if len(found) == 1 else None


@page.post("/<int:id>/withdrawal")
@permits("signed_in")
def withdraw(id: int, approvals: Approvals) -> Any:
    try:
        approvals.withdraw(id, request.form.get("comment", ""))
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("Withdrawn."))
    found = approvals.one(id).request
    return redirect(address_of(found) if approvals.is_seen(found) else "/approvals?tab=asked", 303)


@page.post("/bulk")
@permits("signed_in")
def approve_all(approvals: Approvals) -> Any:
    """Those that were ticked; each that cannot be approved is named."""
    done, refused = approvals.approve_all([int(id) for id in request.form.getlist("id") if id.isdecimal()])
    said = say_many("{n} request was approved.", "{n} requests were approved.", done)
    whys = dict.fromkeys(say(next(iter(no.fields.values())) if isinstance(no, Invalid) else no.words) for no in refused.values())
    toast(" ".join([said, *whys]), tone="bad" if refused else "ok")
    return page.to("index")


# Asking ------------------------------------------------------------------------


@page.get("/of/<module>/<int:id>")
@permits("signed_in")
def new(module: str, id: int, approvals: Approvals) -> Any:
    return _new(module, id)


def _new(module: str, id: int, refusal: Invalid | None = None) -> str:
    service = container().records()(module)
    row = service.get(id)
    service.check_record("edit", row)
    flow = container().approval.flow().fitting(module, [id]).get(id)
    return page.render(
        "ask", title=service.module.title(row), record_url=f"{service.module.path}/{id}", action=f"/approvals/of/{module}/{id}",
        flow=flow.name if flow else "", possible=flow is not None or service.module.approval is not None,
        comment=request.form.get("comment", ""),
        wrong=[say(why) for why in refusal.fields.values()] if refusal else [],
    )  # fmt: skip


@page.post("/of/<module>/<int:id>")
@permits("signed_in")
def create(module: str, id: int, approvals: Approvals) -> Any:
    try:
        approvals.ask(module, id, request.form.get("comment", ""))
    except Invalid as refusal:
        return _new(module, id, refusal), 422
    except (Conflict, Taken):  # two people asked at once
        return _new(module, id, Invalid(decision=N_("Somebody else asked or changed it meanwhile."))), 409  # type: ignore[arg-type]
    toast(N_("Asked for approval."))
    return redirect(f"{container().records()(module).module.path}/{id}#approval", 303)
