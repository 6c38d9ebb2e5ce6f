"""What is asked of somebody before he gets so many records."""

import pytest

from crm.domain.customer.export_request import LARGE, Terms, counted_to, terms


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (10, Terms(10, False, False, False, False)),
        (11, Terms(11, False, True, False, False)),
        (100, Terms(100, False, True, False, False)),
        (101, Terms(101, False, True, True, False)),
        (LARGE + 1, Terms(LARGE + 1, True, True, True, True)),
    ],
)
def test_more_records_have_more_terms(found, asked):
    assert terms(found, reason=10, approval=100) == asked


def test_without_thresholds_only_the_time_that_it_takes_counts():
    assert terms(LARGE, reason=0, approval=0).is_free
    assert terms(LARGE + 1, reason=0, approval=0) == Terms(LARGE + 1, True, False, False, True)


def test_what_is_to_be_approved_says_what_for_whatever_else_is_asked():
    assert terms(51, reason=0, approval=50).reason


def test_records_are_counted_as_far_as_a_term_may_need():
    assert (counted_to(0, 0), counted_to(10, 50_000)) == (LARGE + 1, 50_001)
