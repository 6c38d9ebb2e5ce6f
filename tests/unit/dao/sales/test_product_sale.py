"""What products brought, in the database: a deal's amount is split over its lines, so that products add up to deals."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.product_sale import ProductSaleDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

DAY = timedelta(days=1)
EDGES = {f"edge_{n}": NOON + n * DAY for n in range(13)}


@pytest.fixture
def products(rows):
    """A product with a variant, and another one."""
    whole = rows.put("product", name="许可")
    return whole, rows.put("product", name="许可 红", parent_id=whole), rows.put("product", name="服务")


@pytest.fixture
def won(company, rows):
    """Puts a won deal with lines, each (product, total)."""

    def put(amount, *lines, at=NOON, who="wang", **more):
        given = {"state": "won", "closed_at": at, "amount_base": Money(amount), "owner_id": company.users[who]}
        deal = rows.put("opportunity", **given | more)
        for product, total, *removed in lines:
            rows.put(
                "line", module="opportunity", record_id=deal, product_id=product, total=Money(total), removed_at=NOON if removed else None
            )
        return deal

    return put


def test_an_amount_is_split_by_its_lines_and_is_the_main_product_s_without_any(company, rows, products, won):
    dao, (whole, variant, other) = ProductSaleDao(rows.db), products
    first = won(100, (whole, 10), (variant, 20), (other, 10), (other, 99, "removed"), (other, 0))
    bare, nameless = won(7, product_id=variant, at=NOON + DAY - timedelta(seconds=1)), won(3, at=NOON)
    late = won(1000, product_id=other, at=NOON + DAY)
    won(0, product_id=whole, amount_base=None)
    won(9, state="lost"), won(9, removed_at=NOON), won(9, at=NOON - DAY), won(9, at=NOON + 12 * DAY)
    with company.acting("lilei"):
        found = {(one.n, one.product_name): (one.deals, int(one.amount_base)) for one in dao.sold(**EDGES)}
        assert found == {(0, "许可"): (2, 82), (0, "服务"): (1, 25), (0, None): (1, 3), (1, "服务"): (1, 1000)}
        assert [(one.id, int(one.amount_base)) for one in dao.deals(NOON, NOON + DAY, 9, product_id=whole)] == [(bare, 7), (first, 75)]
        assert [one.id for one in dao.deals(NOON, NOON + DAY, 9)] == [nameless]
        assert [one.id for one in dao.deals(NOON, NOON + DAY, 9, product_id=other)] == [first]
        assert [one.id for one in dao.deals(NOON, NOON + 2 * DAY, 1, product_id=other)] == [late]
        assert [one.id for one in dao.deals(NOON, NOON + 2 * DAY, 9, other, NOON + DAY, late)] == [first]
    with company.acting("zhao"):
        assert dao.sold(**EDGES) == [] == dao.deals(NOON, NOON + DAY, 9, product_id=whole)


def test_rivals_are_told_of_periods_that_lie_within_the_days_by_name(company, rows, products):
    dao, first, until = ProductSaleDao(rows.db), date(2026, 7, 1), date(2026, 10, 1)
    b, a = (rows.put("competitor", name=name, sort_key=name) for name in "ba")
    product = rows.put("competitor_product", name="甲", product_id=products[0])
    for rival, start, end, more in (
        (b, first, until - DAY, {}),
        (a, first, until - DAY, {"competitor_product_id": product}),
        (a, first, until, {}),
        (a, first - DAY, until - DAY, {}),
        (a, first, until - DAY, {"amount_base": None}),
        (a, first, until - DAY, {"removed_at": NOON}),
    ):
        rows.put("competitor_sale", **{"competitor_id": rival, "starts_on": start, "ends_on": end, "amount_base": Money(1)} | more)
    with company.acting("lilei"):
        assert [(one.competitor_name, one.product_name, one.against_name) for one in dao.rivals(first, until)] == [
            ("a", "甲", "许可"),
            ("b", None, None),
        ]
