"""What if these deals are won: one's own commission of this month, as it stands and as it would be. Nothing is kept."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.field import Field
from crm.domain.kit.money import LARGEST, Money
from crm.domain.kit.text import Refused
from crm.domain.sales.commission_line import MODULE
from crm.domain.sales.period import month_of
from crm.language import N_, say
from crm.service.sales.commission_trial import CommissionTrialService, Foreseen
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView

page = Page(__name__, url="/commission-what-if")
Trials = Annotated[CommissionTrialService, Provide[Container.performance.commission_trial]]
AMOUNT = Field("money", N_("And this amount besides"), "amount", max=LARGEST, help=N_("As if it were won, signed and paid today."))


@page.get("")
@permits("commission_line.view")
def index(trials: Trials) -> Any:
    deals = trials.deals() if current.actor().may("opportunity.view") else []
    chosen = set(request.args.getlist("deal", int))
    typed, wrong, amount = request.args.get("amount", ""), None, None
    try:
        amount = AMOUNT.parse(typed)
        if amount is not None and amount < 0:
            wrong = say("An amount above zero, please.")
    except Refused as no:
        wrong = say(no.words)
    found = trials.foresee([deal for deal in deals if deal.id in chosen], None if wrong else amount)
    answer = page.render(
        "index", module=ModuleView(MODULE), month=month_of(current.today()), deals=tuple(_deal(one, chosen) for one in deals),
        amount=input_view(AMOUNT, typed, error=wrong), plans=tuple(_plan(one) for one in found),
        now=_money(sum((_earned(one.now) for one in found), Money(0))), then=_money(sum((_earned(one.then) for one in found), Money(0))),
        more=_money(sum((_earned(one.then) - _earned(one.now) for one in found), Money(0))), asked=bool(chosen or typed),
    )  # fmt: skip
    return (answer, 422) if wrong else answer


def _earned(worked: Any) -> Money:
    return sum((line.amount for _, _, _, line in worked.lines), Money(0))


def _money(amount: Money) -> str:
    return language.money(amount, current.own_currency())


def _deal(one: Any, chosen: set[int]) -> dict[str, Any]:
    amount = language.money(one.amount, one.currency or current.own_currency()) if one.amount is not None else "—"
    return {"id": one.id, "name": one.name, "customer": one.account_name or "", "amount": amount, "chosen": one.id in chosen}


def _plan(one: Foreseen) -> dict[str, Any]:
    now, then = _earned(one.now), _earned(one.then)
    return {
        "name": one.plan.name, "url": f"/commission-plans/{one.plan.id}" if current.actor().may("commission_plan.view") else "",
        "now": _money(now), "then": _money(then), "more": _money(then - now),
        "steps": tuple((line.credit.source.name or say("Amount besides"), line.formula, _money(line.amount))
                       for _, _, _, line in one.then.lines[len(one.now.lines):] if line.credit),
        "unknown": say("Without a known cost, so left out: {names}", names=", ".join(one.unknown)) if one.unknown else "",
    }  # fmt: skip
