"""One's own keys: every action with its key, to be changed and put back."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import g, request

from crm.container import Container
from crm.domain.platform.key import GO, actions
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.user import UserService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast

page = Page(__name__, url="/profile/keys")
Users = Annotated[UserService, Provide[Container.platform.user]]


@page.get("")
@permits("signed_in")
def index() -> Any:
    return _keys(g.profile.keys, {})


def _keys(own: dict[str, str], wrong: dict[str, Any]) -> str:
    lines = [
        (key, say("Go to {page}", page=say(label)) if key.startswith(f"{GO} ") else say(label), own.get(key, key), say(wrong.get(key, "")))
        for key, label in actions().items()
    ]
    return page.render("index", lines=lines, own=bool(own))


@page.post("")
@permits("signed_in")
def update(users: Users) -> Any:
    typed = {key: request.form.get(key, "") for key in actions()}
    try:
        users.change_keys(typed)
    except Invalid as refusal:
        return _keys(typed, dict(refusal.fields)), 422
    toast(N_("Saved."))
    return page.to("index")


@page.post("/reset")
@permits("signed_in")
def reset(users: Users) -> Any:
    users.change_keys({})
    toast(N_("The keys are as the program has them."))
    return page.to("index")
