"""Parts of bundles."""

import pytest

from crm.errors import Invalid


def test_a_bundle_holds_single_products_each_once(company):
    sales = company.container.sales

    def make(module, /, **raw):
        service = getattr(sales, module)()
        return service.create(service.module.draft.parse(raw))

    with company.acting("lilei"):
        one, bundle = make("product", name="许可"), make("product", name="起步包", kind="bundle")
        make("product_part", bundle_id=bundle.id, product_id=one.id)
        for wrong, field in (
            ({"bundle_id": bundle.id, "product_id": one.id}, "product_id"),
            ({"bundle_id": bundle.id, "product_id": bundle.id}, "product_id"),
            ({"bundle_id": one.id, "product_id": one.id}, "bundle_id"),
            ({"bundle_id": bundle.id, "product_id": 10**9}, "product_id"),
            ({"bundle_id": bundle.id, "product_id": one.id, "quantity": "0"}, "quantity"),
        ):
            with pytest.raises(Invalid) as refused:
                make("product_part", **wrong)
            assert set(refused.value.fields) == {field}
