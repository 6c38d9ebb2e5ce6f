"""The condition of a pool rule for customers."""

from crm.domain.customer.account import MODULE
from crm.web.sales.pool_rule_condition import PoolConditionPage

page = PoolConditionPage(MODULE, __name__)
