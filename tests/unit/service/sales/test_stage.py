"""Stages."""

import pytest

from crm.domain.kit.module import modules
from crm.errors import Invalid


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


def test_what_a_stage_is_does_not_change_under_its_deals(company, sales):
    with company.acting("lilei"):
        deal = made(sales, "opportunity", name="甲")
        with pytest.raises(Invalid) as refused:
            sales.stage().change(deal.stage_id, {"kind": "won"})
        assert set(refused.value.fields) == {"kind"}
        assert sales.stage().remove_all([deal.stage_id]).refused
        assert len(sales.stage().offered(deal.pipeline_id)) == 6
