"""What followed from what, in the database: deal, quote, order, contract, each as far as one may see it."""

from crm.dao.sales.chain import ChainDao
from tests.kit.rows import NOON


def test_the_way_goes_by_the_newest_order_that_came_of_a_quote_and_shows_what_one_may_see(company, rows):
    dao, wang = ChainDao(rows.db), {"owner_id": company.users["wang"], "department_id": company.departments["east"]}
    deal = rows.put("opportunity", name="商机", **wang)
    quotes = [rows.put("quote", name=f"报价{n}", revision=n, **wang) for n in range(3)]
    orders = [rows.put("sales_order", opportunity_id=deal, quote_id=quote, name="订单", **wang) for quote in quotes[:2]]
    bare = rows.put("sales_order", opportunity_id=deal, name="无报价", **wang)
    rows.put("sales_order", opportunity_id=deal, quote_id=quotes[2], removed_at=NOON, **wang)
    rows.put("sales_order", opportunity_id=deal + 1, quote_id=1, **wang)
    contract = rows.put("contract", order_id=orders[1], name="合同", owner_id=company.users["zhao"])
    with company.acting("lilei"):
        way = [("opportunity", deal), ("quote", quotes[1]), ("sales_order", orders[1]), ("contract", contract)]
        assert [(one.module, one.id) for one in dao.links(deal, of_deal=deal)] == way
        assert [(one.module, one.id) for one in dao.links(None, quote_id=quotes[1])] == way[1:]
        assert [one.id for one in dao.links(deal, order_id=bare)] == [deal, bare]
        assert [one.id for one in dao.links(None, quote_id=quotes[2])] == []
    with company.acting("wang"):
        assert [(one.module, one.id) for one in dao.links(deal, of_deal=deal)] == way[:3]
    with company.acting("chen"):
        assert dao.links(deal, of_deal=deal) == []
