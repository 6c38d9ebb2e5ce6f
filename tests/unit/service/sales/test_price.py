"""Prices on lists."""

import pytest

from crm.errors import Invalid


def test_a_list_has_one_price_for_a_quantity(company):
    sales = company.container.sales

    def make(module, /, **raw):
        service = getattr(sales, module)()
        return service.create(service.module.draft.parse(raw))

    with company.acting("lilei"):
        product, price_list = make("product", name="企业版"), make("price_list", name="批量")
        first = make("price", price_list_id=price_list.id, product_id=product.id, unit_price="9.1234")
        make("price", price_list_id=price_list.id, product_id=product.id, unit_price="8", min_quantity="10")
        with pytest.raises(Invalid) as refused:
            make("price", price_list_id=price_list.id, product_id=product.id, unit_price="7", min_quantity="1")
        assert set(refused.value.fields) == {"min_quantity"}
        assert sales.price().change(first.id, {"unit_price": "9"}).unit_price == 9
        with pytest.raises(Invalid):
            sales.price().change(first.id, {"min_quantity": "10"})
