"""The first run: nobody is here yet, so whoever comes becomes the administrator."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, redirect, request, session, url_for

from crm import current
from crm.container import Container
from crm.errors import Invalid
from crm.language import N_
from crm.service.platform.auth import AuthService
from crm.service.platform.setup import SetupService
from crm.web import session as sessions
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast
from crm.web.platform.password import chosen, said

page = Page(__name__, url="/setup")
Setup = Annotated[SetupService, Provide[Container.platform.setup]]
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
FIELDS = ("company", "name", "account", "mail")


@page.get("")
@permits("public")
def new(setup: Setup) -> Any:
    """404 for ever once somebody is here."""
    if not setup.needed():
        abort(404)
    return _form({})


def _form(errors: dict[str, str]) -> str:
    """A provider has named the company already."""
    known = {"company": container().platform.setting().get("company")} if current.context().tenant else {}
    return page.render("new", given={name: request.form.get(name, known.get(name, "")) for name in FIELDS}, errors=errors)


@page.post("")
@permits("public")
def create(setup: Setup, auth: Auth) -> Any:
    if not setup.needed():
        abort(404)
    given = {name: request.form.get(name, "") for name in FIELDS}
    language = current.language()
    try:
        password = chosen()
        setup.found(given["company"], given["name"], given["account"], password, language, given["mail"])
    except Invalid as refusal:
        return _form(said(refusal)), 422
    sessions.begin(auth.sign_in(given["account"], password, request.remote_addr, request.user_agent.string))
    session["language"] = language
    toast(N_("Welcome! Your CRM is ready."))
    return redirect(url_for("customer_today.index"), 303)
