"""The command palette: what one opened lately, records, actions with arguments, pages, help. Without script a page of its own."""

from typing import Annotated

from dependency_injector.wiring import Provide
from flask import jsonify, redirect, request
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.kit.command import commands
from crm.domain.kit.module import Module
from crm.domain.kit.pinyin import spellings
from crm.domain.kit.text import Refused
from crm.domain.platform.journal import Outcome
from crm.errors import Invalid
from crm.language import N_, Words, say, say_many
from crm.service.platform.recent import RecentService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast
from crm.web.platform import palette_rows as rows

page = Page(__name__, url="/go")
Recent = Annotated[RecentService, Provide[Container.platform.recent]]
MOST = 500  # records that one action takes
LABELS = 80


@page.get("")
@permits("signed_in")
def index(recent: Recent) -> str:
    """What the typed text may mean, on the page one comes from and for the records chosen there."""
    here = rows.here(request.args)
    act = next((one for one in rows.allowed(here) if one.name == request.args.get("act")), None)
    text = request.args.get("q", "").strip()[:200]
    if act:
        sections = [rows.arguments(here, act, text)]
    elif text:
        sections = rows.matching(here, text, recent)
    else:
        sections = rows.empty(here, recent)
    return page.render(
        "index", q=text, sections=[one for one in sections if one.rows], here=here, act=act and act.name,
        title=rows.worded(here, act) if act else say("What do you want to do?"),
    )  # fmt: skip


@page.post("")
@permits("signed_in")
def perform() -> Response:
    """Do the action to the records, and go back to where one was; the services ask for the rights."""
    here = rows.here(request.form)
    act = next((one for one in commands(here.module) if one.name == request.form.get("act")), None) if here.module else None
    if act is None or not here.ids or here.module is None:
        raise Invalid(act=Words("Please select at least one record."))
    value = request.form.get("value", "").strip()
    service = container().records()(here.module.name)
    with current.acting(source="bulk"):
        if act.name == "assign":
            user = container().platform.user().find_one(value)
            if user is None:
                raise Invalid(value=Words("Please choose one from the list."))
            outcome = service.assign_all(here.ids, user.id, user.department_id)
        elif act.name in ("tag", "untag"):
            tags = _tags(here.module, value)
            outcome = service.tag_all(here.ids, tags if act.name == "tag" else [], tags if act.name == "untag" else [])
        elif act.name == "remove":
            outcome = service.remove_all(here.ids)
        else:
            outcome = service.change_all(here.ids, {act.field: value})
    told(outcome)
    gone = act.name == "remove" and here.one
    return redirect(here.module.path if gone else here.path, 303)


def _tags(module: Module, value: str) -> list[str]:
    try:
        return module.fields["tags"].parse([value])  # type: ignore[no-any-return]
    except Refused as no:
        raise Invalid(value=no.words) from None


def told(outcome: Outcome) -> None:
    kept = {**outcome.refused, **outcome.kept}
    if kept:
        why = say(next(iter(kept.values())))
        toast(N_("{n} changed, {m} kept as they are: {why}"), outcome.change_set_id, n=len(outcome.done), m=len(kept), why=why)
    else:
        toast(say_many("{n} record was changed.", "{n} records were changed.", len(outcome.done)), outcome.change_set_id)


@page.post("/opened")
@permits("signed_in")
def opened(recent: Recent) -> Response:
    """The page of a record tells, after it is shown, that it was opened."""
    id = request.form.get("id", "")
    if id.isascii() and id.isdigit() and len(id) < 16:
        recent.opened(int(id))
    return Response(status=204)


@page.get("/spellings")
@permits("signed_in")
def spelled() -> Response:
    """Pinyin and initials of the labels on the page one is on, so that its actions are found by them."""
    labels = request.args.getlist("label")[:LABELS]
    return jsonify({label: list(spellings(label[:60])) for label in labels})
