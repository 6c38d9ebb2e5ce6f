"""Stage pages. A stage in which deals stand is removed only after they were moved."""

from dataclasses import replace
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from markupsafe import Markup

from crm import current, language
from crm.container import Container
from crm.domain.kit.field import Field
from crm.domain.sales.opportunity import MODULE as OPPORTUNITY
from crm.domain.sales.stage import MODULE
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.stage_removal import StageRemovalService
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import FieldView
from crm.web.sales.stage_condition import listed, words

Removals = Annotated[StageRemovalService, Provide[Container.sales.stage_removal]]


class StagePage(RecordPage):
    """The pages of stages."""

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """The condition is said as a sentence, and comes from a filter of the list of deals."""
        view = super().field_view(field, row, editable and field.name != "condition")
        if field.name != "condition" or not row.condition:
            return view
        return replace(view, value=Markup('<a href="{}">{}</a>').format(listed(row.condition), words(row.condition)))

    def destroy(self, id: int) -> Any:
        if container().sales.stage_removal().held(id)[0]:
            return redirect(f"{MODULE.path}/{id}/removal", 303)
        return super().destroy(id)


page = StagePage(MODULE)


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
