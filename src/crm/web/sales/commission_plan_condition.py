"""The condition of a commission plan, and which customers it meets."""

from crm.domain.sales.commission_plan import MODULE
from crm.language import N_
from crm.web.kit.ruled import Asked, ConditionPage

CUSTOMERS = Asked(
    N_("All customers"), N_("Choose the customers"), N_("Which customers is the plan for?"), N_("Customers it is for"), first=False
)
page = ConditionPage(MODULE, __name__, CUSTOMERS)
