"""The condition for going on from a stage, and which deals meet it."""

from crm.domain.sales.stage import MODULE
from crm.language import N_
from crm.web.kit.ruled import Asked, ConditionPage

DEALS = Asked(
    N_("No condition: every deal may go on"), N_("Set a condition"), N_("Which deals may go on?"), N_("Deals that meet it"), first=False
)
page = ConditionPage(MODULE, __name__, DEALS)
