"""The condition of a rule of retention: built with the filter of the module that it is about."""

from crm.domain.sales.retention_rule import MODULE, subjects
from crm.language import N_
from crm.web.kit.ruled import Asked
from crm.web.kit.ruled_subject import SubjectConditionPage

RECORDS = Asked(
    N_("No condition: all that are old enough"), N_("Set a condition"), N_("Which records is the rule for?"), N_("Records that meet it"),
    first=False,
)  # fmt: skip
page = SubjectConditionPage(MODULE, __name__, RECORDS, subjects)
