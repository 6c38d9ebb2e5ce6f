"""The condition of an assignment rule: whom it meets, and who of them waits."""

from typing import Any

from crm import language
from crm.domain.kit.filter_tree import Group, Query
from crm.domain.sales.lead import MODULE as LEAD
from crm.domain.sales.lead_rule import MODULE
from crm.web.kit.page import container
from crm.web.sales.lead_condition import LeadConditionPage

COUNTED, FEW = 1001, 8


def told(condition: Group) -> dict[str, Any]:
    """How many leads meet it, and the newest of them."""
    leads, query = container().sales.lead(), Query(condition, size=FEW)
    met = leads.count(query, COUNTED)
    rows = leads.page(query)[:FEW]
    number = language.number(met) if met < COUNTED else f"{language.number(COUNTED - 1)}+"
    return {"met": number, "examples": tuple((row.name, f"{LEAD.path}/{row.id}", LEAD.subtitle(row)) for row in rows)}


page = LeadConditionPage(MODULE, __name__, told)
