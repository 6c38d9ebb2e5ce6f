"""User pages: accounts, invitations, suspension."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.platform.user import MODULE
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.auth import AuthService
from crm.service.platform.password import PasswordService
from crm.service.platform.user import UserService
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.platform.password import base, chosen, said

Users = Annotated[UserService, Provide[Container.platform.user]]
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
Passwords = Annotated[PasswordService, Provide[Container.platform.password]]


class UserPage(RecordPage):
    """As for every record; names alone are for everybody, since work is handed to people."""

    def _permitted(self, action: str, verb: str) -> Any:
        return permits("signed_in")(lambda: self.options()) if action == "options" else super()._permitted(action, verb)

    def options(self) -> Response:
        found = container().platform.user().colleagues(request.args.get("q", ""))
        return jsonify([{"id": one.id, "text": one.name, "second": one.department_name or ""} for one in found])

    def given(self) -> dict[str, Any]:
        """A new user speaks the company's language until he says otherwise."""
        settings = container().platform.setting()
        return {"language": settings.get("language"), "timezone": settings.get("timezone")} | super().given()

    def status(self, row: Any) -> tuple[Link, ...]:
        option = next(one for one in MODULE.fields["state"].options if one.value == row.state)
        return (Link(say(option.label), "", tone=option.tone, current=True),)

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        if not editable:
            return links
        more = [_link(row, N_("Set a password"), "password", "key")]
        if row.mail and row.is_active:
            more.append(_link(row, N_("Mail a link"), "invite", "mail", post=True))
        if row.id != current.actor().id:
            word, action, icon = (N_("Suspend"), "suspend", "ban") if row.is_active else (N_("Let in again"), "resume", "check")
            more += [_link(row, word, action, icon, post=True), _link(row, N_("End all sessions"), "end", "logout", post=True)]
        return (*links[:1], *more, *links[1:])


def _link(row: Any, word: str, action: str, icon: str, post: bool = False) -> Link:
    return Link(say(word), url_for(f"platform_user.{action}", id=row.id), icon, testid=f"platform_user.{action}", post=post)


page = UserPage(MODULE)


@page.post("/<int:id>/suspension")
@permits("user.edit")
def suspend(id: int, users: Users) -> Any:
    return _state(users, id, "suspended", N_("{name} was suspended and signed out everywhere."))


@page.post("/<int:id>/activation")
@permits("user.edit")
def resume(id: int, users: Users) -> Any:
    return _state(users, id, "active", N_("{name} may sign in again."))


def _state(users: UserService, id: int, state: str, sentence: str) -> Any:
    try:
        row = users.change(id, {"state": state})
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
        return page.to("show", id=id)
    toast(sentence, current.last_change(), name=row.name)
    return page.to("show", id=id)


@page.post("/<int:id>/sessions/end")
@permits("user.edit")
def end(id: int, users: Users, auth: Auth) -> Any:
    users.require_rank(id)
    toast(N_("{n} sessions were ended."), n=auth.end_sessions(id))
    return page.to("show", id=id)


@page.post("/<int:id>/invitation")
@permits("user.edit")
def invite(id: int, users: Users, passwords: Passwords) -> Any:
    """Mail a link by which the user sets his own password."""
    passwords.invite(id, base())
    toast(N_("A mail to {mail} is on its way. Its link holds for three days."), mail=users.get(id).mail)
    return page.to("show", id=id)


@page.get("/<int:id>/password")
@permits("user.edit")
def password(id: int, users: Users) -> Any:
    return page.render("password", row=users.require_rank(id), errors={})


@page.post("/<int:id>/password")
@permits("user.edit")
def set_password(id: int, users: Users, passwords: Passwords) -> Any:
    try:
        passwords.set_initial(id, chosen())
    except Invalid as refusal:
        return page.render("password", row=users.require_rank(id), errors=said(refusal)), 422
    toast(N_("The password was set. It has to be changed at the first sign-in."))
    return redirect(url_for("platform_user.show", id=id), 303)
