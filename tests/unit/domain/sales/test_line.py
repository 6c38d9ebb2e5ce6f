"""What lines come to: exact, in coins, and documents are the sums of their lines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import CURRENCIES, Money, precision
from crm.domain.sales.line import LineDraft, amounts, amounts_of, by_tax, totals
from crm.errors import Invalid

quantities = st.decimals("0.0001", 10**6, places=4)
prices = st.decimals(0, 10**4, places=4).map(Money)
percents = st.decimals(0, 100, places=2)
drafts = st.builds(
    LineDraft, module=st.just("opportunity"), record_id=st.just(1), text=st.just("x"), quantity=quantities, unit_price=prices,
    discount=percents, tax_rate=st.sampled_from([Decimal(rate) for rate in ("0", "3", "6", "9", "13")]), tax_included=st.booleans(),
)  # fmt: skip


@given(drafts, st.sampled_from(CURRENCIES))
def test_the_parts_of_a_line_add_up_in_coins(line, currency):
    found = amounts(line.quantity, line.unit_price, line.discount, line.tax_rate, line.tax_included, currency)
    assert found.net + found.tax == found.total
    assert found.full - found.saved == (found.total if line.tax_included else found.net)
    assert 0 <= found.saved <= found.full and 0 <= found.net <= found.total
    assert all(part == round(part, precision(currency)) for part in (found.full, found.saved, found.net, found.tax, found.total))


@given(st.lists(drafts, max_size=12))
def test_a_document_is_the_sum_of_what_is_printed_in_it(lines):
    whole = totals(lines)
    assert whole.total == sum((amounts_of(line).total for line in lines), Money(0)) == whole.net + whole.tax
    parts = by_tax(lines)
    assert sum((part.tax for _, part in parts), Money(0)) == whole.tax and sum((part.net for _, part in parts), Money(0)) == whole.net


@given(drafts)
def test_an_amount_is_never_further_from_the_exact_one_than_half_a_coin(line):
    found = amounts_of(line)
    exact = line.quantity * line.unit_price * (100 - line.discount) / 100
    assert abs((found.total if line.tax_included else found.net) - exact) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "rate", "included", "wanted"),
    [
        ("3", "9.99", "0", "13", False, ("29.97", "3.90", "33.87")),
        ("1", "113", "0", "13", True, ("100.00", "13.00", "113.00")),
        ("1", "100", "0", "6", True, ("94.34", "5.66", "100.00")),
        ("2", "0.125", "0", "0", False, ("0.25", "0.00", "0.25")),
        ("1", "0.125", "0", "0", False, ("0.13", "0.00", "0.13")),  # halves go up
        ("1000", "0.0125", "50", "13", False, ("6.25", "0.81", "7.06")),
        ("7", "100", "100", "13", False, ("0", "0", "0")),
    ],
)
def test_known_lines(quantity, price, discount, rate, included, wanted):
    found = amounts(Decimal(quantity), Money(price), Decimal(discount), Decimal(rate), included, "CNY")
    assert (found.net, found.tax, found.total) == tuple(Money(amount) for amount in wanted)


def test_the_largest_line_is_exact_or_refused():
    big = {"module": "opportunity", "record_id": 1, "text": "x", "quantity": "1000000000", "tax_rate": "0"}
    assert amounts_of(LineDraft.parse(big | {"unit_price": "99.9999"})).total == Money("99999900000")
    with pytest.raises(Invalid) as refused:
        LineDraft.parse(big | {"unit_price": "100.0001"})
    assert set(refused.value.fields) == {"unit_price"}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "-1"}, "quantity"),
        ({"quantity": "1.00001"}, "quantity"),
        ({"quantity": "十"}, "quantity"),
        ({"discount": "100.1"}, "discount"),
        ({"discount": "-1"}, "discount"),
        ({"unit_price": "-5"}, "unit_price"),
        ({"text": ""}, "product_id"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(raw, field):
    with pytest.raises(Invalid) as refused:
        LineDraft.parse({"module": "opportunity", "record_id": 1, "text": "x", **raw})
    assert set(refused.value.fields) == {field}
