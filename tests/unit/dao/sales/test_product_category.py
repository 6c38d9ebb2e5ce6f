"""The branches of the catalogue in the database."""

from crm.domain.kit.module import modules


def test_branches_stand_in_their_places_those_without_one_behind_by_name(company):
    sales = company.container.sales
    with company.acting("lilei"):
        categories = sales.product_category()
        for name, position in (("b", ""), ("a", ""), ("z", "1"), ("y", "2")):
            categories.create(modules()["product_category"].draft.parse({"name": name, "position": position}))
        with sales.db().transaction(writes=False):
            assert [branch.name for branch in sales.product_category_dao().branches(10)] == ["z", "y", "a", "b"]
            assert len(sales.product_category_dao().branches(3)) == 3
