"""What tells the versions and options of a quote apart."""

import pytest

from crm.domain.sales.quote import MOVES, STATES, Quote, next_option, numbered


@pytest.mark.parametrize(
    ("option", "revision", "said"),
    [(None, 1, "BJ-1"), ("B", 1, "BJ-1-B"), (None, 2, "BJ-1 V2"), ("B", 3, "BJ-1-B V3")],
)
def test_a_version_and_an_option_stand_behind_the_number(option, revision, said):
    assert numbered(Quote(number="BJ-1", option=option, revision=revision)) == said


def test_the_next_option_is_the_first_free_letter_and_what_has_no_name_is_a():
    assert next_option([None]) == "B"
    assert next_option(["B", None, None]) == "C"
    assert next_option(["C", "A"]) == "B"
    assert next_option([chr(ord("A") + n) for n in range(26)]) == "27"


def test_every_move_leads_to_a_state_that_there_is():
    known = {option.value for option in STATES}
    assert set(MOVES) == known and {then for moves in MOVES.values() for then in moves} <= known
