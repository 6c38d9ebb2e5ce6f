"""Standing against competitors: every figure is that of the deals that one may see."""

from decimal import Decimal

import pytest

from crm.domain.kit.money import Money
from crm.errors import NotFound


def make(service, **raw):
    return service.create(service.module.draft.parse(raw))


@pytest.fixture
def sales(company):
    return company.container.sales


@pytest.fixture
def stages(company, sales):
    """The stages of one pipeline by their kind."""
    with company.acting("lilei"):
        pipeline = make(sales.pipeline(), name="标准", position="1")
        return {
            kind: make(sales.stage(), pipeline_id=pipeline.id, name=kind, kind=kind, position=str(at), chance=chance)
            for at, (kind, chance) in enumerate((("open", "20"), ("won", "100"), ("lost", "0")))
        }


def deal(sales, stages, kind, amount, competitor=None, winner="no"):
    here = stages["open"]
    made = make(sales.opportunity(), name=f"商机 {amount}", stage_id=here.id, pipeline_id=here.pipeline_id, amount=amount)
    if competitor:
        make(sales.opportunity_competitor(), opportunity_id=made.id, competitor_id=competitor.id, winner=winner)
    if kind != "open":
        sales.opportunity().change(made.id, {"stage_id": str(stages[kind].id)})
    return made


def test_the_win_rate_counts_decided_deals_alone_and_only_those_one_sees(company, sales, stages):
    with company.acting("wang"):
        rival = make(sales.competitor(), name="云桥软件")
        for kind, amount, winner in (("won", "100", "no"), ("won", "200", "no"), ("lost", "400", "yes"), ("open", "800", "no")):
            deal(sales, stages, kind, amount, rival, winner)
        (met,) = sales.market().meetings()
        assert (met.deals, met.open, met.won, met.lost, met.to_them) == (4, 1, 2, 1, 1)
        assert (met.won_base, met.lost_base, met.rate) == (Money(300), Money(400), Decimal("66.7"))
        (closed,) = sales.market().meetings("year")
        assert closed.deals == 3
    with company.acting("zhao"):
        assert sales.market().meetings() == []
        with pytest.raises(NotFound):
            sales.market().standing(rival.id)


def test_a_period_says_the_whole_competitor_before_the_sum_of_products(company, sales):
    with company.acting("wang"):
        rival = make(sales.competitor(), name="云桥软件")
        products = [make(sales.competitor_product(), competitor_id=rival.id, name=name) for name in ("甲", "乙")]
        first, second = {"starts_on": "2026-01-01", "ends_on": "2026-03-31"}, {"starts_on": "2026-04-01", "ends_on": "2026-06-30"}
        for product, amount in zip(products, ("100", "50"), strict=True):
            for quarter in (first, second):
                make(sales.competitor_sale(), competitor_id=rival.id, competitor_product_id=product.id, amount=amount, **quarter)
        make(sales.competitor_sale(), competitor_id=rival.id, amount="400", share="12.5", **second)
        make(sales.competitor_price(), competitor_product_id=products[0].id, price="9.9", starts_on="2026-02-01")
        found = sales.market().standing(rival.id)
    assert [(one.label, one.amount_base, one.share) for one in found.sold] == [
        ("2026 Q1", Money(150), None), ("2026 Q2", Money(400), Decimal("12.5")),
    ]  # fmt: skip
    assert [(one.product_name, one.price) for one in found.asked] == [("甲", Money("9.9"))]
    assert found.meeting is None
