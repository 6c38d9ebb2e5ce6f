"""The playbook."""

import pytest

from crm.domain.kit.module import modules


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


def test_an_item_knows_its_stage(company, sales):
    with company.acting("lilei"):
        deal = made(sales, "opportunity", name="甲")
        assert made(sales, "playbook", stage_id=deal.stage_id, name="确认预算").stage_name == "First contact"
