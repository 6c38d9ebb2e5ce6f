"""Passwords: forgotten, chosen through a link, changed."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request, url_for

from crm.container import Container
from crm.errors import Invalid, NotFound, TooMany
from crm.language import N_, Words, say
from crm.service.platform.password import PasswordService
from crm.web import session as sessions
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast

page = Page(__name__, url="/password")
Passwords = Annotated[PasswordService, Provide[Container.platform.password]]


@page.get("/forgotten")
@permits("public")
def ask() -> Any:
    return page.render("ask")


@page.post("/forgotten")
@permits("public")
def send(passwords: Passwords) -> Any:
    """The same answer for everybody: it does not tell who has an account here."""
    try:
        passwords.ask_reset(request.form.get("account", ""), base(), request.remote_addr)
    except TooMany as refusal:
        return page.render("ask", error=say(refusal.words)), 429, {"Retry-After": str(refusal.seconds)}
    return page.render("asked")


@page.get("/<token>")
@permits("public")
def new(token: str, passwords: Passwords) -> Any:
    return _choose(passwords, token)


def _choose(passwords: PasswordService, token: str, errors: dict[str, str] | None = None) -> Any:
    """The form of a link that holds, else the one that asks for a new link."""
    try:
        user = passwords.link_user(token)
    except NotFound as gone:
        return page.render("ask", error=say(gone.words)), 404
    return page.render("new", token=token, account=user.account, person=user.name, errors=errors or {})


@page.post("/<token>")
@permits("public")
def create(token: str, passwords: Passwords) -> Any:
    try:
        passwords.reset(token, chosen(), request.remote_addr)
    except Invalid as refusal:
        return _choose(passwords, token, said(refusal)), 422
    except NotFound:
        return _choose(passwords, token)
    sessions.forget()
    toast(N_("Your password was changed. Please sign in with it."))
    return redirect(url_for("platform_auth.new"), 303)


@page.get("/change")
@permits("signed_in")
def change(errors: dict[str, str] | None = None) -> Any:
    found = sessions.resumed()
    return page.render("change", errors=errors or {}, must=found is not None and found.must_change)


@page.post("/change")
@permits("signed_in")
def store(passwords: Passwords) -> Any:
    found = sessions.resumed()
    try:
        passwords.change(request.form.get("current_password", ""), chosen(), found.mark if found else None)
    except Invalid as refusal:
        return change(errors=said(refusal)), 422
    except TooMany as refusal:
        return change(errors={"current_password": say(refusal.words)}), 429, {"Retry-After": str(refusal.seconds)}
    toast(N_("Your password was changed. All your other sessions were ended."))
    return redirect(url_for("platform_profile.index"), 303)


def chosen() -> str:
    """The new password, when it was typed the same way twice."""
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        raise Invalid(again=Words("This is not the same as above."))
    return password


def said(refusal: Invalid) -> dict[str, str]:
    return {name: say(why) for name, why in refusal.fields.items()}


def base() -> str:
    """The address that links in mail begin with. The host that a request names is believed only when hosts are listed."""
    if address := container().platform.setting().get("address"):
        return str(address)
    server = current_app.settings.server  # type: ignore[attr-defined]
    return request.host_url if server.hosts else f"http://{server.host}:{server.port}"
