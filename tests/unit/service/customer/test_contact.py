"""Contacts: people at customers that their owner may see."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.errors import Invalid

WANGFANG = {"name": "王芳", "phones": ["138 0013 8000", "010-62345678"], "mails": "fang@example.com", "role": "decision", "weight": "80"}


@pytest.fixture
def contacts(company):
    return company.container.customer.contact()


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "北京云帆科技有限公司"}))


def test_a_contact_has_several_phones_and_belongs_to_a_customer(company, contacts, account):
    with company.acting("wang"):
        made = contacts.create(ContactDraft.parse(WANGFANG | {"account_id": account.id}))
    assert (made.account_name, made.phones, made.weight) == ("北京云帆科技有限公司", ["+8613800138000", "+861062345678"], 80)


def test_a_customer_that_one_may_not_see_cannot_be_chosen(company, contacts, account):
    with company.acting("zhao"), pytest.raises(Invalid, match="account_id"):
        contacts.create(ContactDraft.parse(WANGFANG | {"account_id": account.id}))


def test_a_contact_keeps_its_customer_when_somebody_edits_who_may_not_see_that(company, contacts, account):
    with company.acting("wang"):
        made = contacts.create(ContactDraft.parse(WANGFANG | {"account_id": account.id}))
    with company.acting("lilei"):
        contacts.assign_all([made.id], company.users["zhao"], company.departments["east"])
    with company.acting("zhao"):
        assert contacts.change(made.id, {"title": "采购经理"}).account_id == account.id


def test_people_are_found_by_phone_mail_and_pinyin(company, contacts):
    with company.acting("wang"):
        made = contacts.create(ContactDraft.parse(WANGFANG))
        for words in ("wangfang", "wf", "8000", "fang@example"):
            assert [hit.id for hit in company.container.platform.search().find(words, module="contact")] == [made.id], words


@pytest.mark.parametrize(("field", "value"), [("weight", "101"), ("weight", "-1"), ("phones", ["1"]), ("mails", ["x"]), ("name", "")])
def test_a_value_that_cannot_be_is_refused(field, value):
    with pytest.raises(Invalid, match=field):
        ContactDraft.parse(WANGFANG | {field: value})
