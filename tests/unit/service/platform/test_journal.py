"""The journal: every write leaves a change set, and the sets hold together as a chain."""

import threading

import pytest

from crm import current
from crm.container import build
from crm.domain.customer.account import AccountDraft
from crm.domain.platform.journal import Change
from crm.errors import NotFound
from crm.settings import load
from tests.kit import company as companies
from tests.kit import databases

THREADS, WRITES = 4, 25


@pytest.fixture
def journal(company):
    return company.container.platform.journal()


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "云帆", "grade": "A"}))


def test_a_change_set_says_who_when_how_and_why(company, journal, account):
    with company.acting("wang", source="bulk", reason="年底整理", request_id="r1"):
        company.container.customer.account().change(account.id, {"grade": "B", "city": "上海"})
        found = journal.get(current.last_change())
        items = {(item.field, item.before, item.after) for item in journal.items(found.id)}
    assert (found.actor_name, found.source, found.verb, found.module, found.title, found.count, found.reason) == (
        "王强", "bulk", "edit", "account", "云帆", 1, "年底整理",
    )  # fmt: skip
    assert items == {("grade", '"A"', '"B"'), ("city", None, '"上海"')}


def test_a_write_that_changes_nothing_leaves_nothing(company, journal, account):
    with company.acting("wang"):
        before = len(journal.page(200))
        company.container.customer.account().change(account.id, {"grade": "A"})
        assert len(journal.page(200)) == before


def test_the_history_of_a_record_is_told_newest_first(company, journal, account):
    with company.acting("wang"):
        company.container.customer.account().change(account.id, {"grade": "B"})
        lines = journal.history("account", account.id)
    assert [(line.verb, line.field) for line in lines] == [("edit", "grade"), ("create", None)]


def test_sets_are_found_by_who_what_how_and_when(company, journal, account):
    with company.acting("wang"):
        assert {found.module for found in journal.page(200, module_name="account")} == {"account"}
        assert [found.title for found in journal.page(200, actor_id=company.users["wang"])] == ["云帆"]
        assert journal.page(200, source="nothing") == []
        assert journal.page(200, until=current.now().replace(year=2000)) == []


def test_an_unknown_set_is_not_found(company, journal):
    with pytest.raises(NotFound):
        journal.get(987654)


def test_the_chain_holds_when_many_write_at_once(tmp_path):
    """On PostgreSQL, where writers really run beside each other."""
    settings = load("test", {}, app={"data": tmp_path}, secret="a secret of the tests")
    for db in databases.postgresql():
        company = companies.settled(build(settings, db))
        journal = company.container.platform.journal()
        failed: list[BaseException] = []

        def write(n: int, company=company, journal=journal, failed=failed) -> None:
            try:
                with company.acting("lilei"):
                    for at in range(WRITES):
                        journal.store("account", "edit", "x", [Change("account", n, at, {"a": at}, {"a": at + 1})])
            except BaseException as error:
                failed.append(error)

        before = len(journal.page(1000))
        threads = [threading.Thread(target=write, args=(n,)) for n in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert len(journal.page(1000)) == before + THREADS * WRITES
        assert company.container.trace.chain().reader.whole("journal").broken is None
