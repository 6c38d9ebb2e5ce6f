"""Members of households: who may be put in, once, with one head; and undo."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.customer.household import HouseholdDraft
from crm.domain.customer.household_member import HouseholdMemberDraft
from crm.errors import Invalid, NotFound
from tests.kit.company import Company


@pytest.fixture
def members(company):
    return company.container.customer.household_member()


@pytest.fixture
def home(company):
    with company.acting("wang"):
        return company.container.customer.household().create(HouseholdDraft.parse({"name": "王建国家庭", "city": "杭州"}))


def person(company: Company, name: str) -> int:
    return company.container.customer.account().create(AccountDraft.parse({"name": name, "kind": "person"})).id


def test_members_stand_with_the_head_first_and_are_called_like_the_customer(company, members, home):
    with company.acting("wang"):
        contact = company.container.customer.contact().create(ContactDraft.parse({"name": "王芳"}))
        members.join(home.id, "child", "contact", contact.id)
        members.create(
            HouseholdMemberDraft.parse({"household_id": home.id, "relation": "child", "name": "王小明", "birthday": "2018-05-01"})
        )
        members.join(home.id, "head", "account", person(company, "王建国"))
        found = members.of_household(home.id)
    assert [(m.name, m.relation) for m in found] == [("王建国", "head"), ("王芳", "child"), ("王小明", "child")]
    assert found[0].household_name == "王建国家庭" and found[1].contact_name == "王芳"


def test_a_household_has_one_head_and_nobody_twice(company, members, home):
    with company.acting("wang"):
        first, second = person(company, "王建国"), person(company, "李梅")
        members.join(home.id, "head", "account", first)
        with pytest.raises(Invalid, match="relation"):
            members.join(home.id, "head", "account", second)
        with pytest.raises(Invalid, match="account_id"):
            members.join(home.id, "spouse", "account", first)
        made = members.join(home.id, "spouse", "account", second)
        with pytest.raises(Invalid, match="relation"):
            members.change(made.id, {"relation": "head"})


def test_neither_the_household_nor_the_person_of_somebody_else_can_be_chosen(company, members, home):
    with company.acting("zhao"):
        other = person(company, "赵一")
        with pytest.raises(Invalid, match="household_id"):
            members.join(home.id, "child", "account", other)
        assert members.of_household(home.id) == []
        with pytest.raises(NotFound):
            members.join_new(home.id, "child", "王小明")
    with company.acting("wang"), pytest.raises(Invalid, match="account_id"):
        members.join(home.id, "child", "account", other)


def test_a_new_person_becomes_a_customer_at_the_same_address(company, members, home):
    with company.acting("wang"):
        made = members.join_new(home.id, "spouse", "李梅", "13800138000")
        account = company.container.customer.account().get(made.account_id)
    assert (account.kind, account.name, account.phone, account.city) == ("person", "李梅", "+8613800138000", "杭州")


def test_both_records_of_a_new_person_are_undone_as_one(company, members, home):
    with company.acting("wang"):
        made = members.join_new(home.id, "spouse", "李梅")
        last = company.container.platform.journal().history("household_member", made.id)[0].change_set_id
        outcome = company.container.platform.undo().undo(last)
        assert sorted(outcome.done) == sorted([made.id, made.account_id])
        assert members.of_household(home.id) == []
        with pytest.raises(NotFound):
            company.container.customer.account().get(made.account_id)


@pytest.mark.parametrize(
    ("raw", "field"),
    [({}, "name"), ({"account_id": "1", "contact_id": "2"}, "contact_id"), ({"name": "小明", "relation": "boss"}, "relation")],
)
def test_a_member_that_cannot_be_is_refused(raw, field):
    with pytest.raises(Invalid, match=field):
        HouseholdMemberDraft.parse({"household_id": "1", "relation": "child", **raw})
