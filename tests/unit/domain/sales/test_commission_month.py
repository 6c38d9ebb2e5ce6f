"""What became of sources that were counted, and the sources themselves: shares, categories, margins, refunds."""

from datetime import date
from decimal import Decimal

from crm.domain.kit.money import Money
from crm.domain.sales.commission_month import Counted, differences
from crm.domain.sales.commission_source import Cost, Source, credits, margins, reduced

DAY = date(2026, 2, 3)


def source(base, shares=((1, 50), (2, 25), (3, 25)), id=7):
    return Source("contract", id, "云帆采购合同", DAY, Money(base), "CNY", Money(base), shares=shares)


def counted(base, share, user_id):
    return Counted("contract", 7, "云帆采购合同", "2026-02", user_id, share, Money(base), share, DAY)


def test_a_source_that_did_not_change_changes_nothing_also_where_the_plan_pays_only_some_of_its_team():
    for cents in range(1, 60):
        now = source(Decimal(cents).scaleb(-2))
        part = credits([now], "CNY")[1][0]
        assert differences([counted(part.base, 50, 1)], {7: now}, "CNY", False) == {}


def test_what_was_counted_is_split_again_by_the_shares_of_then():
    now = source("80", shares=((9, 100),))  # handed over since
    found = differences([counted("60", 60, 1), counted("40", 40, 2)], {7: now}, "CNY", False)
    assert {key: (one.base, one.pieces) for key, (one,) in found.items()} == {(1, "2026-02"): (-12, 0), (2, "2026-02"): (-8, 0)}
    gone = differences([counted("60", 60, 1)], {}, "CNY", True)
    assert [(one.base, one.pieces) for one in gone[1, "2026-02"]] == [(-60, -60)]
    assert differences([counted("60", 60, 1)], {7: now}, "CNY", True) == {}  # only what is gone counts


def test_a_margin_leaves_out_lines_whose_cost_is_unknown_or_in_another_currency():
    lines = [
        Cost(7, 1, "CNY", Money(100), Decimal(3), Money("20.5"), "CNY"),
        Cost(7, 2, "CNY", Money(100), Decimal(1), None, None),
        Cost(7, 2, "CNY", Money(100), Decimal(1), Money(10), "USD"),
    ]
    found, lacking = margins([source("300"), source("300", id=8)], lines, None, "CNY")
    assert ([one.base for one in found], [one.id for one in lacking]) == ([Money("38.5")], [7, 8])
    assert margins([source("300")], lines, {1}, "CNY")[0][0].base == Money("38.5")


def test_a_receipt_counts_with_what_was_not_given_back():
    dollars = source("100")._replace(currency="USD", base=Money("712.34"))
    found = reduced([dollars, source("50", id=8), source("50", id=9)], {7: Decimal("0.25"), 8: Decimal(0)}, "CNY")
    assert [(one.id, one.amount, one.base) for one in found] == [(7, 25, Money("178.09")), (9, 50, 50)]
