"""Members of households in the database."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.household import HouseholdDraft
from crm.domain.customer.household_member import HouseholdMemberDraft


@pytest.fixture
def members(company):
    return company.container.customer.household_member_dao()


@pytest.fixture
def homes(company):
    """Two households of Wang's: of the first the members, written children first; their relations by id."""
    rooms = company.container.customer
    with company.acting("wang"):
        first, second = (rooms.household().create(HouseholdDraft.parse({"name": name})).id for name in ("王家", "李家"))
        customer = rooms.account().create(AccountDraft.parse({"name": "王建国", "kind": "person"})).id
        for home, relation, more in (
            (first, "child", {"name": "小明"}), (first, "spouse", {"name": "李梅"}), (second, "head", {"name": "李四"}),
            (first, "head", {"account_id": customer}), (first, "child", {"name": "小红"}),
        ):  # fmt: skip
            rooms.household_member().create(HouseholdMemberDraft.parse({"household_id": home, "relation": relation, **more}))
    return first, second


def test_the_head_comes_first_then_the_spouse_then_the_others_as_they_came(members, homes):
    with members.db.transaction(writes=False):
        found = members.of(homes[0], 10)
    assert [(one.relation, one.name) for one in found] == [("head", "王建国"), ("spouse", "李梅"), ("child", "小明"), ("child", "小红")]
    assert (found[0].account_name, found[0].household_name, found[1].account_name) == ("王建国", "王家", None)


def test_no_more_than_asked_for_and_none_that_was_taken_out(company, members, homes):
    with company.acting("lilei"):
        with members.db.transaction(writes=False):
            assert len(members.of(homes[0], 2)) == 2
            child = members.of(homes[0], 10)[2]
        company.container.customer.household_member().remove_all([child.id])
        with members.db.transaction(writes=False):
            assert [one.name for one in members.of(homes[0], 10)] == ["王建国", "李梅", "小红"]
            assert [one.name for one in members.of(homes[1], 10)] == ["李四"]
