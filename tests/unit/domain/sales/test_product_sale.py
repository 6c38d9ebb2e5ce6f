"""Sales of products by period: which figures of a competitor stand for a period."""

from datetime import date

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.product_sale import RivalSale, known, periods_of, together


def figure(start, end, amount):
    return RivalSale(1, "云桥", None, None, None, date.fromisoformat(start), date.fromisoformat(end), Money(amount))


YEAR = figure("2026-01-01", "2026-12-31", 1000)
FIRST, SECOND = figure("2026-01-01", "2026-03-31", 200), figure("2026-04-01", "2026-06-30", 300)
MARCH, HALF = figure("2026-03-01", "2026-03-31", 90), figure("2026-03-15", "2026-04-14", 50)


@pytest.mark.parametrize(
    ("figures", "amount"),
    [([YEAR, FIRST, SECOND], 1000), ([FIRST, SECOND, MARCH], 500), ([MARCH, HALF, SECOND], 390),
     ([figure("2025-12-01", "2026-11-30", 7)], None), ([], None)],
    ids=["just the year", "quarters, and not a month of them again", "what overlaps is left out", "begins before", "nothing"],
)  # fmt: skip
def test_a_year_is_what_is_said_of_it_or_the_sum_of_what_lies_within(figures, amount):
    year = periods_of("year", date(2026, 11, 22))[-1]
    assert known(year, figures) == amount


def test_what_is_said_of_a_whole_competitor_goes_before_his_products():
    assert together([Money(10), None, None], [[Money(3), Money(4), None], [None, Money(5), None]]) == [10, 9, None]


def test_periods_end_with_the_one_under_way():
    assert [str(one) for one in periods_of("quarter", date(2026, 11, 22))][-2:] == ["2026-Q3", "2026-Q4"]
    assert [str(one) for one in periods_of("nonsense", date(2026, 1, 1))][0] == "2024-Q4"
    assert len(periods_of("month", date(2026, 11, 22))) == 12
