"""Who else wants a deal."""

import pytest

from crm.domain.kit.module import modules
from crm.errors import Invalid


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


@pytest.fixture
def deal(company, sales):
    with company.acting("wang"):
        return made(sales, "opportunity", name="云帆采购")


def test_a_competitor_stands_on_a_deal_once(company, sales, deal):
    with company.acting("lilei"):
        rival = made(sales, "competitor", name="远景软件")
        found = made(sales, "opportunity_competitor", opportunity_id=deal.id, competitor_id=rival.id, threat="high")
        assert found.competitor_name == "远景软件"
        with pytest.raises(Invalid) as refused:
            made(sales, "opportunity_competitor", opportunity_id=deal.id, competitor_id=rival.id)
        assert set(refused.value.fields) == {"competitor_id"}
