"""Product categories: a tree that cannot be tied into a ring."""

import pytest

from crm import current
from crm.domain.sales.product import ProductDraft
from crm.domain.sales.product_category import ProductCategoryDraft
from crm.errors import Forbidden, Invalid


def test_the_tree_counts_products_upwards(company):
    with company.acting("lilei"):
        categories, products = company.container.sales.product_category(), company.container.sales.product()
        top = categories.create(ProductCategoryDraft.parse({"name": "软件"}))
        crm = categories.create(ProductCategoryDraft.parse({"name": "CRM", "parent_id": top.id}))
        categories.create(ProductCategoryDraft.parse({"name": "硬件"}))
        products.create(ProductDraft.parse({"name": "企业版", "category_id": crm.id}))
        products.create(ProductDraft.parse({"name": "服务", "category_id": top.id}))
        found = [(line.name, line.depth, line.products, line.all) for line in categories.tree()]
        assert found == [("软件", 0, 1, 2), ("CRM", 1, 1, 1), ("硬件", 0, 0, 0)]
        assert [line.under for line in categories.tree()][:2] == [(top.id, crm.id), (crm.id,)]
        with pytest.raises(Invalid):
            categories.change(top.id, {"parent_id": crm.id})
        refused = categories.remove_all([top.id, crm.id]).refused
        assert set(refused) == {top.id, crm.id}


def test_a_category_moves_among_those_beside_it_and_one_undo_puts_all_back(company):
    with company.acting("lilei"):
        categories = company.container.sales.product_category()
        a, b, c = (categories.create(ProductCategoryDraft.parse({"name": name})) for name in ("a", "b", "c"))
        categories.create(ProductCategoryDraft.parse({"name": "below", "parent_id": a.id}))

        def order():
            return [line.name for line in categories.tree() if line.depth == 0]

        categories.move(c.id, -1)
        assert order() == ["a", "c", "b"]
        categories.move(a.id, 1)
        assert order() == ["c", "a", "b"]
        company.container.platform.undo().undo(current.last_change())
        assert order() == ["a", "c", "b"]
        categories.move(b.id, 1)
        assert order() == ["a", "c", "b"] and [(line.first, line.last) for line in categories.tree()][0] == (True, False)
    with company.acting("wang"), pytest.raises(Forbidden):
        categories.move(b.id, -1)
