"""Groups of companies: the tree as far as one may see it, and no circles."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.money import Money
from crm.errors import Invalid, NotFound


@pytest.fixture
def groups(company):
    return company.container.customer.account_group()


def account(company, name: str, **more) -> int:
    return company.container.customer.account().create(AccountDraft.parse({"name": name, **more})).id


def names(tree) -> list[tuple[str, int]]:
    return [(branch.node.name, branch.depth) for branch in tree.branches]


def test_the_whole_group_is_shown_from_wherever_one_stands(company, groups):
    with company.acting("wang"):
        top = account(company, "云帆集团")
        one = account(company, "云帆北京", parent_id=top, revenue="1.5")
        two = account(company, "云帆海淀", parent_id=one, employees="20")
        company.container.customer.contact().create(ContactDraft.parse({"name": "王芳", "account_id": two}))
        acts = company.container.customer.activity()
        acts.create(ActivityDraft.parse({"kind": "call", "name": "回访", "subject_module": "account", "subject_id": two}))
        acts.create(ActivityDraft.parse({"kind": "task", "name": "报价", "due_at": "+1d", "subject_module": "account", "subject_id": one}))
        tree = groups.of(two)
    assert names(tree) == [("云帆集团", 0), ("云帆北京", 1), ("云帆海淀", 2)]
    whole = tree.branches[0].whole
    assert (whole.customers, whole.contacts, whole.activities, whole.tasks, whole.employees) == (3, 1, 1, 1, 20)
    assert str(whole.revenue) in ("1.5", "1.50") and whole.touched_at is not None


def test_deals_and_contracts_add_up_over_the_group_as_far_as_one_sees_them(company, groups):
    deals, contracts = company.container.sales.opportunity(), company.container.trade.contract()
    with company.acting("lilei"):
        top = account(company, "云帆集团")
        low = account(company, "云帆海淀", parent_id=top)
        for name, amount, of in (("总部", "12万", top), ("分部", "3万", low)):
            deals.create(deals.module.draft.parse({"name": name, "amount": amount, "account_id": of}))
        contracts.create(contracts.module.draft.parse({"name": "还是草稿", "amount": "5万", "account_id": low}))
        company.container.customer.account().assign_all([top, low], company.users["wang"], company.departments["east"])
        found = groups.of(low)
    assert found.totals == ["Open deals", "Won deals", "Contracts in effect or completed", "Still to come"]
    assert [branch.whole.amounts[0] for branch in found.branches] == [Money(150_000), Money(30_000)]
    assert found.branches[0].whole.amounts[2:] == (Money(0), Money(0))
    with company.acting("wang"):
        assert groups.of(top).branches[0].whole.amounts[0] == Money(0)


def test_one_sees_of_a_group_what_one_sees_elsewhere(company, groups):
    with company.acting("lilei"):
        top = account(company, "云帆集团")
        middle = account(company, "云帆北京", parent_id=top)
        low = account(company, "云帆海淀", parent_id=middle)
        accounts = company.container.customer.account()
        accounts.assign_all([top, low], company.users["wang"], company.departments["east"])
    with company.acting("wang"):
        assert names(groups.of(top)) == [("云帆集团", 0), ("云帆海淀", 1)]
        with pytest.raises(NotFound):
            groups.of(middle)


def test_a_company_cannot_stand_above_itself_however_long_the_way(company, groups):
    with company.acting("wang"):
        top = account(company, "云帆集团")
        middle = account(company, "云帆北京", parent_id=top)
        low = account(company, "云帆海淀", parent_id=middle)
        for parent in (low, top):
            with pytest.raises(Invalid, match="parent_id"):
                groups.put(parent, top)


def test_a_customer_that_is_there_is_put_below_another_and_a_person_is_not(company, groups):
    with company.acting("wang"):
        top, other = account(company, "云帆集团"), account(company, "云帆上海")
        assert groups.put(top, other) == "云帆上海"
        assert names(groups.of(other)) == [("云帆集团", 0), ("云帆上海", 1)]
        with pytest.raises(Invalid, match="person"):
            groups.put(top, account(company, "王芳", kind="person"))


def test_a_hidden_parent_stays_when_the_child_is_edited(company, groups):
    with company.acting("lilei"):
        top = account(company, "云帆集团")
        low = account(company, "云帆海淀", parent_id=top)
        company.container.customer.account().assign_all([low], company.users["wang"], company.departments["east"])
    with company.acting("wang"):
        assert company.container.customer.account().change(low, {"city": "北京"}).parent_id == top
        assert names(groups.of(low)) == [("云帆海淀", 0)]
