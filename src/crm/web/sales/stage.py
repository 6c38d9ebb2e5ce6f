"""Stage pages. A stage in which deals stand is removed only after they were moved."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.sales.opportunity import MODULE as OPPORTUNITY
from crm.domain.sales.stage import MODULE
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.stage_removal import StageRemovalService
from crm.web.kit.page import container, permits
from crm.web.kit.ruled import Ruled
from crm.web.kit.toast import toast
from crm.web.sales.stage_condition import DEALS

Removals = Annotated[StageRemovalService, Provide[Container.sales.stage_removal]]


class StagePage(Ruled):
    """The pages of stages."""

    def destroy(self, id: int) -> Any:
        if container().sales.stage_removal().held(id)[0]:
            return redirect(f"{MODULE.path}/{id}/removal", 303)
        return super().destroy(id)


page = StagePage(MODULE, DEALS)


@page.get("/<int:id>/removal")
@permits("stage.remove")
def removal(id: int, removals: Removals) -> Any:
    return _asked(id, removals)


@page.post("/<int:id>/emptying")
@permits("stage.remove")
def remove(id: int, removals: Removals) -> Any:
    try:
        removals.move_and_remove(id, request.form.get("to", 0, type=int))
    except Invalid as refusal:
        return _asked(id, removals, next(iter(refusal.fields.values()))), 422
    toast(N_("The deals were moved and the stage was deleted."), current.last_change())
    return redirect(MODULE.path, 303)


def _asked(id: int, removals: StageRemovalService, wrong: Any = None) -> str:
    """The deals that stand there, and where they may go."""
    stage = removals.stages.get(id)
    count, deals = removals.held(id)
    others = [one for one in removals.stages.steps().values() if one.pipeline_id == stage.pipeline_id and one.kind == stage.kind]
    return page.render(
        "removal", row=stage, url=f"{MODULE.path}/{id}", count=language.number(count), wrong=say(wrong) if wrong else "",
        deals=[(deal.name, f"{OPPORTUNITY.path}/{deal.id}") for deal in deals], chosen=request.form.get("to", ""),
        others=[(str(one.id), one.name) for one in others if one.id != id], all_url=f"{OPPORTUNITY.path}?f=stage_id:any:{id}",
    )  # fmt: skip
