"""What every record service does: keys of creates, versions, events, transactions."""

import threading
from dataclasses import replace

import pytest

from crm.container import build
from crm.dao.kit.database import NoTransaction
from crm.domain.customer.account import MODULE, AccountDraft
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Query
from crm.errors import Conflict, Forbidden, Invalid, NotFound
from crm.service.kit.event import Events, listens
from crm.settings import load
from tests.kit import company as companies
from tests.kit import databases

DRAFT = AccountDraft.parse({"name": "云帆", "grade": "A"})


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


def test_a_key_belongs_to_one_person_and_one_request(company, accounts):
    with company.acting("wang"):
        first = accounts.create(DRAFT, once="k", digest="d")
        assert accounts.create(DRAFT, once="k", digest="d").id == first.id
        with pytest.raises(Invalid, match="already used for something else"):
            accounts.create(DRAFT, once="k", digest="another")
        with pytest.raises(Invalid, match="already used"):
            contacts = company.container.customer.contact()
            contacts.create(contacts.module.draft.parse({"name": "王芳"}), once="k", digest="d")
    with company.acting("zhao"):
        assert accounts.create(DRAFT, once="k", digest="d").id != first.id


def test_the_same_key_at_the_same_moment_makes_one_record(tmp_path):
    """On PostgreSQL: the second waits for the first to commit, and is given its record."""
    settings = load("test", {}, app={"data": tmp_path}, secret="a secret of the tests")
    for db in databases.postgresql():
        company = companies.settled(build(settings, db))
        accounts, made, together = company.container.customer.account(), [], threading.Barrier(4)

        def create(company=company, accounts=accounts, made=made, together=together) -> None:
            with company.acting("wang"):
                together.wait()
                made.append(accounts.create(DRAFT, once="k").id)

        threads = [threading.Thread(target=create) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 4 and len(set(made)) == 1
        with company.acting("wang"):
            assert len(accounts.page(Query())) == 1


def test_a_row_that_moved_on_is_not_overwritten(company, accounts):
    """The last line of defence: the version in the statement itself."""
    with company.acting("wang"):
        row = accounts.create(DRAFT)
        accounts.change(row.id, {"grade": "B"})
        with pytest.raises(Conflict), accounts.db.transaction():
            accounts.writer.update(MODULE, accounts.records, [(row, replace(row, grade="C"))])
        assert accounts.get(row.id).grade == "B"


@pytest.mark.parametrize("version", [0, 7, 999999])
def test_a_version_that_never_was_is_a_conflict(company, accounts, version):
    with company.acting("wang"):
        row = accounts.create(DRAFT)
        with pytest.raises(Conflict):
            accounts.change(row.id, {"grade": "B"}, version)


def test_the_same_value_typed_twice_is_no_conflict(company, accounts):
    with company.acting("wang"):
        row = accounts.create(DRAFT)
        accounts.change(row.id, {"grade": "B"}, 1)
        assert accounts.change(row.id, {"grade": "B", "city": "上海"}, 1).city == "上海"


def test_a_writer_outside_a_transaction_is_refused(company, accounts):
    with company.acting("wang"), pytest.raises(NoTransaction):
        accounts.writer.insert(MODULE, accounts.records, [MODULE.row(name="x")])


def test_a_refused_create_leaves_nothing_behind(company, accounts):
    with company.acting("wang"):
        before = len(company.container.platform.journal().page(200))
        with pytest.raises(Invalid):
            accounts.create(replace(DRAFT, parent_id=987654), once="k")
        assert len(company.container.platform.journal().page(200)) == before
        assert accounts.create(DRAFT, once="k").name == "云帆"


def test_verbs_are_refused_where_they_are_not_granted(company, accounts):
    with company.acting("wang"):
        row = accounts.create(DRAFT)
    with company.acting("sun"):
        verbs = (
            lambda: accounts.create(DRAFT),
            lambda: accounts.change_all([row.id], {"grade": "B"}),
            lambda: accounts.remove_all([row.id]),
        )
        for refused in verbs:
            with pytest.raises(Forbidden):
                refused()
    with company.acting("zhao"), pytest.raises(NotFound):
        accounts.change(row.id, {"grade": "B"})


class Listening:
    """Hears what was written, in the writer's own transaction."""

    def __init__(self, db, refuse: bool = False):
        self.db, self.refuse, self.heard = db, refuse, []

    @listens(RecordsWritten)
    def hear(self, event: RecordsWritten) -> None:
        assert self.db.work.writes
        self.heard.append((event.module, event.verb, event.ids))
        if self.refuse:
            raise Invalid()


def test_every_write_is_told_to_whoever_listens(company, accounts):
    listening = Listening(accounts.db)
    company.container.events().connect(listening)
    with company.acting("lilei"):
        row = accounts.create(DRAFT)
        accounts.change(row.id, {"grade": "B"})
        accounts.change(row.id, {"grade": "B"})
        accounts.remove_all([row.id])
    assert listening.heard == [("account", verb, (row.id,)) for verb in ("create", "edit", "remove")]


def test_a_listener_that_refuses_undoes_the_write(company, accounts):
    company.container.events().connect(Listening(accounts.db, refuse=True))
    with company.acting("lilei"):
        with pytest.raises(Invalid):
            accounts.create(DRAFT)
        assert accounts.count(Query()) == 0


def test_events_reach_those_who_asked_for_them_and_nobody_else():
    events, heard = Events(), []

    class One:
        """Listens to text."""

        @listens(str, int)
        def hear(self, event: object) -> None:
            heard.append(event)

    events.connect(One())
    for event in ("a", 1, 2.5):
        events.publish(event)
    assert heard == ["a", 1]
