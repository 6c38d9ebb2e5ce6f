"""Followers hear of what happens to a record, once and only while they may see it; stars are one's own."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.module import modules
from crm.errors import NotFound

ACCOUNT = modules()["account"]


@pytest.fixture
def follow(company):
    return company.container.platform.follow()


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))


@pytest.fixture
def heard(company):
    """What stands in somebody's notices."""

    def titles(who):
        with company.acting(who):
            return [one.title for one in company.container.platform.notice().page(20)]

    return titles


def follows(company, follow, who, account, wanted=True):
    with company.acting(who):
        follow.mark(ACCOUNT, account.id, "follow", wanted)


def change(company, who, account, **changes):
    with company.acting(who):
        company.container.customer.account().change(account.id, changes)


def log(company, who, **raw):
    with company.acting(who):
        return company.container.customer.activity().create(ActivityDraft.parse({"kind": "call", "name": "电话回访", **raw}))


def test_a_follower_hears_of_a_change_and_whoever_made_it_does_not(company, follow, account, heard):
    for who in ("han", "wang"):
        follows(company, follow, who, account)
    change(company, "wang", account, grade="A")
    assert len(heard("han")) == 1 and "云帆" in heard("han")[0] and "王强" in heard("han")[0] and heard("wang") == []


def test_a_follower_hears_once_until_he_has_read_it(company, follow, account, heard):
    follows(company, follow, "han", account)
    for grade in "ABC":
        change(company, "wang", account, grade=grade)
    assert len(heard("han")) == 1
    with company.acting("han"):
        company.container.platform.notice().read_all()
    change(company, "wang", account, grade="D")
    assert len(heard("han")) == 2


def test_of_many_records_at_once_he_hears_in_one_sentence(company, follow, account, heard):
    with company.acting("wang"):
        accounts = company.container.customer.account()
        others = [accounts.create(AccountDraft.parse({"name": f"客户{n}"})) for n in range(3)]
    for one in (account, *others):
        follows(company, follow, "han", one)
    with company.acting("wang"):
        accounts.change_all([account.id, *(one.id for one in others)], {"city": "上海"})
    assert len(heard("han")) == 1 and "3" in heard("han")[0]


def test_what_is_logged_about_a_record_or_a_contact_of_it_is_heard(company, follow, account, heard):
    follows(company, follow, "han", account)
    with company.acting("wang"):
        contact = company.container.customer.contact().create(ContactDraft.parse({"name": "王芳", "account_id": account.id}))
    log(company, "wang", subject_module="contact", subject_id=contact.id)
    assert len(heard("han")) == 1 and "电话回访" in heard("han")[0]


def test_whoever_may_not_see_the_record_any_more_hears_nothing(company, follow, account, heard):
    follows(company, follow, "wang", account)
    with company.acting("han"):
        company.container.customer.account().assign_all([account.id], company.users["zhao"], company.departments["east"])
    change(company, "zhao", account, grade="A")
    assert heard("wang") == []


def test_who_no_longer_follows_hears_nothing(company, follow, account, heard):
    follows(company, follow, "han", account)
    follows(company, follow, "han", account, False)
    change(company, "wang", account, grade="A")
    assert heard("han") == []


@pytest.mark.parametrize(
    ("body", "told"),
    [("请@韩梅梅看一下", ["han"]), ("@han 和 @lilei，请看", ["han", "lilei"]), ("mail@han.cn", []), ("@没有这人", []), ("@王强 自己", []),
     ("@陈静 看不到这个客户", [])],
)  # fmt: skip
def test_who_is_named_in_a_text_is_told_when_he_may_see_it(company, account, heard, body, told):
    made = log(company, "wang", subject_module="account", subject_id=account.id, body=body)
    assert [who for who in ("han", "lilei", "chen", "wang") if any("电话回访" in title for title in heard(who))] == told
    with company.acting(told[0] if told else "wang"):
        found = company.container.platform.notice().page(1)
    assert [one.url for one in found] == ([f"/accounts/{account.id}#entry-a{made.id}"] if told else [])


def test_a_name_gets_a_space_behind_it_and_later_names_are_told_alone(company, account, heard):
    made = log(company, "wang", subject_module="account", subject_id=account.id, body="请@韩梅梅看一下")
    assert made.body == "请@韩梅梅 看一下"
    with company.acting("wang"):
        company.container.customer.activity().change(made.id, {"body": "请@韩梅梅 和@李雷看一下"})
    assert (len(heard("han")), len(heard("lilei"))) == (1, 1)


def test_stars_are_ones_own_and_only_of_what_one_may_see(company, follow, account):
    for who in ("wang", "han"):
        with company.acting(who):
            follow.mark(ACCOUNT, account.id, "star", True)
            follow.mark(ACCOUNT, account.id, "star", True)
            assert [one.title for one in follow.marked()] == ["云帆"]
            assert [(one.what, one.data) for one in follow.own(account.id)] == [("star", None)]
    with company.acting("zhao"):
        assert follow.marked() == []
    with company.acting("han"):
        company.container.customer.account().assign_all([account.id], company.users["chen"], company.departments["south"])
        assert len(follow.marked()) == 1
    with company.acting("wang"):
        assert follow.marked() == [] and follow.titles({account.id}) == {}


def test_there_are_two_kinds_of_marks(company, follow, account):
    with company.acting("wang"), pytest.raises(NotFound):
        follow.mark(ACCOUNT, account.id, "nonsense", True)
