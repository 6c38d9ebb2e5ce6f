"""The condition of a pool rule for leads."""

from crm.domain.sales.lead import MODULE
from crm.web.sales.pool_rule_condition import PoolConditionPage

page = PoolConditionPage(MODULE, __name__)
