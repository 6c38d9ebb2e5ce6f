"""What differs between two quotes: lines that were added, taken out, changed, and the sums."""

from decimal import Decimal
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.field import changed
from crm.domain.kit.money import Money
from crm.domain.sales.line import Line, worked_out
from crm.domain.sales.quote_difference import difference

ids = count(1)


def line(text="实施", price="100", **values):
    values = {"product_id": None, "discount": Decimal(0), "quantity": Decimal(1)} | values
    row = Line(id=next(ids), module="quote", record_id=1, text=text, unit_price=Money(price), currency="CNY", **values)
    return worked_out(row)


def copied(row, **values):
    return worked_out(changed(row, id=next(ids), source_id=row.id, **values))


def kinds(before, after):
    return [pair.kind for pair in difference(before, after).pairs]


def test_a_copy_that_nobody_touched_is_the_same():
    rows = [line("甲"), line("乙", "20")]
    found = difference(rows, [copied(row) for row in rows])
    assert found.same and found.before == found.after


def test_each_change_of_a_line_is_named_and_what_is_new_or_gone_stands_where_it_belongs():
    a, b, c = line("甲"), line("乙"), line("丙")
    after = [copied(a, quantity=Decimal(3), discount=Decimal(5)), line("丁", "7"), copied(c, text="丙二")]
    found = difference([a, b, c], after)
    assert [pair.kind for pair in found.pairs] == ["changed", "removed", "added", "changed"]
    assert found.pairs[0].changed == ("quantity", "discount") and found.pairs[3].changed == ("text",)
    assert (found.before.total, found.after.total) == (Money(300), Money(285) + Money(7) + Money(100))


def test_lines_copied_from_the_same_one_belong_together_and_so_do_those_of_one_product():
    deal = line("甲")
    assert kinds([copied(deal)], [copied(deal, unit_price=Money(90))]) == ["changed"]
    assert kinds([line("甲", product_id=7)], [line("甲二", "80", product_id=7)]) == ["changed"]
    assert kinds([line("甲", product_id=7)], [line("甲", product_id=8)]) == ["removed", "added"]


def test_the_same_product_twice_is_matched_one_to_one():
    first, second = line("甲", product_id=7, quantity=Decimal(1)), line("甲", product_id=7, quantity=Decimal(2))
    assert kinds([first, second], [copied(second), copied(first)]) == ["same", "same"]
    assert kinds([first, second], [copied(first)]) == ["same", "removed"]


@given(st.lists(st.integers(0, 4), max_size=8), st.lists(st.integers(0, 4), max_size=8))
def test_every_line_of_both_quotes_stands_once_and_the_differences_add_up(left, right):
    before = [line(f"行{n}", str(10 + n)) for n in left]
    after = [line(f"行{n}", str(20 + n)) for n in right]
    found = difference(before, after)
    assert sorted(pair.before.id for pair in found.pairs if pair.before) == sorted(row.id for row in before)
    assert [pair.after.id for pair in found.pairs if pair.after] == [row.id for row in after]
    more = sum(((pair.after.total if pair.after else 0) - (pair.before.total if pair.before else 0) for pair in found.pairs), Money(0))
    assert found.after.total - found.before.total == more
