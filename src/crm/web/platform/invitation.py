"""Who was invited and has not come yet: sent again, taken back; and whom an import brought in without inviting him."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.platform.invitation import Invited
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.invitation import InvitationService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.password import base

page = Page(__name__, url="/invitations")
Invitations = Annotated[InvitationService, Provide[Container.people.invitation]]
SIZE = 100


@page.get("")
@permits("user.edit")
def index(invitations: Invitations) -> Any:
    found, left = invitations.page(SIZE + 1, request.args.get("after", type=int)), invitations.uninvited()
    more = f"/invitations?after={found[SIZE - 1].id}" if len(found) > SIZE else None
    return page.render("index", rows=[_line(one) for one in found[:SIZE]], more_url=more, uninvited=len(left))


def _line(one: Invited) -> dict[str, Any]:
    until = language.moment(one.until) if one.until and one.until >= current.now() else None
    held = say("holds until {at}", at=until) if until else say("the link holds no longer") if one.sent_at else "—"
    return {
        "id": one.id, "name": one.name, "mail": one.mail or "", "department": one.department_name or "",
        "sent": language.ago(one.sent_at) if one.sent_at else say("never sent"), "by": one.sender_name or "",
        "until": held, "over": one.sent_at is not None and until is None, "times": one.times,
    }  # fmt: skip


@page.post("")
@permits("user.edit")
def send_all(invitations: Invitations) -> Any:
    try:
        job = invitations.send_all(base())
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
        return page.to("index")
    return redirect(f"/jobs/{job}", 303)


@page.post("/<int:id>")
@permits("user.edit")
def send(id: int, invitations: Invitations) -> Any:
    return _told(lambda: invitations.send(id, base()), N_("The link is on its way and holds for three days."))


@page.post("/<int:id>/withdrawal")
@permits("user.edit")
def withdraw(id: int, invitations: Invitations) -> Any:
    return _told(lambda: invitations.withdraw(id), N_("The invitation was taken back. The account is suspended."))


def _told(act: Any, sentence: str) -> Any:
    try:
        act()
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(sentence)
    return redirect(request.referrer or "/invitations", 303)
