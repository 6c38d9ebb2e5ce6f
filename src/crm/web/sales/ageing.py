"""The page of what is overdue for how long; each figure leads to its instalments."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.sales.ageing import COLUMNS, Aged, conditions
from crm.domain.sales.receipt_plan import MODULE
from crm.language import N_, say
from crm.service.sales.ageing import AgeingService
from crm.web.kit.address import filtered
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link

page = Page(__name__, url="/receivables")
Ages = Annotated[AgeingService, Provide[Container.trade.ageing]]
LABELS = dict(zip(COLUMNS, (N_("Not due yet"), N_("0–30 days"), N_("31–60 days"), N_("61–90 days"), N_("Over 90 days")), strict=True))
TONES = dict(zip(COLUMNS, ("", "warn", "warn", "bad", "bad"), strict=True))
FIELDS = {"customer": "account_id", "owner": "owner_id"}
OPEN = "open_base:above:0"


@page.get("")
@permits("receipt_plan.view")
def index(ages: Ages) -> Any:
    by = "owner" if request.args.get("by") == "owner" else "customer"
    rows, whole = ages.lines(by)
    return page.render(
        "index",
        module=ModuleView(MODULE),
        tabs=tuple(
            Link(label, f"{page.url_prefix}{query}", current=one == by)
            for one, label, query in (("customer", say("By customer"), ""), ("owner", say("By owner"), "?by=owner"))
        ),
        whose=say("Owner") if by == "owner" else say("Customer"),
        heads=tuple(say(label) for label in LABELS.values()),
        rows=tuple(_line(row, by) for row in rows),
        whole=_line(whole, by, True),
        currency=current.own_currency(),
    )


def _line(row: Aged, by: str, whole: bool = False) -> dict[str, Any]:
    code, days = current.own_currency(), conditions(current.today())
    whose = [] if whole else [f"{FIELDS[by]}:any:{row.key}" if row.key else f"{FIELDS[by]}:empty"]

    def said(name: str, *conditions: str) -> tuple[str, str, str]:
        amount = getattr(row, name)
        url = filtered(MODULE, *whose, *conditions, OPEN) if amount else ""
        return language.money(amount, code) if amount else "—", url, TONES.get(name, "")

    return {
        "name": say("Together") if whole else row.name or say("No name"),
        "url": f"/accounts/{row.key}" if by == "customer" and row.key and not whole else "",
        "cells": tuple(said(name, days[name]) for name in COLUMNS),
        "overdue": said("overdue", f"due_on:before:{current.today()}"),
        "total": said("total"),
    }
