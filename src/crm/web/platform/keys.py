"""The keys of encrypted values: how many lie under each, and sealing everything under the newest."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect

from crm import current, language
from crm.container import Container
from crm.domain.platform.reseal import ORIGINS, PLACES
from crm.language import N_, say
from crm.service.platform.keys import Held, KeysService
from crm.service.platform.reseal import ResealService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.operation_tabs import tabs
from crm.web.proof import sensitive

page = Page(__name__, url="/operation/keys")
Keys = Annotated[KeysService, Provide[Container.encryption.keys]]
Reseal = Annotated[ResealService, Provide[Container.encryption.reseal]]


@page.get("")
@permits("operation.view")
def index(keys: Keys) -> str:
    held, clear = keys.held()
    older = sum(one.lasting for one in held if not one.writes) + clear
    return page.render(
        "index", tabs=tabs("keys"), command="crm keys new",
        places=[say(label) for label in PLACES.values()], rows=[_row(one) for one in held], older=older,
        missing=any(one.key is None for one in held), editable=current.actor().may("setting.edit"),
    )  # fmt: skip


def _row(one: Held) -> dict[str, Any]:
    return {
        "id": one.id, "writes": one.writes, "missing": one.key is None, "origin": say(ORIGINS[one.key.origin]) if one.key else "",
        "made": language.moment(one.key.made_at) if one.key and one.key.made_at else "",
        "counts": [language.number(one.uses.get(place, 0)) for place in PLACES],
    }  # fmt: skip


@page.post("/rotation")
@permits("setting.edit")
@sensitive
def rotate(reseal: Reseal) -> Any:
    """Everything under the newest key, in a job."""
    id = reseal.ask()
    toast(N_("Values are sealed anew in a job."))
    return redirect(f"/jobs/{id}", 303)
