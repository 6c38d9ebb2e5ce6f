"""Variants are made of the attributes of a product, each combination once."""

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.product import ProductDraft
from crm.errors import Forbidden, Invalid


def test_each_combination_becomes_a_product_once(company):
    variants, products = company.container.sales.product_variant(), company.container.sales.product()
    with company.acting("lilei"):
        shirt = products.create(ProductDraft.parse({"name": "工装", "price": "80", "attributes": "颜色：红、蓝\n尺寸: M, L"}))
        made = variants.make(shirt.id)
        assert {row.name for row in made} == {"工装 · 红 · M", "工装 · 红 · L", "工装 · 蓝 · M", "工装 · 蓝 · L"}
        found = products.find([row.id for row in made])
        assert {(row.kind, row.parent_id, row.price) for row in found} == {("variant", shirt.id, Money(80))}
        assert variants.make(shirt.id) == []
        products.change(shirt.id, {"attributes": "尺寸: M, L, XL\n颜色：红"})
        assert [row.attributes for row in variants.make(shirt.id)] == ["尺寸: XL\n颜色: 红"]


def test_more_variants_than_one_can_look_through_are_refused(company):
    values = ", ".join(str(n) for n in range(11))
    with company.acting("lilei"):
        made = company.container.sales.product().create(ProductDraft.parse({"name": "工装", "attributes": f"a: {values}\nb: {values}"}))
        with pytest.raises(Invalid) as refused:
            company.container.sales.product_variant().make(made.id)
        assert set(refused.value.fields) == {"attributes"}


def test_whoever_may_only_read_makes_none(company):
    with company.acting("lilei"):
        made = company.container.sales.product().create(ProductDraft.parse({"name": "工装", "attributes": "a: 1, 2"}))
    with company.acting("sun"), pytest.raises(Forbidden):
        company.container.sales.product_variant().make(made.id)
