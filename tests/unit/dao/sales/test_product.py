"""What hangs on products, and the order of their categories, in the database."""

from crm.domain.kit.module import modules


def test_ties_name_parts_bundles_and_variants_that_are_still_there(company):
    sales = company.container.sales

    def made(noun, **raw):
        return getattr(sales, noun)().create(modules()[noun].draft.parse(raw)).id

    with company.acting("lilei"):
        one, bundle = made("product", name="许可"), made("product", name="起步包", kind="bundle")
        part = made("product_part", bundle_id=bundle, product_id=one)
        red = made("product", name="许可 红", kind="variant", parent_id=one)

        def ties(*ids):
            with sales.db().transaction(writes=False):
                return sorted((tie.id, tie.tie) for tie in sales.product_dao().ties(list(ids)))

        assert ties(one, bundle, red) == sorted([(one, "bundled"), (one, "variants"), (bundle, "parts")])
        sales.product_part().remove_all([part])
        sales.product().remove_all([red])
        assert ties(one, bundle) == [] == ties()
