"""Product categories: a tree that cannot be tied into a ring."""

import pytest

from crm.domain.sales.product import ProductDraft
from crm.domain.sales.product_category import ProductCategoryDraft
from crm.errors import Invalid


def test_the_tree_counts_products_upwards(company):
    with company.acting("lilei"):
        categories, products = company.container.sales.product_category(), company.container.sales.product()
        top = categories.create(ProductCategoryDraft.parse({"name": "软件"}))
        crm = categories.create(ProductCategoryDraft.parse({"name": "CRM", "parent_id": top.id}))
        categories.create(ProductCategoryDraft.parse({"name": "硬件"}))
        products.create(ProductDraft.parse({"name": "企业版", "category_id": crm.id}))
        products.create(ProductDraft.parse({"name": "服务", "category_id": top.id}))
        found = [(line.name, line.depth, line.products, line.all) for line in categories.tree()]
        assert sorted(found[:2]) == sorted([("软件", 0, 1, 2), ("CRM", 1, 1, 1)]) or found[0][0] == "硬件"
        assert ("硬件", 0, 0, 0) in found and ("软件", 0, 1, 2) in found and ("CRM", 1, 1, 1) in found
        with pytest.raises(Invalid):
            categories.change(top.id, {"parent_id": crm.id})
        refused = categories.remove_all([top.id, crm.id]).refused
        assert set(refused) == {top.id, crm.id}
