"""The condition for going on from a stage: the filter of a list of deals, put to the stage."""

from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.kit.filter import parse_address
from crm.domain.kit.filter_tree import as_json
from crm.domain.kit.plain import dumps
from crm.domain.sales.opportunity import MODULE as OPPORTUNITY
from crm.domain.sales.stage import MODULE, condition_of
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.stage import StageService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.sentence import references, sentence
from crm.web.kit.toast import toast

PATH = f"{MODULE.path}/condition"
page = Page(__name__, url=PATH)
Stages = Annotated[StageService, Provide[Container.sales.stage]]


@page.get("")
@permits("stage.edit")
def show(stages: Stages) -> Any:
    return _asked(stages, request.args.get("condition", ""))


@page.post("")
@permits("stage.edit")
def store(stages: Stages) -> Any:
    given = request.form.get("condition", "")
    stage = request.form.get("stage", 0, type=int)
    if stage not in stages.steps():
        return _asked(stages, given, say("Please choose one from the list.")), 422
    try:
        stages.change(stage, {"condition": given})
    except Invalid as refusal:
        return _asked(stages, given, say(next(iter(refusal.fields.values())))), 422
    toast(N_("Saved."), current.last_change())
    return redirect(f"{MODULE.path}/{stage}", 303)


def _asked(stages: StageService, given: str, wrong: str = "") -> str:
    open_ones = [(str(id), name) for id, name in ((step.id, _called(step)) for step in stages.steps().values() if step.kind == "open")]
    return page.render(
        "show", module=ModuleView(MODULE), condition=given, words=words(given), list_url=listed(given), stages=open_ones, wrong=wrong,
        chosen=request.values.get("stage", ""), deals=ModuleView(OPPORTUNITY), url=PATH,
    )  # fmt: skip


def _called(step: Any) -> str:
    return f"{step.pipeline_name} · {step.name}"


def words(condition: str | None) -> str:
    """The condition as a sentence; one that cannot be read says why."""
    try:
        found = condition_of(condition)
        return sentence(OPPORTUNITY, found, container().records().names(references(OPPORTUNITY, found))) if found else ""
    except Invalid as no:
        return " ".join(say(why) for why in no.fields.values())


def listed(condition: str | None) -> str:
    """The list of the deals that meet it."""
    return f"{OPPORTUNITY.path}?{urlencode({'filter': condition or ''})}"


def of_list() -> str:
    """The filter of the list under way as a condition; empty where there is none, or none that can be read."""
    try:
        found = parse_address(OPPORTUNITY, request.args.getlist("f"), request.args.get("filter"))
    except Invalid:
        return ""
    return dumps(as_json(found)) if found else ""
