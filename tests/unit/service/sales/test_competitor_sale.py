"""Sales of competitors by period: of a whole competitor or of one of its products."""

import pytest

from crm import current
from crm.domain.kit.money import Money
from crm.errors import Invalid

QUARTER = {"starts_on": "2026-01-01", "ends_on": "2026-03-31"}


@pytest.fixture
def known(company):
    """Two competitors and a product of the first."""
    sales = company.container.sales
    with company.acting("wang"):
        first, second = (sales.competitor().create(sales.competitor().module.draft.parse({"name": name})) for name in ("云桥", "海川"))
        service = sales.competitor_product()
        return first, second, service.create(service.module.draft.parse({"competitor_id": first.id, "name": "云桥 CRM"}))


def make(company, **raw):
    service = company.container.sales.competitor_sale()
    return service.create(service.module.draft.parse(QUARTER | raw))


def test_sales_are_kept_with_share_and_pieces(company, known):
    first, _, product = known
    with company.acting("wang"):
        made = make(company, competitor_id=first.id, competitor_product_id=product.id, amount="1200000", quantity="35", share="12.5")
    assert (made.amount, made.quantity, made.share, made.product_name) == (1200000, 35, 12.5, "云桥 CRM")


def test_a_product_of_another_competitor_is_refused(company, known):
    _, second, product = known
    with company.acting("wang"), pytest.raises(Invalid, match="competitor_product_id"):
        make(company, competitor_id=second.id, competitor_product_id=product.id, amount="1")


def test_a_period_that_ends_before_it_begins_or_says_nothing_is_refused(company, known):
    first, *_ = known
    with company.acting("wang"):
        with pytest.raises(Invalid, match="ends_on"):
            make(company, competitor_id=first.id, amount="1", ends_on="2025-12-31")
        with pytest.raises(Invalid, match="amount"):
            make(company, competitor_id=first.id)


def test_what_is_summed_is_in_the_companys_currency_by_the_rate_of_its_day(company, known):
    first, *_ = known
    rates, sales = company.container.sales.exchange_rate(), company.container.sales.competitor_sale()
    with company.acting("lilei"):
        rates.create(rates.module.draft.parse({"currency": "USD", "starts_on": "2026-01-01", "rate": "7.2"}))
        made = make(company, competitor_id=first.id, amount="1000", currency="USD")
        assert sales.get(made.id).amount_base == Money("7200")
        sales.change(made.id, {"amount": "2000"})
        assert sales.get(made.id).amount_base == Money("14400")
        company.container.platform.undo().undo(current.last_change())
        assert sales.get(made.id).amount_base == Money("7200")


def test_a_currency_without_a_rate_is_refused(company, known):
    first, *_ = known
    with company.acting("wang"), pytest.raises(Invalid, match="currency"):
        make(company, competitor_id=first.id, amount="1000", currency="EUR")
