"""The book of an order's deliveries: what is left, what is too much, and how far the order is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import Money
from crm.domain.sales.delivery_book import Book, Head, Ordered, Taken

HEAD = Head(1, "云帆采购", "confirmed", Money(1600), "CNY", None, None, 7, None, None)


def book(ordered: dict[int, str], *taken: tuple[int, int, str, str]) -> Book:
    lines = {id: Ordered(id, 1, Decimal(n), "个", None, f"行{id}", Money(100) * int(Decimal(n)), "CNY") for id, n in ordered.items()}
    found = [Taken(at, 1, delivery, line, Decimal(n), state) for at, (delivery, line, n, state) in enumerate(taken)]
    return Book(HEAD, lines, found)


@pytest.mark.parametrize(
    ("taken", "state", "left", "share"),
    [
        ((), "confirmed", {1: 10, 2: 1}, 0),
        (((5, 1, "4", "planned"),), "confirmed", {1: 6, 2: 1}, 0),
        (((5, 1, "4", "shipped"), (6, 1, "2", "returned")), "delivering", {1: 6, 2: 1}, 36),
        (((5, 1, "10", "shipped"), (6, 2, "1", "planned")), "delivering", {1: 0, 2: 0}, 90),
        (((5, 1, "10", "received"), (6, 2, "1", "shipped")), "delivered", {1: 0, 2: 0}, 100),
    ],
)
def test_an_order_is_as_far_as_what_left_the_house(taken, state, left, share):
    found = book({1: "10", 2: "1"}, *taken)
    assert (found.state, found.left(), found.share, found.exceeded()) == (state, left, share, [])


def test_what_is_no_longer_ordered_is_too_much_and_named_before_it_happens():
    found = book({1: "10", 2: "1"}, (5, 1, "4", "shipped"), (6, 3, "1", "planned"))
    assert found.exceeded() == [3]
    assert found.short({1: Decimal(3), 2: Decimal(1)}) == ["行1"]
    assert found.short({1: Decimal(4)}) == []
    assert found.left(without=5)[1] == 10


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from([1, 2]), st.decimals("0.0001", "7", places=4)), max_size=8))
def test_what_is_taken_and_what_is_left_are_what_was_ordered(parts):
    found = book({1: "10", 2: "3"}, *[(delivery, line, str(n), "shipped") for delivery, line, n in parts])
    taken = found.sums()
    assert all(found.left()[id] + taken.get(id, 0) == line.quantity for id, line in found.ordered.items())
    assert (found.share == 100) == (found.state == "delivered")
    assert 0 <= found.share <= 100
