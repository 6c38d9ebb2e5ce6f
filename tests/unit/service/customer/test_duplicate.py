"""Twins are found by how names sound, phones and mail; rules hold whatever way a record comes; what people decided is kept."""

import pytest

from crm import current
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.customer.contact import ContactDraft
from crm.domain.customer.duplicate import DIFFERENT, LIKELY, OFF, REFUSE, WARN, Rule
from crm.errors import Forbidden, Invalid, NotFound, Taken


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


@pytest.fixture
def duplicates(company):
    return company.container.customer.duplicate()


def account(accounts, name="北京云帆科技有限公司", **more):
    return accounts.create(AccountDraft.parse({"name": name, "city": "北京", **more}))


def test_a_company_is_known_again_by_how_its_name_sounds(company, accounts, duplicates):
    with company.acting("lilei"):
        made = account(accounts)
        account(accounts, "上海安泰医药股份有限公司", city="上海")
        for said in ("云帆科技（北京）股份有限公司", "雲帆科技", "北京云凡科技公司"):
            (twin,) = duplicates.twins(ACCOUNT, {"name": said, "city": "北京"})
            assert twin.id == made.id and twin.score >= 50 and twin.title == "北京云帆科技有限公司"


def test_the_same_name_in_another_city_is_another_company(company, accounts, duplicates):
    with company.acting("lilei"):
        account(accounts)
        assert duplicates.twins(ACCOUNT, {"name": "上海云帆科技有限公司"}) == []


def test_the_reasons_say_what_is_the_same_and_what_is_not(company, accounts, duplicates):
    with company.acting("lilei"):
        account(accounts, phone="13800138000", mail="li@yunfan.cn")
        (twin,) = duplicates.twins(ACCOUNT, {"name": "云帆科技", "phone": "+8613800138000", "mail": "wang@yunfan.cn"})
        said = {(reason.label, reason.words) for reason in twin.reasons}
        assert said >= {("Name", "equal"), ("Phone", "equal"), ("Domain", "equal")}
        assert twin.reasons[0].weight >= twin.reasons[-1].weight


def test_companies_of_two_tax_ids_are_two(company, accounts, duplicates):
    with company.acting("lilei"):
        account(accounts, tax_id="91350100M000100Y43", phone="13800138000")
        typed = {"name": "北京云帆科技有限公司", "phone": "+8613800138000"}
        assert duplicates.twins(ACCOUNT, typed)
        assert duplicates.twins(ACCOUNT, typed | {"tax_id": "91110108551385082Q"}) == []


def test_people_of_one_name_are_two_unless_something_else_agrees(company, accounts, duplicates):
    contacts = company.container.customer.contact()
    with company.acting("lilei"):
        firm = account(accounts)
        made = contacts.create(ContactDraft.parse({"name": "王芳", "account_id": firm.id, "phones": ["13900139000"]}))
        assert duplicates.twins(CONTACT, {"name": "王芳"}) == []
        for more in ({"phones": ["+8613900139000"]}, {"account_id": firm.id}):
            assert [twin.id for twin in duplicates.twins(CONTACT, {"name": "王芳"} | more)] == [made.id]


def test_a_record_is_no_twin_of_itself(company, accounts, duplicates):
    with company.acting("lilei"):
        made = account(accounts)
        assert duplicates.twins(ACCOUNT, made.values(), but=made.id) == []


def test_a_changed_record_is_found_by_its_new_name_and_a_removed_one_no_more(company, accounts, duplicates):
    with company.acting("lilei"):
        made = account(accounts)
        accounts.change(made.id, {"name": "上海安泰医药", "city": "上海"})
        assert duplicates.twins(ACCOUNT, {"name": "云帆科技", "city": "北京"}) == []
        assert duplicates.twins(ACCOUNT, {"name": "上海安泰医药有限公司"})
        accounts.remove_all([made.id])
        assert duplicates.twins(ACCOUNT, {"name": "上海安泰医药有限公司"}) == []


