"""The condition of an assignment rule, and whom it meets."""

from crm.domain.sales.lead_rule import MODULE
from crm.language import N_
from crm.web.kit.ruled import Asked, ConditionPage

LEADS = Asked(N_("All leads"), N_("Choose the leads"), N_("Which leads is the rule for?"), N_("Whom it meets"))
page = ConditionPage(MODULE, __name__, LEADS)
