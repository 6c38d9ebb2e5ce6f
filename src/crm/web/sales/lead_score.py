"""Pages of the scoring rules, and the way to score all leads anew."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect

from crm.container import Container
from crm.domain.sales.lead_score import MODULE
from crm.service.sales.lead_score import LeadScoreService
from crm.web.kit.page import permits
from crm.web.kit.ruled import Ruled
from crm.web.sales.lead_rule_condition import LEADS

Scores = Annotated[LeadScoreService, Provide[Container.sales.lead_score]]
page = Ruled(MODULE, LEADS)


@page.post("/runs")
@permits("lead_score.edit")
def store(scores: Scores) -> Any:
    return redirect(f"/jobs/{scores.start()}", 303)