def test_of_a_record_that_may_not_be_seen_only_the_owner_is_told(company, accounts, duplicates):
    with company.acting("chen"):
        account(accounts)
    with company.acting("wang"):
        (twin,) = duplicates.twins(ACCOUNT, {"name": "北京云帆科技有限公司"})
        assert (twin.visible, twin.title, twin.second, twin.reasons, twin.owner_name) == (False, "", "", (), "陈静")
        assert "陈静" in str(duplicates.unseen(twin))


def test_many_rows_are_compared_in_a_few_statements(company, accounts, duplicates):
    with company.acting("lilei"):
        first, second = account(accounts), account(accounts, "上海安泰医药股份有限公司", city="上海")
        many = [{"name": "云帆科技", "city": "北京"}, {"name": "成都川味食品"}, {"name": "安泰医药有限公司", "city": "上海"}]
        assert [[twin.id for twin in twins] for twins in duplicates.twins_of_many(ACCOUNT, many)] == [[first.id], [], [second.id]]


# Rules -----------------------------------------------------------------------


def test_a_rule_is_checked_kept_and_journalled(company, duplicates):
    with company.acting("lilei"):
        assert duplicates.rule(ACCOUNT) == Rule("account", WARN, 80)
        assert duplicates.set_rule(Rule.parse("account", {"action": "refuse", "threshold": "90"}))
        assert (duplicates.rule(ACCOUNT).action, duplicates.rule(ACCOUNT).threshold) == (REFUSE, 90)
        assert duplicates.rule(ACCOUNT).updated_by_name == "李雷"
        assert company.container.platform.journal().page(1)[0].module == "duplicate"
        assert duplicates.set_rule(Rule("account", REFUSE, 90)) is None
    with pytest.raises(Invalid) as no:
        Rule.parse("account", {"action": "shout", "threshold": "120"})
    assert set(no.value.fields) == {"action", "threshold"}


def test_only_who_may_sets_rules(company, duplicates):
    with company.acting("wang"), pytest.raises(Forbidden):
        duplicates.set_rule(Rule("account", OFF, 80))


def test_a_warning_names_the_twins_and_off_says_nothing(company, accounts, duplicates):
    with company.acting("lilei"):
        made = account(accounts)
        typed = {"name": "北京云帆科技有限公司", "city": "北京"}
        assert [twin.id for twin in duplicates.warned(ACCOUNT, typed)] == [made.id]
        duplicates.set_rule(Rule("account", OFF, 80))
        assert duplicates.warned(ACCOUNT, typed) == [] and not duplicates.is_on(ACCOUNT)


def test_what_is_refused_is_refused_to_every_caller(company, accounts, duplicates):
    with company.acting("lilei"):
        account(accounts)
        duplicates.set_rule(Rule("account", REFUSE, 80))
        with pytest.raises(Taken, match="云帆"):
            account(accounts, "云帆科技有限公司")
        assert account(accounts, "上海安泰医药股份有限公司", city="上海").id


# Pairs -----------------------------------------------------------------------


def test_two_that_are_different_are_remembered_so(company, accounts, duplicates):
    with company.acting("lilei"):
        one, other = account(accounts), account(accounts)
        duplicates.decide(ACCOUNT, other.id, one.id, DIFFERENT)
        assert duplicates.page(ACCOUNT, 10) == []
        (pair,) = duplicates.page(ACCOUNT, 10, DIFFERENT)
        assert (pair.one_id, pair.other_id, pair.decided_by_name) == (one.id, other.id, "李雷")
        duplicates.decide(ACCOUNT, one.id, other.id, LIKELY)
        assert [pair.percent > 90 for pair in duplicates.page(ACCOUNT, 10)] == [True]
        assert current.last_change() is not None


def test_a_pair_is_shown_to_who_may_see_both(company, accounts, duplicates):
    with company.acting("chen"):
        one = account(accounts)
    with company.acting("wang"):
        other = account(accounts)
        with pytest.raises(Forbidden):
            duplicates.compare(ACCOUNT, one.id, other.id)
    with company.acting("lilei"):
        duplicates.decide(ACCOUNT, one.id, other.id, LIKELY)
        assert len(duplicates.page(ACCOUNT, 10)) == 1
        with pytest.raises(NotFound):
            duplicates.compare(ACCOUNT, one.id, 10**9)
        with pytest.raises(NotFound):
            duplicates.decide(ACCOUNT, one.id, other.id, "married")
