"""Groups of companies: what the statements promise of a tree, and of what somebody may see of it."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.contact import ContactDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def group(company):
    """总部 > 华东 > 上海 of Wang, 总部 > 华南 of Chen; a removed one below."""
    made: dict[str, int] = {}
    accounts = company.container.customer.account()
    for name, above, who in (
        ("总部", "", "wang"), ("华东", "总部", "wang"), ("上海", "华东", "wang"), ("华南", "总部", "chen"), ("旧", "总部", "wang"),
    ):  # fmt: skip
        with company.acting("lilei"):
            row = accounts.create(AccountDraft.parse({"name": name, "kind": "company", "parent_id": made.get(above)}))
            accounts.assign_all([row.id], company.users[who], company.departments[{"chen": "south"}.get(who, "east")])
            made[name] = row.id
    with company.acting("lilei"):
        accounts.remove_all([made["旧"]])
    return made


@pytest.fixture
def groups(company):
    return company.container.customer.account_group_dao()


def test_the_line_leads_from_a_customer_up_to_the_top(company, groups, group):
    with company.acting("wang"), groups.db.transaction():
        assert groups.line(group["上海"], 12) == [group["上海"], group["华东"], group["总部"]]
        assert groups.line(group["上海"], 1) == [group["上海"], group["华东"]]
        assert groups.line(group["总部"], 12) == [group["总部"]]
        assert groups.line(0, 12) == []


def test_the_tree_holds_what_the_reader_may_see_level_by_level_without_the_removed(company, groups, group):
    def names(who: str, deepest: int = 12, size: int = 100) -> list[str]:
        with company.acting(who), groups.db.transaction():
            return [node.name for node in groups.tree(group["总部"], deepest, size)]

    assert names("lilei") == ["总部", "华东", "华南", "上海"]
    assert names("chen") == ["华南"]
    assert names("lilei", deepest=1) == ["总部", "华东", "华南"]
    assert names("lilei", size=2) == ["总部", "华东"]


def test_a_path_names_everything_above(company, groups, group):
    with company.acting("lilei"), groups.db.transaction():
        paths = {node.name: node.path for node in groups.tree(group["总部"], 12, 100)}
    assert paths["上海"] == "/".join(str(group[name]) for name in ("总部", "华东", "上海"))


def test_what_belongs_to_customers_is_counted_as_far_as_one_may_see_it(company, groups, group):
    subject = {"subject_module": "account", "subject_id": group["上海"]}
    with company.acting("wang", clock=NOON):
        company.container.customer.contact().create(ContactDraft.parse({"name": "王芳", "account_id": group["上海"]}))
        create = company.container.customer.activity().create
        create(ActivityDraft.parse({"kind": "call", "name": "回访", **subject}))
        create(ActivityDraft.parse({"kind": "task", "name": "报价", "due_at": "+1d", **subject}))
        create(ActivityDraft.parse({"kind": "task", "name": "做完", "due_at": "+1d", "done_at": NOON.isoformat(), **subject}))
    ids = list(group.values())
    with company.acting("lilei"), groups.db.transaction():
        found = [groups.contacts(ids), groups.activities(ids, NOON - timedelta(hours=1)), groups.tasks(ids)]
        assert [[(one.account_id, one.count) for one in part] for part in found] == [[(group["上海"], 1)]] * 3
        assert groups.activities(ids, NOON + timedelta(hours=1)) == [] == groups.contacts([])
    with company.acting("chen"), groups.db.transaction():
        assert groups.contacts(ids) == groups.tasks(ids) == []
