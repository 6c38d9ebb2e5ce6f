"""A lead becomes a customer, a contact and a deal: all or nothing, by one of two, undone as one."""

import threading
from io import BytesIO

import pytest

from crm.container import build
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.filter import Query
from crm.domain.sales.lead import MODULE, LeadDraft
from crm.domain.sales.lead_conversion import Wish
from crm.errors import Conflict, Forbidden, Invalid, NotFound
from crm.settings import load
from tests.kit import databases
from tests.kit.company import found

NAME = "杭州知行网络科技有限公司"
MODULES = ("account", "contact", "opportunity")


@pytest.fixture
def lead(company):
    with company.acting("wang"):
        return make(company)


def make(company):
    raw = {"name": "刘洋", "company": NAME, "title": "采购经理", "phone": "13800138000", "mail": "liu@example.com", "tags": ["展会"]}
    return company.container.sales.lead().create(LeadDraft.parse(raw | {"city": "杭州", "source": "exhibition", "interest": "CRM"}))


def wish(**raw) -> Wish:
    return Wish.parse({"account_name": NAME, "opportunity": "yes", "opportunity_name": "CRM 采购", "amount": "120000"} | raw)


def of(company, module):
    return company.container.records()(module)


def counts(company) -> dict[str, int]:
    with company.acting("lilei"):
        return {name: of(company, name).count(Query()) for name in MODULES}


def logged(company, lead, kind="call") -> int:
    raw = {"kind": kind, "name": "首次沟通", "subject_module": "lead", "subject_id": lead.id}
    return company.container.customer.activity().create(ActivityDraft.parse(raw)).id


def test_all_three_are_made_and_know_each_other(company, lead):
    with company.acting("wang"):
        became = company.container.sales.lead_conversion().convert(lead.id, wish(), lead.version)
        account, contact, deal = (of(company, name).get(id) for name, id in zip(MODULES, vars(became).values(), strict=True))
        assert (account.name, account.kind, account.city, account.phone, account.tags) == (NAME, "company", "杭州", None, ["展会"])
        assert (contact.account_id, contact.name, contact.title, contact.phones) == (account.id, "刘洋", "采购经理", ["+8613800138000"])
        assert (deal.account_id, deal.contact_id, deal.lead_id, deal.amount, deal.source) == (
            account.id, contact.id, lead.id, 120000, "exhibition",
        )  # fmt: skip
        done = company.container.sales.lead().get(lead.id)
        assert (done.state, done.converted_account_name, done.converted_contact_name, done.converted_opportunity_name) == (
            "converted", NAME, "刘洋", "CRM 采购",
        )  # fmt: skip
        assert done.converted_at


def test_what_hung_on_the_lead_goes_along(company, lead):
    with company.acting("wang"):
        entry = logged(company, lead)
        files = company.container.platform.file()
        file = files.attach("lead", lead.id, "需求.txt", BytesIO("三十个坐席".encode()))
    with company.acting("han"):
        company.container.platform.follow().mark(MODULE, lead.id, "follow", True)
    with company.acting("wang"):
        became = company.container.sales.lead_conversion().convert(lead.id, wish())
        activity = of(company, "activity").get(entry)
        assert (activity.subject_module, activity.subject_id, activity.account_id) == ("contact", became.contact_id, became.account_id)
        moved = files.get(file.id)
        assert (moved.subject_module, moved.subject_id) == ("account", became.account_id)
        assert of(company, "account").get(became.account_id).touched_at == activity.at
        assert [row.id for row in of(company, "activity").story("account", became.account_id, 10)] == [entry]
    with company.acting("han"):
        assert [one.what for one in company.container.platform.follow().own(became.account_id)] == ["follow"]


def test_undo_takes_all_of_it_back(company, lead):
    before = counts(company)
    with company.acting("han"):
        his_chief_s = logged(company, lead, "visit")
    with company.acting("wang"):
        entry = logged(company, lead)
        company.container.sales.lead_conversion().convert(lead.id, wish())
        [line, *_] = company.container.platform.journal().history("lead", lead.id, 1)
        outcome = company.container.platform.undo().undo(line.change_set_id)
        assert (outcome.kept, outcome.refused) == ({}, {})
        back = company.container.sales.lead().get(lead.id)
        assert (back.state, back.converted_account_id, back.converted_at) == ("new", None, None)
        activity = of(company, "activity").get(entry)
        assert (activity.subject_module, activity.subject_id, activity.account_id) == ("lead", lead.id, None)
    with company.acting("han"):
        assert of(company, "activity").get(his_chief_s).subject_module == "lead"
    assert counts(company) == before


