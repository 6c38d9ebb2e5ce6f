"""Rules that hand leads out, in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.lead_rule import MODULE, LeadRule


class LeadRuleDao(RecordDao):
    module = MODULE

    @statement
    def active_rules(self) -> list[LeadRule]:
        """The rules that are in force, in the order in which they decide."""
        ...
