"""Win and loss reasons."""

import pytest

from crm.domain.kit.module import modules


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


def test_a_lost_deal_is_offered_the_reasons_for_losing(company, sales):
    with company.acting("lilei"):
        made(sales, "reason", name="价格", kind="won")
        lost = made(sales, "reason", name="预算取消", kind="lost")
        assert [option.value for option in sales.reason().offered("lost")] == [str(lost.id)]
        assert len(sales.reason().offered("open")) == 2
