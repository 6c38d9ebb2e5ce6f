"""Pages of the rules that hand leads out: the trial, the run, the log."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.sales.lead import MODULE as LEAD
from crm.domain.sales.lead_assignment import AWAY, FULL, OFF, Assigned
from crm.domain.sales.lead_rule import MODULE
from crm.language import N_, say, say_many
from crm.service.sales.lead_assignment import LeadAssignmentService, Step
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.ruled import Ruled
from crm.web.kit.view import Link
from crm.web.sales.lead_rule_condition import LEADS

PASSED_OVER = ((AWAY, N_("{n} away")), (OFF, N_("{n} not at work")), (FULL, N_("{n} with enough leads")))
SIZE = 50
SHOWN = 100
Assignments = Annotated[LeadAssignmentService, Provide[Container.sales.lead_assignment]]


class LeadRulePage(Ruled):
    """The pages of rules."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        found = [Link(say("Leads that wait"), f"{MODULE.path}/trial", "player-play", testid="sales_lead_rule.trial")]
        found.append(Link(say("Assignment log"), f"{MODULE.path}/log", "history", testid="sales_lead_rule.log"))
        found.append(Link(say("Lead receivers"), modules()["lead_receiver"].path, "user-plus", testid="sales_lead_receiver.index"))
        return (*found, *super().more_links(address))


page = LeadRulePage(MODULE, LEADS)


@page.get("/trial")
@permits("lead_rule.view")
def trial(assignments: Assignments) -> Any:
    """Where the leads that wait would go now; nothing is written."""
    plan = assignments.preview()
    titles = _pools({step.rule.into_pool_id for step in plan.steps if step.to is None})
    steps = tuple(_step(step, titles) for step in plan.steps[:SHOWN])
    left = tuple((row.name, f"{LEAD.path}/{row.id}") for row in plan.left[:SHOWN])
    found = {"given": language.number(len(plan.steps)), "kept": language.number(len(plan.left))}
    return page.render("trial", steps=steps, left=left, more=plan.more, runs=page.may("edit"), **found)


@page.post("/runs")
@permits("lead_rule.edit")
def store(assignments: Assignments) -> Any:
    return redirect(f"/jobs/{assignments.start()}", 303)


@page.get("/log")
@permits("lead_rule.view")
def log(assignments: Assignments) -> Any:
    """Which rule gave which lead to whom, and why."""
    found = assignments.log(SIZE + 1, before_id=request.args.get("before", type=int))
    more = f"{MODULE.path}/log?before={found[SIZE - 1].id}" if len(found) > SIZE else None
    return page.render("log", found=lines_of(found[:SIZE]), more_url=more)


def lines_of(found: list[Assigned]) -> tuple[dict[str, str], ...]:
    """The log as it is shown."""
    titles = _pools({one.pool_id for one in found if one.pool_id})
    return tuple(
        {
            "lead": one.lead_name, "lead_url": f"{LEAD.path}/{one.lead_id}",
            "rule": one.rule_name, "rule_url": f"{MODULE.path}/{one.rule_id}",
            "to": one.user_name or titles.get(one.pool_id or 0, "—"), "why": why_words(one.why),
            "at": language.ago(one.at), "at_full": language.moment(one.at),
        }
        for one in found
    )  # fmt: skip


def _pools(ids: set[int | None]) -> dict[int, str]:
    wanted = {("pool", id) for id in ids if id}
    return {id: name for (_, id), name in container().records().names(wanted).items()} if wanted else {}


def _step(step: Step, titles: dict[int, str]) -> dict[str, str]:
    return {
        "lead": step.lead.name, "lead_url": f"{LEAD.path}/{step.lead.id}", "second": LEAD.subtitle(step.lead),
        "rule": step.rule.name, "rule_url": f"{MODULE.path}/{step.rule.id}",
        "to": step.to.name if step.to else titles.get(step.rule.into_pool_id or 0, "—"), "why": why_words(step.why),
    }  # fmt: skip


def why_words(why: dict[str, Any]) -> str:
    """Why it was this person's turn."""
    if "load" not in why:
        return ""
    many = "{n} open leads, weight {weight}, of {of} people"
    found = [say_many("{n} open lead, weight {weight}, of {of} people", many, why["load"], weight=why["weight"], of=why["of"])]
    found += [say(words, n=why[key]) for key, words in PASSED_OVER if why.get(key)]
    return " · ".join(found)
