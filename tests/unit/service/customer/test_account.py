"""Customers: creating, changing, merging, removing and undoing, on both databases."""

import pytest

from crm.domain.customer.account import MODULE, AccountDraft
from crm.domain.kit.filter import Query, parse_address
from crm.errors import Conflict, Forbidden, Invalid, NotFound
from tests.kit.company import Company

YUNFAN = {"name": "北京云帆科技有限公司", "city": "北京", "phone": "138 0013 8000", "grade": "A", "tags": "VIP, 展会"}


@pytest.fixture
def accounts(company: Company):
    return company.container.customer.account()


def create(accounts, **more):
    return accounts.create(AccountDraft.parse(YUNFAN | more))


def test_creates_a_customer_owned_by_whoever_typed_it_in(company, accounts):
    with company.acting("wang"):
        made = create(accounts)
    assert (made.name, made.owner_name, made.department_name, made.phone, made.tags, made.version) == (
        "北京云帆科技有限公司", "王强", "华东组", "+8613800138000", ["VIP", "展会"], 1,
    )  # fmt: skip


def test_the_same_once_key_makes_one_record(company, accounts):
    with company.acting("wang"):
        first = accounts.create(AccountDraft.parse(YUNFAN), once="k1")
        second = accounts.create(AccountDraft.parse(YUNFAN), once="k1")
    assert first.id == second.id


def test_different_fields_of_two_people_merge(company, accounts):
    with company.acting("wang"):
        made = create(accounts)
        accounts.change(made.id, {"city": "上海"}, 1)
        both = accounts.change(made.id, {"grade": "B"}, 1)
    assert (both.city, both.grade, both.version) == ("上海", "B", 3)


def test_the_same_field_of_two_people_is_a_conflict_with_all_three_values(company, accounts):
    with company.acting("wang"):
        made = create(accounts)
        accounts.change(made.id, {"grade": "B"}, 1)
        with pytest.raises(Conflict) as found:
            accounts.change(made.id, {"grade": "C"}, 1)
    assert found.value.fields == {"grade": ("A", "B", "C")}


def test_a_record_that_may_not_be_seen_is_not_found(company, accounts):
    with company.acting("wang"):
        made = create(accounts)
    with company.acting("zhao"), pytest.raises(NotFound):
        accounts.get(made.id)


@pytest.mark.parametrize(
    ("account", "seen"), [("lilei", True), ("han", True), ("wang", True), ("zhao", False), ("chen", False), ("sun", True)]
)
def test_lists_counts_and_search_show_what_the_scope_allows(company, accounts, account, seen):
    with company.acting("wang"):
        create(accounts)
    with company.acting(account):
        assert (
            len(accounts.page(Query())) == accounts.count(Query()) == len(company.container.platform.search().find("yunfan")) == int(seen)
        )


def test_an_auditor_may_read_but_not_write(company, accounts):
    with company.acting("wang"):
        made = create(accounts)
    with company.acting("sun"), pytest.raises(Forbidden):
        accounts.change(made.id, {"city": "上海"}, 1)


def test_removing_and_undoing_brings_the_record_back(company, accounts):
    undo = company.container.platform.undo()
    with company.acting("lilei"):
        made = create(accounts)
        gone = accounts.remove_all([made.id])
        with pytest.raises(NotFound):
            accounts.get(made.id)
        assert undo.undo(gone.change_set_id).done == [made.id]
        assert accounts.get(made.id).name == made.name


def test_undo_keeps_and_names_what_somebody_touched_since(company, accounts):
    undo = company.container.platform.undo()
    with company.acting("lilei"):
        ids = [create(accounts, name=f"客户{n}").id for n in range(3)]
        changed = accounts.change_all(ids, {"grade": "B"})
    with company.acting("han"):
        pass
    with company.acting("lilei"):
        accounts.change(ids[0], {"grade": "C"})
        outcome = undo.undo(changed.change_set_id)
        assert sorted(outcome.done) == ids[1:] and list(outcome.kept) == ids[:1]
        assert str(outcome.kept[ids[0]]) == "Edited since by 李雷."
        assert [accounts.get(id).grade for id in ids] == ["C", "A", "A"]


def test_a_company_cannot_stand_above_itself(company, accounts):
    with company.acting("lilei"):
        above = create(accounts, name="集团")
        below = create(accounts, name="子公司", parent_id=above.id)
        with pytest.raises(Invalid, match="parent_id"):
            accounts.change(above.id, {"parent_id": below.id})


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["grade:any:A"], {"甲", "乙"}),
        (["grade:none:A"], {"丙", "丁"}),
        (["grade:any:"], set()),
        (["grade:empty"], {"丁"}),
        (["city:contains:京"], {"甲", "丙"}),
        (["city:contains:%"], set()),
        (["tags:any:VIP,展会"], {"甲", "乙"}),
        (["tags:all:VIP,展会"], {"甲"}),
        (["tags:empty"], {"丙", "丁"}),
        (["next_follow_at:next:3"], {"甲"}),
        (["next_follow_at:before:today"], {"乙"}),
        (["employees:between:10,20"], {"乙"}),
        (["owner_id:any:me"], {"甲", "乙", "丙", "丁"}),
        (["created_at:this:day"], {"甲", "乙", "丙", "丁"}),
    ],
)
def test_filters_find_what_they_say(company, accounts, texts, names):
    with company.acting("wang"):
        create(accounts, name="甲", next_follow_at="+1d")
        create(accounts, name="乙", city="上海", tags="VIP", next_follow_at="-1d", employees="15")
        create(accounts, name="丙", grade="B", tags="")
        create(accounts, name="丁", grade="", city="", tags="")
        found = accounts.page(Query(filter=parse_address(MODULE, texts)))
    assert {row.name for row in found} == names


def test_pages_follow_each_other_without_gap_or_twin_in_every_order(company, accounts):
    from crm.domain.kit.filter import parse_sort
    from crm.web.kit.listing import cursor, read_cursor

    with company.acting("wang"):
        for n in range(7):
            create(accounts, name=f"客户{n}", grade="AB"[n % 2] if n % 3 else "", next_follow_at=f"+{n % 3 + 1}d" if n % 2 else "")
        for text in ("-updated_at", "name", "-grade", "grade,-name", "-next_follow_at", "next_follow_at,city"):
            sort, seen, after = parse_sort(MODULE, text), [], None
            while rows := accounts.page(Query(sort=sort, after=after, size=2))[:2]:
                seen += [row.id for row in rows]
                after = read_cursor(MODULE, cursor(MODULE, sort, rows[-1]), sort)
            assert len(seen) == len(set(seen)) == 7, text
