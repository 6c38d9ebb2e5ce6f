"""Deals for tests of what people reached."""

from datetime import timedelta

import pytest


@pytest.fixture
def stages(company):
    """A pipeline with one open stage and the one of won deals: kind -> stage."""
    sales = company.container.sales

    def make(service, **raw):
        return service.create(service.module.draft.parse(raw))

    with company.acting("lilei"):
        pipeline = make(sales.pipeline(), name="标准", position="1")
        return {
            kind: make(sales.stage(), pipeline_id=pipeline.id, name=name, kind=kind, position=str(at), chance=chance)
            for at, (name, kind, chance) in enumerate((("接洽", "open", "20"), ("赢单", "won", "100")))
        }


@pytest.fixture
def deal(company, stages):
    """deal(200, "2026-11-28"): an open deal of whoever acts."""

    def make(amount, close_on, **raw):
        service, here = company.container.sales.opportunity(), stages["open"]
        values = {"name": f"商机 {amount}", "amount": str(amount), "close_on": close_on}
        return service.create(service.module.draft.parse({**values, "pipeline_id": here.pipeline_id, "stage_id": here.id, **raw}))

    return make


@pytest.fixture
def won(company, stages, deal):
    """won("wang", 500, at): a deal of his, opened ten days before it was won."""

    def make(account, amount, at, **raw):
        with company.acting(account, clock=at - timedelta(days=10)):
            made = deal(amount, at.date(), **raw)
        with company.acting(account, clock=at):
            return company.container.sales.opportunity().change(made.id, {"stage_id": str(stages["won"].id)})

    return make
