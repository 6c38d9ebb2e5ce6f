"""Products."""

import pytest

from crm.current import acting
from crm.domain.kit.money import Money
from crm.domain.sales.product import ProductDraft
from crm.errors import Invalid


def make(company, **raw):
    return company.container.sales.product().create(ProductDraft.parse({"name": "企业版", **raw}))


def test_a_product_is_written_and_read_with_exact_prices(company):
    with company.acting("lilei"):
        found = make(company, code="E-1", price="1,234.5678", cost="0.1", currency="USD")
        assert (found.price, found.cost, found.currency, found.active) == (Money("1234.5678"), Money("0.1"), "USD", True)


def test_without_a_currency_the_price_is_in_the_company_s_own(company):
    with company.acting("lilei"), acting(currency="EUR"):
        assert make(company, price="5").currency == "EUR"
        assert make(company, price="5", currency="").currency == "EUR"
        assert ProductDraft.own["currency"].start == "EUR"


def test_a_code_is_there_once(company):
    with company.acting("lilei"):
        first, other = make(company, code="E-1"), make(company, code="E-2")
        with pytest.raises(Invalid) as refused:
            make(company, code="E-1")
        assert set(refused.value.fields) == {"code"}
        service = company.container.sales.product()
        with pytest.raises(Invalid):
            service.change(other.id, {"code": "E-1"})
        assert service.change(first.id, {"code": "E-1", "unit": "套"}).unit == "套"


def test_a_product_keeps_its_kind_while_something_hangs_on_it(company):
    sales = company.container.sales
    with company.acting("lilei"):
        bundle, one, parent = make(company, name="起步包", kind="bundle"), make(company, name="许可"), make(company, name="平板")
        part = sales.product_part().create(sales.product_part().module.draft.parse({"bundle_id": bundle.id, "product_id": one.id}))
        make(company, name="平板 红", kind="variant", parent_id=parent.id)
        of_one = {"kind": "variant", "parent_id": one.id}
        for id, raw in ((bundle.id, {"kind": "single"}), (one.id, {"kind": "bundle"}), (parent.id, of_one)):
            with pytest.raises(Invalid) as refused:
                sales.product().change(id, raw)
            assert set(refused.value.fields) == {"kind"}
        sales.product_part().remove_all([part.id])
        assert sales.product().change(bundle.id, {"kind": "single"}).kind == "single"
        assert sales.product().change(one.id, {"kind": "bundle"}).kind == "bundle"


@pytest.mark.parametrize(
    ("raw", "field"),
    [({"price": "-1"}, "price"), ({"price": "10000000000.01"}, "price"), ({"kind": "variant"}, "parent_id"), ({"name": ""}, "name"),
     ({"currency": "XYZ"}, "currency")],
)  # fmt: skip
def test_what_no_product_has_is_refused(company, raw, field):
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        make(company, **raw)
    assert field in refused.value.fields
