"""Plan and done (拜访完成率): each person's visits of a month, each figure the way to them."""

from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.sales.visit import CANCELLED, DONE, MISSED, MODULE
from crm.domain.sales.visit_rate import Rate, month_of, together
from crm.language import N_, say
from crm.service.sales.visit import VisitService
from crm.web.kit.calendar import title
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.sales.visit_field import tabs

page = Page(__name__, url=MODULE.path)
Visits = Annotated[VisitService, Provide[Container.field.visit]]
# Name of the figure, its head, and the conditions of the list behind it.
HEADS = (
    ("due", N_("To be made"), (f"state:none:{CANCELLED}",)),
    ("done", N_("Visited"), (f"state:any:{DONE}",)),
    ("missed", N_("Missed"), (f"state:any:{MISSED}",)),
    ("open", N_("Still open"), ("state:any:planned,under_way",)),
    ("cancelled", N_("Called off"), (f"state:any:{CANCELLED}",)),
    ("unchecked", N_("Without check-in"), (f"state:any:{DONE}", "check_in_at:empty")),
    ("unmeasured", N_("Not measured"), (f"state:any:{DONE}", "check_in_at:filled", "distance:empty")),
    ("far", N_("Too far away"), ("is_far:is:yes",)),
)


@page.get("/rates")
@permits("visit.view")
def index(visits: Visits) -> Any:
    asked = request.args.get("month")
    first, last = month_of(asked, current.today())
    rates = visits.rates(asked)
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    days = f"planned_on:between:{first},{last}"
    return page.render(
        "index",
        module=ModuleView(MODULE),
        tabs=tabs("rates"),
        title=title("month", first, first),
        back_url=_address(before.strftime("%Y-%m")),
        on_url=_address(after.strftime("%Y-%m")),
        today_url=_address(""),
        heads=[say(label) for _, label, _ in HEADS],
        rows=[_row(one, days) for one in rates],
        total=_row(together(rates), days) if len(rates) > 1 else None,
    )


def _address(month: str) -> str:
    return f"{MODULE.path}/rates" + (f"?month={month}" if month else "")


def _row(one: Rate, days: str) -> dict[str, Any]:
    whose = [("f", f"owner_id:any:{one.owner_id}")] if one.owner_id else []
    return {
        "name": one.owner_name or say("nobody"),
        "figures": [
            (language.number(value), f"{MODULE.path}?{urlencode([('f', days), *whose, *(('f', part) for part in parts)])}" if value else "")
            for name, _, parts in HEADS
            for value in (getattr(one, name),)
        ],
        "share": one.share,
    }
