"""Relations between contacts in the database: the line upwards, who is tied to whom, and whom one may see."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.customer.relation import RelationDraft


@pytest.fixture
def relations(company):
    return company.container.customer.relation_dao()


def contact(company, name, **more):
    return company.container.customer.contact().create(ContactDraft.parse({"name": name, **more})).id


def relate(company, one, kind, other):
    draft = RelationDraft.parse({"contact_id": one, "kind": kind, "other_id": other, "remark": "多年"})
    return company.container.customer.relation().create(draft).id


@pytest.fixture
def line(company):
    """Four of Wang's contacts, each of whom reports to the next."""
    with company.acting("wang"):
        found = [contact(company, name) for name in ("甲", "乙", "丙", "丁")]
        for one, other in zip(found, found[1:], strict=False):
            relate(company, one, "reports_to", other)
    return found


def test_everybody_above_is_found_no_higher_than_asked(relations, line):
    with relations.db.transaction(writes=False):
        assert sorted(relations.bosses(line[0], 10)) == line[1:]
        assert sorted(relations.bosses(line[0], 2)) == line[1:3]
        assert relations.bosses(line[3], 10) == []


def test_other_ties_lead_nowhere_up_and_neither_do_those_taken_back(company, relations, line):
    with company.acting("lilei"):
        relate(company, line[3], "knows", line[0])
        with relations.db.transaction(writes=False):
            assert relations.bosses(line[3], 10) == []
            middle = next(one for one in relations.between([line[1]], 10) if one.contact_id == line[1])
        company.container.customer.relation().remove_all([middle.id])
        with relations.db.transaction(writes=False):
            assert relations.bosses(line[0], 10) == [line[1]]


def test_a_tie_is_seen_by_whoever_sees_both_people(company, relations, line):
    with company.acting("lilei"):
        stranger = contact(company, "别人")
        made = relate(company, stranger, "knows", line[0])
    with company.acting("wang"), relations.db.transaction(writes=False):
        assert {(one.contact_id, one.other_id) for one in relations.between([line[0]], 10)} == {(line[0], line[1])}
    with company.acting("lilei"), relations.db.transaction(writes=False):
        assert [one.id for one in relations.between([stranger, line[3]], 10)][-1] == made
        assert len(relations.between([line[0]], 1)) == 1


def test_people_are_those_of_a_customer_or_those_named_in_the_order_of_their_names(company, relations, line):
    with company.acting("wang"):
        firm = company.container.customer.account().create(AccountDraft.parse({"name": "云帆"})).id
        wang, chen = (contact(company, name, account_id=firm, title="经理") for name in ("王芳", "陈明"))
        with relations.db.transaction(writes=False):
            assert [(one.name, one.account_name) for one in relations.people(10, account_id=firm)] == [("陈明", "云帆"), ("王芳", "云帆")]
            assert {one.id for one in relations.people(10, ids=[wang, line[0]])} == {wang, line[0]}
            assert [one.id for one in relations.people(1, account_id=firm)] == [chen]
    with company.acting("zhao"), relations.db.transaction(writes=False):
        assert relations.people(10, account_id=firm) == []
