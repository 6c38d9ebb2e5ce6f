"""Schemes of evaluation in the database."""

from crm.dao.sales.evaluation_scheme import EvaluationSchemeDao
from tests.kit.rows import NOON


def test_in_use_are_active_schemes_that_were_not_removed(company, rows):
    first, second = (rows.put("evaluation_scheme", active=True) for _ in range(2))
    rows.put("evaluation_scheme"), rows.put("evaluation_scheme", active=True, removed_at=NOON)
    with company.acting("lilei"):
        assert EvaluationSchemeDao(rows.db).in_use() == [first, second]
