"""Ticks on the checklists of deals."""

import pytest

from crm.domain.kit.module import modules
from crm.errors import NotFound


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


@pytest.fixture
def deal(company, sales):
    with company.acting("wang"):
        return made(sales, "opportunity", name="云帆采购")


def test_an_item_is_ticked_once_and_the_tick_taken_away(company, sales, deal):
    with company.acting("lilei"):
        item = made(sales, "playbook", stage_id=deal.stage_id, name="确认预算")
    with company.acting("wang"):
        ticks = sales.opportunity_tick()
        ticks.tick(deal.id, item.id, True)
        ticks.tick(deal.id, item.id, True)
        (todo,) = sales.opportunity_room().room(deal.id).todos
        assert todo.tick_id and todo.ticked_by == "王强"
        ticks.tick(deal.id, item.id, False)
        (todo,) = sales.opportunity_room().room(deal.id).todos
        assert todo.tick_id is None
    with company.acting("chen"), pytest.raises(NotFound):
        sales.opportunity_tick().tick(deal.id, item.id, True)
