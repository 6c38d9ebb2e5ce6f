"""What competitors sell, in the database."""

from crm.dao.sales.competitor_sale import CompetitorSaleDao
from crm.domain.kit.money import Money


def test_amounts_are_told_of_those_named_and_their_worth_is_written_beside_them(company, rows):
    dao = CompetitorSaleDao(rows.db)
    first, second = (rows.put("competitor_sale", amount=Money(amount), currency="USD") for amount in (5, 6))
    (found,) = dao.amounts([first])
    assert (found.id, found.amount, found.currency) == (first, Money(5), "USD")
    dao.set_base([{"id": first, "amount_base": Money(35)}])
    with company.acting("lilei"):
        assert {one.id: (one.amount_base, one.version) for one in dao.find([first, second])} == {first: (Money(35), 1), second: (None, 1)}
