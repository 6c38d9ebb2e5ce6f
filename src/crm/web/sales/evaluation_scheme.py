"""Pages of evaluation schemes, and the way to evaluate a period that is over."""

from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.sales.attainment import period_asked
from crm.domain.sales.evaluation_scheme import MODULE
from crm.domain.sales.forecast import period_of
from crm.errors import Invalid
from crm.language import say, say_many
from crm.service.sales.evaluation import EvaluationService
from crm.service.sales.evaluation_scheme import EvaluationSchemeService
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

Evaluations = Annotated[EvaluationService, Provide[Container.performance.evaluation]]
Schemes = Annotated[EvaluationSchemeService, Provide[Container.performance.evaluation_scheme]]
BACK = 6  # periods that are offered


class EvaluationSchemePage(RecordPage):
    """The pages of schemes."""

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        if not editable:
            return super().record_links(row, editable)
        run = Link(say("Evaluate a period"), f"{MODULE.path}/{row.id}/run", "clipboard-check", testid="sales_evaluation_scheme.ask")
        return (run, *super().record_links(row, editable))


page = EvaluationSchemePage(MODULE)


@page.get("/<int:id>/run")
@permits("evaluation_scheme.edit")
def ask(id: int, schemes: Schemes) -> Any:
    return _ask(id, schemes, None)


@page.post("/<int:id>/run")
@permits("evaluation_scheme.edit")
def run(id: int, schemes: Schemes, evaluations: Evaluations) -> Any:
    period = period_asked(request.form.get("period", ""), current.today())
    try:
        done = evaluations.evaluate(id, period.start)
    except Invalid as refusal:
        return _ask(id, schemes, refusal), 422
    toast(say_many("{n} person was evaluated.", "{n} people were evaluated.", done), current.last_change() if done else None)
    asked = [("f", f"scheme_id:any:{id}"), ("f", f"period:is:{period}")]
    return redirect(f"/evaluations?{urlencode(asked)}", 303)


def _ask(id: int, schemes: EvaluationSchemeService, refusal: Invalid | None) -> str:
    scheme = schemes.get(id)
    now = period_of(scheme.span, current.today())
    return page.render(
        "run",
        title=scheme.name, record_url=f"{MODULE.path}/{id}",
        periods=tuple(str(now.shifted(-n)) for n in range(1, BACK + 1)), period=request.form.get("period", ""),
        error=say(next(iter(refusal.fields.values()))) if refusal else "",
    )  # fmt: skip
