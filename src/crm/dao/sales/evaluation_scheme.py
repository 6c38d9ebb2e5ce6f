"""Evaluation schemes in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.evaluation_scheme import MODULE


class EvaluationSchemeDao(RecordDao):
    module = MODULE

    @statement
    def in_use(self) -> list[int]: ...
