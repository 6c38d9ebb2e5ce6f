"""Tax rates."""

from crm.domain.sales.product import ProductDraft
from crm.domain.sales.tax_rate import TaxRateDraft


def test_a_rate_that_products_carry_is_not_removed(company):
    with company.acting("lilei"):
        taxes = company.container.sales.tax_rate()
        used, idle = (taxes.create(TaxRateDraft.parse({"name": name, "rate": rate})) for name, rate in (("13%", "13"), ("6%", "6%")))
        company.container.sales.product().create(ProductDraft.parse({"name": "企业版", "tax_rate_id": used.id}))
        outcome = taxes.remove_all([used.id, idle.id])
        assert outcome.done == [idle.id] and set(outcome.refused) == {used.id}