def test_a_customer_and_a_contact_that_are_here_gain_what_they_lack(company, lead):
    with company.acting("wang"):
        account = of(company, "account").create(AccountDraft.parse({"name": NAME, "city": "上海"}))
        raw = {"name": "刘洋", "phones": "13900139000", "mails": "liu@example.com", "account_id": account.id}
        contact = of(company, "contact").create(ContactDraft.parse(raw))
        found = company.container.sales.lead_conversion().twins(lead)
        assert [twin.id for twin in found["account"]] == [account.id] and [twin.id for twin in found["contact"]] == [contact.id]
        chosen = wish(account=str(account.id), contact=str(contact.id), opportunity="no")
        became = company.container.sales.lead_conversion().convert(lead.id, chosen)
        assert (became.account_id, became.contact_id, became.opportunity_id) == (account.id, contact.id, None)
        account, contact = of(company, "account").get(account.id), of(company, "contact").get(contact.id)
        assert (account.city, account.source, account.tags) == ("上海", "exhibition", ["展会"])
        assert (contact.phones, contact.mails) == (["+8613900139000", "+8613800138000"], ["liu@example.com"])


def test_somebody_without_a_company_becomes_a_customer_himself(company):
    with company.acting("wang"):
        person = company.container.sales.lead().create(LeadDraft.parse({"name": "钱多", "phone": "13700137000"}))
        became = company.container.sales.lead_conversion().convert(person.id, wish(account_name="钱多", contact="none", opportunity="no"))
        account = of(company, "account").get(became.account_id)
        assert (account.kind, account.phone, became.contact_id) == ("person", "+8613700137000", None)


def test_what_a_manager_converts_belongs_to_whom_the_lead_belonged(company, lead):
    before = counts(company)
    with company.acting("han"):
        became = company.container.sales.lead_conversion().convert(lead.id, wish())
        owners = {of(company, name).get(id).owner_id for name, id in zip(MODULES, vars(became).values(), strict=True)}
        assert owners == {company.users["wang"]}
        [line, *_] = company.container.platform.journal().history("lead", lead.id, 1)
        assert company.container.platform.undo().undo(line.change_set_id).kept == {}
    assert counts(company) == before


@pytest.mark.parametrize("step", ["_account", "_contact", "_deal", "_close", "_carry"])
def test_a_failure_at_any_step_leaves_nothing_behind(company, lead, step, monkeypatch):
    before, service = counts(company), company.container.sales.lead_conversion()
    real = getattr(service, step)

    def fails(*args):
        real(*args)
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(service, step, fails)
    with company.acting("wang"):
        entry = logged(company, lead)
        with pytest.raises(RuntimeError):
            service.convert(lead.id, wish())
        kept = company.container.sales.lead().get(lead.id)
        assert (kept.state, kept.version) == ("new", lead.version)
        assert of(company, "activity").get(entry).subject_module == "lead"
    assert counts(company) == before


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_of_two_who_convert_at_once_one_wins(engine, tmp_path):
    if engine == "postgresql":
        db = next(databases.postgresql())
    else:
        db = Database(f"sqlite:///{tmp_path}/crm.db")
        Migrator(db).migrate()
    company = found(build(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), db))
    with company.acting("wang"):
        lead = make(company)
    gate, ends = threading.Barrier(2), []

    def work(account: str) -> None:
        with company.acting(account):
            gate.wait()
            try:
                company.container.sales.lead_conversion().convert(lead.id, wish(), lead.version)
                ends.append("won")
            except Conflict:
                ends.append("lost")

    threads = [threading.Thread(target=work, args=(account,)) for account in ("wang", "han")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["lost", "won"]
    assert counts(company) == {"account": 1, "contact": 1, "opportunity": 1}
    db.engine.dispose()


def test_a_converted_lead_is_not_converted_again(company, lead):
    with company.acting("wang"):
        company.container.sales.lead_conversion().convert(lead.id, wish())
        with pytest.raises(Conflict):
            company.container.sales.lead_conversion().convert(lead.id, wish())
        with pytest.raises(Invalid):
            company.container.sales.lead().change(lead.id, {"state": "new"})


def test_a_wish_that_cannot_be_fulfilled_is_refused_by_its_fields(company, lead):
    convert = company.container.sales.lead_conversion().convert
    for raw, field in (
        ({"account": "x"}, "account"), ({"account_name": ""}, "account_name"), ({"contact": "x"}, "contact"),
        ({"opportunity_name": ""}, "opportunity_name"), ({"amount": "-5"}, "amount"), ({"close_on": "nie"}, "close_on"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            wish(**raw)
        assert set(refused.value.fields) == {field}
    with company.acting("chen"):
        strange = of(company, "account").create(AccountDraft.parse({"name": "陈静的客户"}))
    with company.acting("lilei"):
        other = of(company, "contact").create(ContactDraft.parse({"name": "王芳", "account_id": strange.id}))
    with company.acting("wang"):
        with pytest.raises(Invalid) as refused:
            convert(lead.id, wish(account=str(strange.id)))
        assert set(refused.value.fields) == {"account"}
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        convert(lead.id, wish(contact=str(other.id)))
    assert set(refused.value.fields) == {"contact"}
    with company.acting("chen"), pytest.raises(NotFound):
        convert(lead.id, wish())
    with company.acting("sun"), pytest.raises(Forbidden):
        convert(lead.id, wish())
