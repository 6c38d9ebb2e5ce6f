"""The condition of a scoring rule, and whom it meets."""

from crm.domain.sales.lead_score import MODULE
from crm.web.sales.lead_condition import LeadConditionPage
from crm.web.sales.lead_rule_condition import told

page = LeadConditionPage(MODULE, __name__, told)
