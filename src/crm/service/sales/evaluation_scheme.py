"""Evaluation schemes."""

from crm.dao.sales.evaluation_scheme import EvaluationSchemeDao
from crm.domain.sales.evaluation_scheme import EvaluationScheme, EvaluationSchemeDraft
from crm.service.kit.record import RecordService


class EvaluationSchemeService(RecordService[EvaluationScheme, EvaluationSchemeDraft]):
    records: EvaluationSchemeDao
