"""The condition of a webhook: built with the filter of the module that it is about."""

from crm.domain.platform.webhook import MODULE, subjects
from crm.language import N_
from crm.web.kit.ruled import Asked
from crm.web.kit.ruled_subject import SubjectConditionPage

RECORDS = Asked(
    N_("No condition: all of them"), N_("Set a condition"), N_("Which records is the receiver told about?"), N_("Records that meet it"),
    first=False,
)  # fmt: skip
page = SubjectConditionPage(MODULE, __name__, RECORDS, subjects)
