"""The project state of salespeople: people by stage, and the open deals of one with age, amount and next step."""

from collections import defaultdict
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.access import Scope
from crm.domain.kit.money import Money
from crm.domain.sales.project_state import Deal, Sum
from crm.language import say, say_many
from crm.service.sales.project_state import ProjectStateService
from crm.web.kit.page import Page, one_moment, permits
from crm.web.kit.view import Link
from crm.web.sales.attainment_view import address, departments_of

page = Page(__name__, url="/project-states")
States = Annotated[ProjectStateService, Provide[Container.performance.project_state]]
DEALS = "/opportunities"


@page.get("")
@permits("opportunity.view")
def index(states: States) -> Any:
    actor = current.actor()
    alone = actor.grants.scope("opportunity.view") is Scope.OWN
    owner = actor.id if alone else request.args.get("owner", type=int)
    department = request.args.get("department", type=int)
    with one_moment():
        departments = departments_of("opportunity.view")
        found = states.look(owner, department)
    pipelines = dict.fromkeys((one.pipeline_id, one.pipeline_name) for one in found.sums)
    pipeline = request.args.get("pipeline", type=int)
    pipeline = pipeline if pipeline in {id for id, _ in pipelines} else next((id for id, _ in pipelines), None)
    here = [one for one in found.sums if one.pipeline_id == pipeline]
    name = actor.name if owner == actor.id else next((one.owner_name for one in found.sums if one.owner_id == owner), None)
    return page.render(
        "index",
        tabs=tuple(
            Link(label, address("/project-states", pipeline=id, owner=owner, department=department), current=id == pipeline)
            for id, label in pipelines
        ) if len(pipelines) > 1 else (),
        departments=departments, department=department, pipeline=pipeline, owner=owner, person=name or say("Nobody's"), alone=alone,
        stages=tuple(dict.fromkeys((one.stage_id, one.stage_name) for one in here)), rows=_people(here, department),
        groups=tuple(_group(list(deals)) for _, deals in groupby(found.deals, key=lambda deal: deal.stage_id)),
        more=f"{DEALS}?{urlencode([('f', f'owner_id:any:{owner}'), ('f', 'state:any:open')])}" if found.more else "",
    )  # fmt: skip


def said(amount: Money) -> str:
    return language.money(amount, current.own_currency())


def _listed(owner: int | None, stage: int | None = None) -> str:
    conditions = [f"owner_id:any:{owner}" if owner else "owner_id:empty", "state:any:open", *([f"stage_id:any:{stage}"] if stage else [])]
    return f"{DEALS}?{urlencode([('f', one) for one in conditions])}"


def _people(sums: list[Sum], department: int | None) -> tuple[dict[str, Any], ...]:
    """A line for each person; a cell for each stage, in the order of the stages."""
    stages = list(dict.fromkeys(one.stage_id for one in sums))
    by_owner = defaultdict[int | None, dict[int, Sum]](dict)
    for one in sums:
        by_owner[one.owner_id][one.stage_id] = one
    rows = []
    for owner, cells in by_owner.items():
        amount = sum((one.amount_base for one in cells.values()), Money(0))
        rows.append(
            {
                "name": next(iter(cells.values())).owner_name or say("Nobody's"),
                "url": address("/project-states", owner=owner, department=department) if owner else "",
                "cells": tuple(_cell(cells.get(stage), owner) for stage in stages),
                "amount": said(amount), "number": _count(sum(one.deals for one in cells.values())), "order": -amount,
            }
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row["order"]))


def _cell(one: Sum | None, owner: int | None) -> dict[str, str] | None:
    return {"amount": said(one.amount_base), "number": _count(one.deals), "url": _listed(owner, one.stage_id)} if one else None


def _count(n: int) -> str:
    return say_many("{n} deal", "{n} deals", n)


def _group(deals: list[Deal]) -> dict[str, Any]:
    """The deals of one stage."""
    now, today, first = current.now(), current.today(), deals[0]
    amount = sum((one.amount_base or Money(0) for one in deals), Money(0))
    return {
        "name": first.stage_name, "number": _count(len(deals)), "amount": said(amount),
        "rows": tuple(
            {
                "name": one.name, "url": f"{DEALS}/{one.id}", "account": one.account_name or "",
                "amount": language.money(one.amount, one.currency or current.own_currency()) if one.amount is not None else "—",
                "in_stage": language.number(one.in_stage(now)), "stale": one.is_stale(now), "age": language.number(one.age(now)),
                "close_on": language.day(one.close_on) if one.close_on else "—", "late": one.is_late(today),
                "step": _step(one), "idle": one.is_idle(today),
            }
            for one in deals
        ),
    }  # fmt: skip


def _step(deal: Deal) -> str:
    """What happens next, and when."""
    if deal.next_follow_at:
        return " · ".join(part for part in (language.day(deal.next_follow_at), deal.next_step) if part)
    if deal.waiting_until and deal.waiting_until >= current.today():
        return say("Waiting for the customer until {day}", day=language.day(deal.waiting_until))
    return say("No next step")
