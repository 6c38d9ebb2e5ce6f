"""The demo company is whole, plausible and the same every time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm.container import Container
from crm.current import acting
from crm.domain.kit import handles
from crm.domain.kit.filter import Query
from crm.errors import CrmError
from crm.service.customer.demo import PEOPLE, DemoService
from crm.service.customer.demo_names import Names
from crm.service.customer.demo_story import Story
from tests.kit.company import SYSTEM

NOW = datetime(2026, 11, 18, 4, tzinfo=UTC)
CUSTOMERS = 60


def demo(crm: Container) -> DemoService:
    return DemoService(crm.db(), crm.records(), crm.platform.setup(), crm.platform.auth())


def rows(crm: Container, module: str) -> list[Any]:
    with acting(actor=SYSTEM, clock=NOW):
        return crm.records()(module).page(Query(size=5000))


SQLITE = pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # the other tests fill both; what is read here is read on both elsewhere


@pytest.fixture
def filled(crm: Container) -> Container:
    with acting(clock=NOW):
        demo(crm).found(CUSTOMERS, "a demo password")
    return crm


def test_everything_is_there_and_its_numbers_hold(filled: Container):
    accounts, contacts, activities = rows(filled, "account"), rows(filled, "contact"), rows(filled, "activity")
    assert len(accounts) == CUSTOMERS and len(rows(filled, "user")) == len(PEOPLE)
    assert CUSTOMERS < len(contacts) < 3 * CUSTOMERS and 3 * CUSTOMERS < len(activities) < 7 * CUSTOMERS
    for row in accounts:
        if row.kind == "company":
            assert handles.taxid(row.tax_id) == row.tax_id
        else:
            assert handles.idnumber(row.id_number) == row.id_number
            assert (handles.birthday_of(row.id_number), handles.sex_of(row.id_number)) == (row.birthday, row.gender)
    assert len({row.name for row in accounts}) == CUSTOMERS


@SQLITE
def test_some_tasks_are_late_and_some_come_up(filled: Container):
    opened = [row for row in rows(filled, "activity") if row.is_open]
    late = [row for row in opened if row.is_late(NOW)]
    assert late and len(late) < len(opened)
    assert all(abs(row.due_at - NOW) < timedelta(days=12) for row in opened)
    assert all(row.at <= NOW for row in rows(filled, "activity"))


def test_nothing_was_done_with_a_customer_before_it_was_there():
    for seed in range(6):
        service = DemoService(None, None, None, None, seed)  # type: ignore[arg-type]
        service.now = NOW
        service.names, service.story = Names(service.random, NOW.date()), Story(service.random)
        service.regions = {account: department for account, _, _, department, *_ in PEOPLE}
        for customer in [service._customer("wanglei") for _ in range(300)]:
            assert all(raw["at"] >= customer.moment for raw in service._activities(customer)), seed


def test_history_and_chain_are_as_if_it_had_been_typed(filled: Container):
    assert filled.trace.chain().verify("journal").broken is None
    account = next(row for row in rows(filled, "account") if row.touched_at)
    with acting(actor=filled.platform.user().actor(account.owner_id), clock=NOW):
        assert filled.customer.account().get(account.id).department_id == account.department_id
        created = filled.platform.journal().history("account", account.id)[-1]
    assert (created.verb, created.actor_id, created.at.date()) == ("create", account.owner_id, account.created_at.date())


@SQLITE
def test_a_salesperson_sees_less_than_his_manager_and_he_less_than_the_administrator(filled: Container):
    seen = []
    for account in ("wanglei", "chenhao", "linjing", "admin"):
        with acting(actor=SYSTEM):
            user = filled.platform.user().find_one(account)
        with acting(actor=filled.platform.user().actor(user.id)):
            seen.append(filled.customer.account().count(Query()))
    assert 0 < seen[0] < seen[1] < seen[2] == seen[3] == CUSTOMERS


@SQLITE
def test_a_database_that_is_not_empty_is_left_alone(filled: Container):
    with acting(clock=NOW), pytest.raises(CrmError):
        demo(filled).found(1, "a demo password")
    assert len(rows(filled, "account")) == CUSTOMERS
