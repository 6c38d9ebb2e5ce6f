"""Care plan pages, the way to the customers who have waited too long, and the colour of “days since touch”."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.customer.care import MODULE
from crm.domain.kit.filter_tree import as_json
from crm.domain.kit.plain import dumps
from crm.language import N_, say
from crm.service.customer.care import CareService, days_since
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

Cares = Annotated[CareService, Provide[Container.customer.care]]
WAITS = (
    ("ideal", N_("Ideal gap has passed"), "clock"),
    ("longest", N_("Longest gap has passed"), "alert-triangle"),
    ("unplanned", N_("Waiting, and nothing is planned"), "checklist"),
)


class CarePage(RecordPage):
    """The pages of the plan."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        found = tuple(Link(say(label), f"{MODULE.path}/due?which={which}", icon, testid=f"care-{which}") for which, label, icon in WAITS)
        return found + super().more_links(address)


page = CarePage(MODULE)


@page.get("/due")
@permits("account.view")
def due(cares: Cares) -> Any:
    """One's own customers who have waited too long: the list of customers with the filter that says so."""
    which = request.args.get("which", "ideal")
    found = cares.late(longest=which == "longest", unplanned=which == "unplanned")
    if found is None:
        toast(N_("There is no care plan yet: it says how long customers of a grade may wait."), tone="bad")
        return page.to("index")
    asked = [("f", "owner_id:any:me"), ("filter", dumps(as_json(found))), ("sort", "touched_at")]
    return redirect(f"/accounts?{urlencode(asked)}", 303)


def touched() -> Callable[[Any], str]:
    """The cell of the last touch: days since then, in the colour of the care plan."""
    gaps, never, today = container().customer.care().gaps(), say("never touched"), current.today()
    known: dict[tuple[date, str | None], tuple[str, str]] = {}

    def said(days: int, grade: str | None) -> tuple[str, str]:
        gap = gaps.get(grade or "")
        return (gap.tone(days) if gap else ""), say("{n} d", n=language.number(days))

    def cell(row: Any) -> str:
        at = row.touched_at
        key = (language.local_day(at or row.created_at), row.grade)
        tone, words = known.get(key) or known.setdefault(key, said(days_since(row, today), row.grade))
        return f'<span class="since {tone}" title="{language.moment(at) if at else never}">{words if at else never}</span>'

    return cell


WHOLE["account", "touched_at"] = touched
