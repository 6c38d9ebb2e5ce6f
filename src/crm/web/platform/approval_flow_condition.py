"""The condition of a flow of approval: built with the filter of the module that the flow is about."""

from crm.domain.platform.approval_flow import MODULE, subjects
from crm.language import N_
from crm.web.kit.ruled import Asked
from crm.web.kit.ruled_subject import SubjectConditionPage

RECORDS = Asked(
    N_("No condition: all of them"), N_("Set a condition"), N_("Which records is the flow for?"), N_("Records that meet it"), first=False
)
page = SubjectConditionPage(MODULE, __name__, RECORDS, subjects)
