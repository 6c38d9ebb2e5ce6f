"""The statistics of contracts: by state, kind, owner and month; each figure leads to its contracts."""

from datetime import date
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.sales.contract import IN_FORCE, KINDS, MODULE, STATES
from crm.domain.sales.contract_statistic import Summed
from crm.domain.sales.period import days_of
from crm.language import say
from crm.service.sales.contract_statistic import ContractStatisticService
from crm.web.kit.address import filtered, within
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link

page = Page(__name__, url=MODULE.path)
Statistics = Annotated[ContractStatisticService, Provide[Container.trade.contract_statistic]]
HERE = f"{MODULE.path}/statistics"
YEARS = 3
HELD = f"state:any:{','.join(IN_FORCE)}"
OPTIONS = {"state": STATES, "kind": KINDS}


@page.get("/statistics")
@permits("contract.view")
def index(statistics: Statistics) -> Any:
    this = current.today().year
    year = request.args.get("year", type=int)
    year = year if year and this - YEARS < year <= this else None
    sums = statistics.sums(year)
    tabs = [Link(say("All years"), HERE, current=year is None)]
    tabs += [Link(str(one), f"{HERE}?year={one}", current=one == year) for one in range(this, this - YEARS, -1)]
    return page.render(
        "index",
        module=ModuleView(MODULE),
        tabs=tuple(tabs),
        tables=tuple(
            (label, head, tuple(_line(one, name, year) for one in sums[name]))
            for name, label, head in (
                ("state", say("By state"), say("State")), ("kind", say("By kind"), say("Kind")), ("owner", say("By owner"), say("Owner")),
            )
        ),
        chart=_months(sums["month"][::-1]),
        empty=not sums["state"],
        currency=current.own_currency(),
    )


def _line(one: Summed, group: str, year: int | None) -> dict[str, Any]:
    code = current.own_currency()
    option = next((option for option in OPTIONS.get(group, ()) if option.value == one.key), None)
    field = "owner_id" if group == "owner" else group
    own = f"{field}:any:{one.key}" if one.key else f"{field}:empty"
    days = [within("signed_on", date(year, 1, 1), date(year, 12, 31))] if year else []
    return {
        "name": say(option.label) if option else one.name or say("No owner"),
        "tone": option.tone if option else "",
        "url": filtered(MODULE, own, *([] if group == "state" else [HELD]), *days),
        "contracts": language.number(one.contracts),
        "amount": language.money(one.amount, code),
        "received": language.money(one.received, code),
        "open": language.money(one.open, code),
        "share": f"{one.share} %" if one.share is not None else "—",
        "width": min(max(one.share or 0, 0), 100),
    }


def _months(sums: list[Summed]) -> Chart:
    code = current.own_currency()
    return Chart(
        "contract-months", "bar", say("Signed by month"),
        say("What the contracts signed in each month come to, and what came in for them, in {currency}.", currency=code),
        (say("Contract amount"), say("Received")),
        tuple(
            Point(
                one.key or "", (float(one.amount), float(one.received)),
                (language.money(one.amount, code), language.money(one.received, code)),
                (filtered(MODULE, HELD, within("signed_on", *days_of(one.key or ""))),) * 2, short=(one.key or "")[2:],
            )
            for one in sums
        ),
        language.compact, say("Month"),
    )  # fmt: skip
