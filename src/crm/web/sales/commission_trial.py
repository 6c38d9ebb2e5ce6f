"""A plan over months that are past, beside what was paid for them."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import current, language
from crm.container import Container
from crm.domain.kit.money import Money
from crm.domain.sales.commission_plan import MODULE
from crm.domain.sales.commission_source import named
from crm.service.sales.commission_plan import CommissionPlanService
from crm.service.sales.commission_trial import CommissionTrialService, Compared
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.sales.commission_words import problem_words

MONTHS = 3
page = Page(__name__, url=MODULE.path)
Plans = Annotated[CommissionPlanService, Provide[Container.performance.commission_plan]]
Trials = Annotated[CommissionTrialService, Provide[Container.performance.commission_trial]]


@page.get("/<int:id>/trial")
@permits("commission_plan.edit")
def index(id: int, plans: Plans, trials: Trials) -> Any:
    plan = plans.get(id)
    months, rows, worked = trials.compare(plan, MONTHS, current.today())
    whole = Compared(0, "", _together([row.would for row in rows], len(months)), _together([row.paid for row in rows], len(months)))
    return page.render(
        "index", module=ModuleView(MODULE), plan=plan.name, record_url=f"{MODULE.path}/{id}", months=months,
        rows=tuple(_line(row, months) for row in rows), whole=_line(whole, months), currency=current.own_currency(),
        problems=tuple(problem_words(one) for one in named(problem for one in worked for problem in one.problems)),
    )  # fmt: skip


def _together(amounts: list[tuple[Money, ...]], count: int) -> tuple[Money, ...]:
    return tuple(sum((one[at] for one in amounts), Money(0)) for at in range(count))


def _line(row: Compared, months: list[str]) -> dict[str, Any]:
    code = current.own_currency()
    more = sum(row.would, Money(0)) - sum(row.paid, Money(0))
    return {
        "name": row.name,
        "cells": tuple(
            (_said(would), _said(paid), f"/my-commission?month={month}&person={row.user_id}" if paid and row.user_id else "")
            for would, paid, month in zip(row.would, row.paid, months, strict=True)
        ),
        "more": ("+" if more > 0 else "") + language.money(more, code),
        "tone": "ok" if more > 0 else "bad" if more < 0 else "",
    }


def _said(amount: Money) -> str:
    return language.money(amount, current.own_currency()) if amount else "—"
