"""Notices: the bell, the list with its filters, the way to what each is about, and how one wants to hear of things."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request, session, url_for

from crm import language
from crm.container import Container
from crm.current import actor
from crm.domain.platform.notice import KINDS, WAYS, Choice, Notice
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.notice import NoticeService
from crm.service.platform.notice_choice import NoticeChoiceService
from crm.service.platform.notice_push import NoticePushService
from crm.web.kit.entries import day
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

page = Page(__name__, url="/notices")
Notices = Annotated[NoticeService, Provide[Container.platform.notice]]
Choices = Annotated[NoticeChoiceService, Provide[Container.platform.notice_choice]]
Push = Annotated[NoticePushService, Provide[Container.platform.notice_push]]
SIZE = 50
SHORT = {
    "mention": N_("Mentions"), "assignment": N_("Assignments"), "reminder": N_("Reminders"), "job": N_("Jobs"), "follow": N_("Followed"),
}  # fmt: skip


@page.get("")
@permits("signed_in")
def index(notices: Notices) -> Any:
    kind = request.args.get("kind") if request.args.get("kind") in SHORT else None
    only = request.args.get("unread") == "1"
    found = notices.page(SIZE + 1, request.args.get("before", type=_id), kind, only)
    kept: dict[str, Any] = {"kind": kind, "unread": "1" if only else None}
    more = url_for("platform_notice.index", before=found[SIZE - 1].id, **kept) if len(found) > SIZE else None
    view = "rows" if request.headers.get("HX-Request") and "before" in request.args else "index"
    return page.render(
        view, lines=tuple(_line(one) for one in found[:SIZE]), more_url=more, unread=notices.unread(actor().id), tabs=_tabs(kind, only),
        filtered=bool(kind or only),
    )  # fmt: skip


def _tabs(kind: str | None, only: bool) -> tuple[Link, ...]:
    first = (
        Link(say("All"), url_for("platform_notice.index"), current=not kind and not only),
        Link(say("Unread"), url_for("platform_notice.index", unread=1), current=only),
    )
    return first + tuple(
        Link(say(label), url_for("platform_notice.index", kind=name), current=kind == name) for name, label in SHORT.items()
    )


@page.get("/bell")
@permits("signed_in")
def bell(notices: Notices) -> Any:
    """The bell with the number of unread notices: a piece of a page that asks for itself again."""
    return page.render("bell", unread=notices.unread(actor().id))


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, notices: Notices) -> Any:
    """Go to what it is about; from now on it is read."""
    return redirect(notices.open(id).url, 303)


@page.post("/reading")
@permits("signed_in")
def read_all(notices: Notices) -> Any:
    notices.read_all()
    return page.to("index")


@page.post("/<int:id>/mark")
@permits("signed_in")
def mark(id: int, notices: Notices) -> Any:
    """Mark one as read, or as unread again."""
    notices.mark(id, request.form.get("read") == "1")
    back = request.referrer or ""
    return redirect(back if back.startswith(request.host_url) else url_for("platform_notice.index"), 303)


@page.get("/choices")
@permits("signed_in")
def choices(chosen: Choices, push: Push) -> Any:
    return _choices(chosen, push)


@page.post("/choices")
@permits("signed_in")
def choose(chosen: Choices, push: Push) -> Any:
    try:
        chosen.choose(request.form, push.is_offered)
    except Invalid as refusal:
        return _choices(chosen, push, refusal), 422
    toast(N_("Saved."))
    return page.to("choices")


@page.post("/devices")
@permits("signed_in")
def subscribe(push: Push) -> Any:
    """The browser says where its push service is. It is remembered, so that signing out ends it."""
    try:
        session["push"] = push.subscribe(request.get_json(), request.user_agent.string)
    except Invalid as refusal:
        return {"error": " ".join(say(why) for why in refusal.fields.values())}, 422
    toast(N_("Notices are pushed to this browser."))
    return {}


@page.post("/devices/<key>/removal")
@permits("signed_in")
def unsubscribe(key: str, push: Push) -> Any:
    push.unsubscribe(key)
    toast(N_("Nothing is pushed to that browser any longer."))
    return page.to("choices")


def _choices(chosen: NoticeChoiceService, push: NoticePushService, refusal: Invalid | None = None) -> str:
    ways, hours = chosen.mine()
    times = {"quiet_from": hours.quiet_from, "quiet_until": hours.quiet_until, "digest_at": hours.digest_at}
    return page.render(
        "choices",
        kinds=[_kind(one.value, say(one.label), ways[one.value]) for one in KINDS],
        ways=[(one.value, say(one.label)) for one in WAYS],
        times={name: request.form.get(name, _clock(minute)) for name, minute in times.items()},
        errors={name: say(why) for name, why in refusal.fields.items()} if refusal else {},
        push_key=push.public_key if push.is_offered else None,
        devices=[(one.key, one.name, language.moment(one.created_at), one.key == session.get("push")) for one in push.mine()]
        if push.is_offered
        else [],
    )


def _kind(name: str, label: str, known: Choice) -> tuple[str, str, str, bool]:
    """(kind, what it is called, the way, whether it is pushed): as typed, or as it was chosen before."""
    typed = request.form
    return name, label, typed.get(name, known.way), f"push.{name}" in typed if typed else known.push


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


def _id(text: str) -> int:
    """A number that an id can be."""
    return min(int(text), 2**63 - 1)


def _line(one: Notice) -> dict[str, Any]:
    return {
        "id": one.id, "icon": one.icon, "title": one.title, "unread": one.read_at is None, "ago": language.ago(one.created_at),
        "at": language.moment(one.created_at), "day": day(one.created_at),
    }  # fmt: skip
