"""The group of companies around a customer."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.customer.account import MODULE
from crm.domain.customer.account_group import Branch, Figures
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.customer.account_group import AccountGroupService
from crm.web.customer.person_pick import people
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url="/accounts")
Groups = Annotated[AccountGroupService, Provide[Container.customer.account_group]]


@page.get("/<int:id>/group")
@permits("account.view")
def show(id: int, groups: Groups) -> Any:
    accounts = container().customer.account()
    row, tree = accounts.get(id), groups.of(id)
    return page.render(
        "show",
        module=ModuleView(MODULE),
        row=row,
        url=f"{MODULE.path}/{id}",
        rows=tuple(_row(branch, id) for branch in tree.branches),
        total=_figures(tree.branches[0].whole),
        totals=tuple((f"amount{at}", say(label)) for at, label in enumerate(tree.totals)),
        more=tree.more,
        add=current.actor().may("account.edit"),
        create=current.actor().may("account.create"),
    )


def _row(branch: Branch, here: int) -> dict[str, Any]:
    node, several = branch.node, branch.whole.customers > 1
    return {
        "name": node.name,
        "url": f"{MODULE.path}/{node.id}",
        "here": node.id == here,
        "depth": min(branch.depth, 6),
        "second": " · ".join(part for part in (say(MODULE.own["grade"].label_of(node.grade)) if node.grade else "", node.city) if part),
        "owner": node.owner_name or "",
        "own": _figures(branch.own),
        "whole": _figures(branch.whole) if several else None,
    }


def _figures(figures: Figures) -> dict[str, str]:
    return {
        "customers": language.number(figures.customers),
        "contacts": language.number(figures.contacts),
        "activities": language.number(figures.activities),
        "tasks": language.number(figures.tasks),
        "employees": language.number(figures.employees),
        "revenue": language.number(figures.revenue),
        "touched": language.ago(figures.touched_at) if figures.touched_at else "—",
        **{f"amount{at}": language.money(amount, current.context().currency) for at, amount in enumerate(figures.amounts)},
    }


@page.get("/<int:id>/subsidiaries/new")
@permits("account.edit")
def pick(id: int) -> Any:
    return _pick(id)


@page.post("/<int:id>/subsidiaries")
@permits("account.edit")
def store(id: int, groups: Groups) -> Any:
    """Put a customer that is there already below this one."""
    try:
        name = groups.put(id, request.form.get("person_id", 0, int))
    except Invalid as refusal:
        return _pick(id, refusal), 422
    toast(N_("{name} was put into the group."), current.last_change(), name=name)
    return page.to("show", id=id)


def _pick(id: int, refusal: Invalid | None = None) -> str:
    row = container().customer.account().get(id)
    text = request.values.get("q", "")
    return page.render(
        "pick",
        module=ModuleView(MODULE),
        title=say("Add a subsidiary"),
        home=(row.name, f"{MODULE.path}/{id}/group"),
        action=f"{MODULE.path}/{id}/subsidiaries",
        q=text,
        found=people(text, ("account",), {("account", id)}, "company"),
        errors={name: say(why) for name, why in refusal.fields.items()} if refusal else {},
        create_url=f"{MODULE.path}/new?parent_id={id}" if current.actor().may("account.create") else None,
        find_label=say("Find a customer"),
    )
