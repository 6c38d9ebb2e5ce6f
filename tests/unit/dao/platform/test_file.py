"""Files in the database: of a record, of an activity, of nothing yet."""

from datetime import timedelta
from io import BytesIO

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def files(company):
    return company.container.platform.file_dao()


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "云帆"})).id


@pytest.fixture
def attach(company, account):
    def made(name, contents=b"x"):
        with company.acting("wang"):
            return company.container.platform.file().attach("account", account, name, BytesIO(contents))

    return made


@pytest.fixture
def take(company):
    def made(name, who="wang", contents=b"y"):
        with company.acting(who):
            return company.container.platform.file().take(name, BytesIO(contents))

    return made


def test_files_of_a_record_come_newest_first_page_by_page(files, account, attach):
    made = [attach(name) for name in ("a.txt", "b.txt", "c.txt")]
    with files.db.transaction(writes=False):
        first = files.attached("account", account, 2)
        assert [one.id for one in first] == [made[2].id, made[1].id]
        assert [one.id for one in files.attached("account", account, 2, first[-1].created_at, first[-1].id)] == [made[0].id]
        assert files.attached("contact", account, 5) == []


def test_a_file_is_claimed_once_by_the_record_that_names_it(files, account, take):
    made = take("a.txt")
    with files.db.transaction():
        assert files.claim([made.id], "account", account, 77) == 1
        assert files.claim([made.id], "account", 5) == 0  # it hangs already
        found = files.guarded(made.id)
        assert (found.subject_module, found.subject_id, found.entry_id, found.version) == ("account", account, 77, 1)
        assert [one.id for one in files.of_entries([77, 78], 5)] == [made.id]
        assert files.of_entries([78], 5) == files.of_entries([77], 0) == []


def test_what_hangs_nowhere_is_found_when_it_is_old(files, attach, take):
    attach("a.txt")
    made = take("b.txt")
    with files.db.transaction(writes=False):
        assert files.loose(made.created_at, 5) == []
        assert [one.id for one in files.loose(made.created_at + timedelta(seconds=1), 5)] == [made.id]


def test_bytes_are_counted_for_each_person_also_of_removed_files(company, files, attach, take):
    gone = attach("a.txt", b"12345")
    take("b.txt", contents=b"12")
    take("c.txt", "han", b"1")
    with company.acting("lilei"):
        company.container.platform.file().remove_all([gone.id])
    with files.db.transaction(writes=False):
        assert [files.used(company.users[who]) for who in ("wang", "han", "zhao")] == [7, 1, 0]
        assert files.used() == 8


def test_contents_are_needed_while_a_file_has_them_or_could_be_brought_back(company, files, attach, take):
    hung, loose = attach("a.txt", b"hung"), take("b.txt", contents=b"loose")
    with company.acting("lilei"):
        company.container.platform.file().remove_all([hung.id, loose.id])
    with files.db.transaction(writes=False):
        assert (files.known(hung.digest), files.known(loose.digest), files.known("0" * 64)) == (1, 0, 0)
        assert files.guarded(hung.id) is None
