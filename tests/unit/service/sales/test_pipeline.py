"""Pipelines."""

import pytest

from crm.domain.kit.module import modules


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


def test_the_standard_pipeline_is_made_once_and_is_not_removed_while_deals_stand_in_it(company, sales):
    with company.acting("lilei"):
        deal = made(sales, "opportunity", name="甲")
        made(sales, "opportunity", name="乙")
        assert [way.name for way in sales.pipeline().ways()] == ["Standard sales process"]
        assert sales.pipeline().remove_all([deal.pipeline_id]).refused
