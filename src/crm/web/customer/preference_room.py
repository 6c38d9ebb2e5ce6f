"""What one customer or contact likes: every card with its questions and answers, to read and to fill in."""

from collections.abc import Mapping
from itertools import groupby
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.customer.preference import MODULE, SOURCES, Answer
from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import N_, say, say_many
from crm.service.customer.preference import PreferenceService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView

page = Page(__name__, url="")
Preferences = Annotated[PreferenceService, Provide[Container.customer.preference]]


@page.get("/accounts/<int:id>/preferences")
@permits("preference.view")
def account(id: int, preferences: Preferences) -> Any:
    return _room("account", id, preferences)


@page.get("/contacts/<int:id>/preferences")
@permits("preference.view")
def contact(id: int, preferences: Preferences) -> Any:
    return _room("contact", id, preferences)


@page.post("/accounts/<int:id>/preferences")
@permits("preference.edit")
def account_store(id: int, preferences: Preferences) -> Any:
    return _store("account", id, preferences)


@page.post("/contacts/<int:id>/preferences")
@permits("preference.edit")
def contact_store(id: int, preferences: Preferences) -> Any:
    return _store("contact", id, preferences)


def _store(module: str, id: int, preferences: PreferenceService) -> Any:
    given = {int(k[6:]): v for k, v in request.form.items() if k.startswith("field-") and k[6:].isascii() and k[6:].isdigit()}
    try:
        changed = preferences.answer(module, id, given, request.form.get("source", "said"))
    except Invalid as refusal:
        return _room(module, id, preferences, given, refusal.fields), 422
    if changed:
        toast(N_("Saved."), current.last_change())
    return Response(status=303, headers={"Location": f"{modules()[module].path}/{id}/preferences"})


def _room(
    module: str, id: int, preferences: PreferenceService, typed: Mapping[int, str] | None = None, errors: Mapping[str, Any] | None = None
) -> str:
    about = modules()[module]
    row = container().records()(module).get(id)
    cards = []
    for (_, name), asked in groupby(preferences.answers(module, id), key=lambda a: (a.card_id, a.card_name)):
        found = list(asked)
        known = sum(1 for one in found if one.value)
        cards.append((name, say_many("{n} answer", "{n} answers", known), [_question(one, typed or {}, errors or {}) for one in found]))
    return page.render(
        "show",
        module=ModuleView(about),
        title=about.title(row),
        url=f"{about.path}/{id}",
        cards=cards,
        editable=current.actor().may("preference.edit"),
        sources=tuple((option.value, say(option.label)) for option in SOURCES),
        ready_url="/preference-cards/ready" if current.actor().may("preference_card.create") else None,
        errors=[say(why) for why in (errors or {}).values()],
    )


def _question(one: Answer, typed: Mapping[int, str], errors: Mapping[str, Any]) -> dict[str, Any]:
    name = f"field-{one.field_id}"
    if one.kind == "yesno":
        choices: tuple[tuple[str, str], ...] = (("yes", say("Yes")), ("no", say("No")))
    else:
        choices = tuple((line.strip(), line.strip()) for line in (one.options or "").splitlines() if line.strip())
    why = errors.get(name)
    view = InputView(
        name=name,
        label=one.name,
        kind={"yesno": "choice"}.get(one.kind, one.kind),
        value=typed.get(one.field_id, one.value or ""),
        choices=choices,
        unit=one.unit or "",
        error=say(why) if why else None,
        max=500 if one.kind == "text" else None,
    )
    return {
        "input": view,
        "shown": dict(choices).get(one.value or "", one.value) if one.value else None,
        "unit": one.unit or "",
        "by": one.author or "",
        "at": language.day(language.local(one.at).date()) if one.at else "",
        "source": say(MODULE.own["source"].label_of(one.source)) if one.source else "",
        "history": f"{MODULE.path}/{one.preference_id}/history" if one.preference_id else None,
    }
