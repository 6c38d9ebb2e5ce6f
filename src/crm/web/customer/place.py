"""Places of customers: pages as of all records, a form for what is pasted from a map, and the way there from the customer."""

import re
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.place import DATUMS, MODULE, PlaceDraft
from crm.domain.kit.module import Module
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.customer.account import AccountService
from crm.service.customer.place import PlaceService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import permits
from crm.web.kit.record import ModuleView, RecordPage
from crm.web.kit.related import SECOND
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView, Link

page = RecordPage(MODULE)
Places = Annotated[PlaceService, Provide[Container.field.place]]
Accounts = Annotated[AccountService, Provide[Container.customer.account]]
PAIR = re.compile(r"^[^\d+-]*([+-]?\d{1,3}(?:\.\d+)?)\s*[°,，;；\s]+\s*([+-]?\d{1,3}(?:\.\d+)?)\D*$")
DIGITS = 6


@page.get("/of/<int:id>")
@permits("place.create")
def of(id: int, accounts: Accounts, places: Places) -> Any:
    """Where a customer is: one box for what one pastes from a map."""
    return _form(id, accounts, places)


@page.post("/of/<int:id>")
@permits("place.create")
def put(id: int, accounts: Accounts, places: Places) -> Any:
    account, known = accounts.get(id), places.of([id]).get(id)
    try:
        raw = coordinates(request.form.get("coordinates", "")) | {"datum": request.form.get("datum", ""), "source": "hand"}
        if known:
            places.change(known.id, raw)
        else:
            places.create(PlaceDraft.parse(raw | {"account_id": id}))
    except Invalid as refusal:
        return _form(id, accounts, places, refusal), 422
    toast(N_("The place of {name} is known now."), current.last_change(), name=account.name)
    return redirect(f"{ACCOUNT.path}/{id}", 303)


def coordinates(text: str) -> dict[str, str]:
    """“31.2304, 121.4737” as maps write it; some write the longitude first, which is told by its size."""
    found = PAIR.match(text.strip())
    if not found:
        raise Invalid(coordinates=Words("Two numbers such as 31.230416, 121.473701, please."))
    first, second = (f"{float(part):.{DIGITS}f}" for part in found.groups())
    swapped = abs(float(first)) > 90 >= abs(float(second))
    return {"latitude": second, "longitude": first} if swapped else {"latitude": first, "longitude": second}


def _form(id: int, accounts: AccountService, places: PlaceService, refusal: Invalid | None = None) -> str:
    account, known, wrong = accounts.get(id), places.of([id]).get(id), dict(refusal.fields) if refusal else {}
    where = wrong.pop("coordinates", None) or wrong.pop("latitude", None) or wrong.pop("longitude", None)
    begun = f"{known.latitude}, {known.longitude}" if known else ""
    datum = next(field for name, field in PlaceDraft.own.items() if name == "datum")
    return page.render(
        "of",
        account=ModuleView(ACCOUNT),
        title=account.name,
        record_url=f"{ACCOUNT.path}/{id}",
        action=f"{MODULE.path}/of/{id}",
        inputs=(
            InputView("coordinates", say("Coordinates"), "text", request.form.get("coordinates", begun), required=True,
                      error=say(where) if where else None, placeholder="31.230416, 121.473701",
                      help=say("Latitude and longitude, as a map gives them.")),
            InputView("datum", say(datum.label), "choice", request.form.get("datum", known.datum if known else "gcj02"), required=True,
                      help=say(datum.help or ""), choices=tuple((one.value, say(one.label)) for one in DATUMS)),
        ),
        wrong=tuple(say(why) for why in wrong.values()),
    )  # fmt: skip


def of_customer(module: Module, row: Any) -> Beside:
    """From a customer one goes on to who is near, and says where he is."""
    if module.name != ACCOUNT.name:
        return Beside()
    links = [Link(say("Nearby customers"), f"/nearby?account={row.id}", "map-pin", testid="customer_nearby.show")]
    if current.actor().may("place.create"):
        links.append(Link(say("Place on the map"), f"{MODULE.path}/of/{row.id}", "map-pin", testid="customer_place.of"))
    return Beside(links=tuple(links))


OF_RECORD.append(of_customer)
SECOND[MODULE.name] = lambda row: f"{row.latitude}, {row.longitude}"
