"""What products bring: every won deal is split over its products, and the products add up to the deals."""

from datetime import UTC, datetime

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.forecast import period_of
from tests.unit.web.sales.deals import make, stages_of

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def shop(company):
    """Two products, one in two colours, and dollars at seven."""
    sales = company.container.sales
    with company.acting("lilei", clock=NOW):
        make(sales.exchange_rate(), currency="USD", starts_on="2026-01-01", rate="7")
        crm, tablet = (make(sales.product(), name=name, price="100", currency="CNY") for name in ("星桥 CRM", "平板"))
        silver = make(sales.product(), name="平板 银色", kind="variant", parent_id=tablet.id, currency="CNY", attributes="颜色: 银色")
    return sales, stages_of(company), crm.id, tablet.id, silver.id


def won(shop, amount="", currency="CNY", product=None, lines=()):
    sales, stages, *_ = shop
    here, deals = stages["接洽"], sales.opportunity()
    made = make(
        deals, name=f"商机 {amount}", pipeline_id=here.pipeline_id, stage_id=here.id, amount=amount, currency=currency,
        product_id=product or "",
    )  # fmt: skip
    if lines:
        sales.line().put("opportunity", made.id, [{"product_id": str(id), "quantity": "1", "unit_price": price} for id, price in lines])
    return deals.change(made.id, {"stage_id": str(stages["赢单"].id)})


def test_products_add_up_to_the_won_deals_in_every_currency(company, shop):
    sales, _, crm, tablet, silver = shop
    with company.acting("wang", clock=NOW):
        rows = [
            won(shop, "500", product=crm), won(shop, "30"), won(shop, currency="USD", lines=((crm, "10"), (silver, "20"))),
            won(shop, lines=((tablet, "33.33"), (crm, "66.67"))),
        ]  # fmt: skip
        found = sales.product_sale().look("quarter")
        worth = {one.product_id: one.sold[-1] for one in found.ours}
        assert worth == {crm: (Money("636.67"), 3), tablet: (Money("173.33"), 2), None: (Money(30), 1)}
        assert found.totals[-1] == sum(row.amount_base for row in rows)
        behind = sales.product_sale().deals(period_of("quarter", NOW.date()), tablet)
        assert {one.id: one.amount_base for one in behind} == {rows[2].id: 140, rows[3].id: Money("33.33")}
        assert [one.id for one in sales.product_sale().deals(period_of("year", NOW.date()), None)] == [rows[1].id]
    with company.acting("chen", clock=NOW):
        assert sales.product_sale().look("year").ours == []


def test_the_deals_behind_a_figure_go_on_after_the_last_one(company, shop):
    sales, _, crm, *_ = shop
    with company.acting("wang", clock=NOW):
        first, second = won(shop, "1", product=crm), won(shop, "2", product=crm)
        period = period_of("month", NOW.date())
        assert [one.id for one in sales.product_sale().deals(period, crm)] == [second.id, first.id]
        assert [one.id for one in sales.product_sale().deals(period, crm, (second.closed_at, second.id))] == [first.id]


def test_competitors_stand_beside_ours_with_what_they_are_compared_with(company, shop):
    sales, _, crm, *_ = shop
    with company.acting("wang", clock=NOW):
        rival = make(sales.competitor(), name="云桥软件")
        product = make(sales.competitor_product(), competitor_id=rival.id, name="云桥 CRM", product_id=crm)
        for days, amount, of in ((("2026-07-01", "2026-09-30"), "900", ""), (("2026-07-01", "2026-07-31"), "70", product.id),
                                 (("2026-08-01", "2026-08-31"), "80", product.id)):  # fmt: skip
            raw = {"competitor_id": rival.id, "competitor_product_id": of, "starts_on": days[0], "ends_on": days[1], "amount": amount}
            make(sales.competitor_sale(), **raw)
        whole, part = sales.product_sale().look("quarter").theirs
        assert (whole.name, whole.sold[-2:]) == ("云桥软件", (900, None))
        assert (part.name, part.against, part.sold[-2:]) == ("云桥 CRM", "星桥 CRM", (150, None))
