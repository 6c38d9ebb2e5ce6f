"""The condition of a scoring rule, and whom it meets."""

from crm.domain.sales.lead_score import MODULE
from crm.web.kit.ruled import ConditionPage
from crm.web.sales.lead_rule_condition import LEADS

page = ConditionPage(MODULE, __name__, LEADS)
