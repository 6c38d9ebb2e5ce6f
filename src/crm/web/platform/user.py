"""User pages: accounts, invitations, suspension."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.kit.text import Refused
from crm.domain.platform.user import LINKED, MODULE
from crm.errors import Invalid
from crm.language import N_, number, say, say_many
from crm.service.platform.auth import AuthService
from crm.service.platform.invitation import InvitationService
from crm.service.platform.password import PasswordService
from crm.service.platform.role_change import Foreseen
from crm.service.platform.user import UserService
from crm.web.kit.address import url
from crm.web.kit.bulk import LATER, Chosen
from crm.web.kit.form import posted
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.platform.password import base, chosen, said
from crm.web.platform.role_foreseen import ForeseenPage
from crm.web.platform.role_told import carried, confirmed, told

Users = Annotated[UserService, Provide[Container.platform.user]]
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
Invitations = Annotated[InvitationService, Provide[Container.people.invitation]]
Passwords = Annotated[PasswordService, Provide[Container.platform.password]]


class UserPage(ForeseenPage):
    """As for every record; names alone are for everybody, since work is handed to people."""

    rights = ("roles", "department_id")

    def _permitted(self, action: str, verb: str) -> Any:
        return permits("signed_in")(lambda: self.options()) if action == "options" else super()._permitted(action, verb)

    def options(self) -> Response:
        found = container().platform.user().colleagues(request.args.get("q", ""))
        return jsonify([{"id": one.id, "text": one.name, "second": one.department_name or ""} for one in found])

    def given(self) -> dict[str, Any]:
        """A new user speaks the company's language until he says otherwise."""
        settings = container().platform.setting()
        return {"language": settings.get("language"), "timezone": settings.get("timezone")} | super().given()

    def foresee(self, row: Any, wanted: Any) -> Foreseen:
        """Other roles and another department let him see and do other things; his records go with him, away from others' sight."""
        if row.department_id != wanted.department_id:
            return self.changes.of_person(row.id, wanted.roles, row.department_id, wanted.department_id)
        moved = row.is_active and set(row.roles) != set(wanted.roles)
        return self.changes.of_people({row.id: wanted.roles}) if moved else Foreseen(1)

    def bulk_edit(self) -> Any:
        """Another department of many is foreseen as that of one is, before anything is written."""
        if request.method != "POST" or confirmed() or request.form.get("then") == "edit":
            return super().bulk_edit()
        these = self.chosen()
        found = self._foresee_all(these)
        if not found:
            return super().bulk_edit()
        title = say_many("Edit {n} record", "Edit {n} records", these.count)
        looked = number(LATER) if these.count > LATER else ""
        return self.render(
            "move", title=title, action=url(self.module, "bulk_edit"), lines=told(found), carried=carried(), looked=looked,
            back=url(self.module, "index"),
        )  # fmt: skip

    def _foresee_all(self, these: Chosen) -> Foreseen | None:
        """None where nobody is to go elsewhere, or not to where anybody can."""
        emptied = "department_id" in request.form.getlist("empty")
        raw = "" if emptied else posted(self.module, request.form, ("department_id",)).get("department_id", "")
        try:
            joined = self.module.draft.fields["department_id"].parse(raw)
        except Refused:
            return None
        if joined is None and not emptied:
            return None
        verb = self.service.mass_verb(these.ids if isinstance(these.ids, list) else None)
        moved = [row for row in self.service.find(self._first(these), verb) if row.department_id != joined]
        return self.changes.of_persons({row.id: row.roles for row in moved}, {row.id: row.department_id for row in moved}, joined)

    def status(self, row: Any) -> tuple[Link, ...]:
        option = next(one for one in MODULE.fields["state"].options if one.value == row.state)
        return (Link(say(option.label), "", tone=option.tone, current=True),)

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        if current.actor().may("role.view"):
            asked = url_for("platform_explain.index", who=row.id)
            links = (*links, Link(say("Who sees what"), asked, "lock", testid="platform_explain.index"))
        if not editable:
            return links
        more = [_link(row, N_("Set a password"), "password", "key")] if row.state in LINKED else []
        if row.mail:
            more.append(_link(row, N_("Mail a link") if row.is_active else N_("Invite"), "invite", "mail", post=True))
        if row.id != current.actor().id:
            more += self._account_links(row)
        return (*links[:1], *more, *links[1:])

    @staticmethod
    def _account_links(row: Any) -> list[Link]:
        """What can be done about somebody else's account, by its state."""
        found = []
        if row.state == "invited":
            withdrawal = url_for("platform_invitation.withdraw", id=row.id)
            found.append(Link(say("Withdraw the invitation"), withdrawal, "x", testid="platform_invitation.withdraw", post=True))
        elif row.is_active:
            found.append(_link(row, N_("Suspend"), "suspend", "ban", post=True))
            sessions = url_for("platform_user_session.index", id=row.id)
            found.append(Link(say("Sessions"), sessions, "device-laptop", testid="platform_user_session.index"))
            found.append(_link(row, N_("End all sessions"), "end", "logout", post=True))
        else:
            found.append(_link(row, N_("Let in again"), "resume", "check", post=True))
        label = say("Hand over what is left") if row.state == "left" else say("Leaves, or hands over …")
        handover = url_for("platform_handover.new", id=row.id)
        return [*found, Link(label, handover, "arrows-right-left", testid="platform_handover.new")]

    def more_links(self, address: Address) -> tuple[Link, ...]:
        links = super().more_links(address)
        if not self.may("edit"):
            return links
        ways = (
            ("Invitations", "platform_invitation.index", "send"), ("Handovers", "platform_handover.index", "arrows-right-left"),
            ("Second factors", "platform_user_factor.index", "lock"),
        )  # fmt: skip
        return (*(Link(say(label), url_for(way), icon, testid=way) for label, way, icon in ways), *links)


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
    toast(N_("Sessions ended: {n}."), n=auth.end_sessions(id))
    return page.to("show", id=id)


@page.post("/<int:id>/invitation")
@permits("user.edit")
def invite(id: int, users: Users, invitations: Invitations) -> Any:
    """Mail a link by which the user sets his own password."""
    invitations.send(id, base())
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
