"""Rules for grades, stages and tags in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.grade_rule import MODULE, GradeRule


class GradeRuleDao(RecordDao):
    module = MODULE

    @statement
    def active_rules(self) -> list[GradeRule]:
        """The rules that are in force, in the order in which they decide."""
        ...
