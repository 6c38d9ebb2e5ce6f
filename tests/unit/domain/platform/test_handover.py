"""Handing over: rules that know no database."""

import pytest

from crm.domain.platform.handover import EVEN, STAY, Held, parts, planned, spread
from crm.errors import Invalid


def test_what_is_shared_out_ends_up_even_with_what_each_had_before():
    assert spread([1, 2, 3, 4, 5], ["a", "b"], {"a": 3}) == {"a": [4], "b": [1, 2, 3, 5]}
    assert spread([], ["a", "b"], {}) == {}


def test_every_field_that_names_somebody_is_found_in_the_descriptions_of_the_modules():
    found = parts()
    assert {"account.owner_id", "contact.owner_id", "department.manager_id", "pool_member.person_id"} <= found.keys()
    assert not any(key.startswith(("user.", "commission_line.", "approval_request.")) for key in found)  # what was, stays
    assert found["department.manager_id"].duty and not found["contract.signer_id"].duty
    assert {"grade", "industry"} <= {field.name for field in found["account.owner_id"].split_by()}


def test_a_line_says_who_gets_which_part():
    held = [Held("account.owner_id", "A", 2), Held("account.owner_id", "", 5)]
    typed = {"by:account.owner_id": "grade", "to:account.owner_id": EVEN, "to:account.owner_id:A": "7"}
    (line,) = planned(parts(), held, typed, [7, 8])
    assert [line.receiver(value) for value in ("A", "B", None)] == ["7", EVEN, EVEN]
    (line,) = planned(parts(), held[1:], {}, [7])
    assert line.receiver(None) == STAY


@pytest.mark.parametrize("receiver", ["9", EVEN, "pool:3"])
def test_nothing_goes_to_whom_nobody_named(receiver):
    key = "contact.owner_id"
    with pytest.raises(Invalid) as refused:
        planned(parts(), [Held(key, "", 1)], {f"to:{key}": receiver}, [7])
    assert list(refused.value.fields) == [f"to:{key}"]
