"""How we stand against competitors, in the database."""

from datetime import date, timedelta

from crm.dao.sales.market import MarketDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

DAY = timedelta(days=1)


def test_of_a_period_what_is_said_of_the_whole_goes_before_the_sum_of_its_products(company, rows):
    dao, first, second = MarketDao(rows.db), date(2026, 7, 1), date(2026, 10, 1)
    for start, product, amount, more in ((first, 1, 1, {}), (first, 2, 2, {}), (second, None, 16, {"share": 30}), (second, 1, 4, {}),
                                         (first, 3, 9, {"removed_at": NOON}), (first, 1, 9, {"competitor_id": 6})):  # fmt: skip
        given = {"competitor_id": 5, "starts_on": start, "ends_on": start + 80 * DAY, "competitor_product_id": product}
        rows.put("competitor_sale", **given | {"amount_base": Money(amount)} | more)
    with company.acting("lilei"):
        assert [(one.starts_on, int(one.amount_base), one.share and int(one.share)) for one in dao.sold(5, 9)] == [
            (second, 16, 30),
            (first, 3, None),
        ]
        assert len(dao.sold(5, 1)) == 1


def test_prices_of_a_competitor_s_products_come_the_newest_first(company, rows):
    dao, (one, gone, other) = (
        MarketDao(rows.db),
        (
            rows.put("competitor_product", name=f"{competitor}", competitor_id=competitor, removed_at=at)
            for competitor, at in ((5, None), (5, NOON), (6, None))
        ),
    )
    ids = [
        rows.put("competitor_price", competitor_product_id=product, starts_on=date(2026, month, 1), removed_at=at)
        for product, month, at in ((one, 3, None), (one, 5, None), (one, 5, None), (one, 6, NOON), (gone, 4, None), (other, 4, None))
    ]
    with company.acting("lilei"):
        assert [price.id for price in dao.asked(5, 9)] == [ids[2], ids[1], ids[0]] and len(dao.asked(5, 2)) == 2


def test_a_competitor_is_met_once_in_a_deal_and_wins_what_we_lost_to_him(company, rows):
    dao, rival, idle = MarketDao(rows.db), *(rows.put("competitor", name=name, owner_id=company.users["wang"]) for name in "甲乙")
    closed = NOON + DAY

    def met(state, amount, *winners, competitor=rival, who="wang", at=closed):
        deal = rows.put("opportunity", state=state, amount_base=Money(amount), closed_at=at, owner_id=company.users[who])
        for winner in winners:
            rows.put("opportunity_competitor", opportunity_id=deal, competitor_id=competitor, winner=winner)
        return deal

    (
        met("won", 1, False, False),
        met("lost", 2, False, True),
        met("lost", 4, False),
        met("open", 8, False, at=None),
        met("won", 16, False, at=NOON),
    )
    rows.put("opportunity_competitor", opportunity_id=met("won", 32), competitor_id=rival, removed_at=NOON)
    met("lost", 64, True, competitor=idle, who="zhao")

    def told(found):
        return [(one.name, one.deals, one.open, one.won, one.lost, one.to_them, int(one.won_base), int(one.lost_base)) for one in found]

    with company.acting("lilei"):
        assert told(dao.meetings(9)) == [("甲", 5, 1, 2, 2, 1, 17, 6), ("乙", 1, 0, 0, 1, 1, 0, 64)]
        assert told(dao.meetings(9, since=closed, until=closed + DAY)) == [("甲", 3, 0, 1, 2, 1, 1, 6), ("乙", 1, 0, 0, 1, 1, 0, 64)]
        assert len(dao.meetings(1)) == 1
        assert [one.name for one in dao.meetings(9, competitor_id=idle)] == ["乙"] and dao.meetings(9, until=NOON) == []
    with company.acting("wang"):
        assert [one.name for one in dao.meetings(9)] == ["甲"]
    rows.set("competitor", rival, removed_at=NOON)
    with company.acting("lilei"):
        assert [one.name for one in dao.meetings(9)] == ["乙"]
