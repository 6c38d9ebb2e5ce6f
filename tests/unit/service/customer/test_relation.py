"""Relations between contacts: once, without circles, and seen by whoever sees both people."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.customer.relation import RelationDraft
from crm.errors import Invalid, NotFound


@pytest.fixture
def relations(company):
    return company.container.customer.relation()


def contact(company, name: str, **more) -> int:
    return company.container.customer.contact().create(ContactDraft.parse({"name": name, **more})).id


def relate(relations, one: int, kind: str, other: int):
    return relations.create(RelationDraft.parse({"contact_id": one, "kind": kind, "other_id": other}))


def test_a_relation_reads_from_one_to_the_other_and_is_found(company, relations):
    with company.acting("wang"):
        made = relate(relations, contact(company, "王芳"), "reports_to", contact(company, "刘洋"))
        assert relations.module.title(made) == "王芳 → 刘洋"
        assert [hit.id for hit in company.container.platform.search().find("liuyang", module="relation")] == [made.id]


def test_nobody_reports_to_two_to_himself_or_in_a_circle(company, relations):
    with company.acting("wang"):
        one, two, three = (contact(company, name) for name in ("甲", "乙", "丙"))
        relate(relations, one, "reports_to", two)
        with pytest.raises(Invalid, match="kind"):
            relate(relations, one, "reports_to", three)
        made = relate(relations, two, "reports_to", three)
        with pytest.raises(Invalid, match="other_id"):
            relate(relations, three, "reports_to", one)
        with pytest.raises(Invalid, match="other_id"):
            relate(relations, one, "knows", one)
        relate(relations, one, "knows", three)
        with pytest.raises(Invalid, match="other_id"):
            relate(relations, one, "knows", three)
        assert relations.change(made.id, {"remark": "新任"}).remark == "新任"


def test_the_chart_of_a_customer_has_its_people_and_those_they_are_related_to(company, relations):
    with company.acting("wang"):
        firm = company.container.customer.account().create(AccountDraft.parse({"name": "云帆"})).id
        inside = [contact(company, name, account_id=firm) for name in ("王芳", "刘洋")]
        outside = contact(company, "陈明")
        relate(relations, inside[0], "reports_to", inside[1])
        relate(relations, outside, "influences", inside[1])
        drawn, people, edges = relations.chart_of("account", firm)
    assert {p.id for p in people} == {*inside, outside} and len(drawn.boxes) == 3 and len(edges) == len(drawn.lines) == 2


def test_the_chart_shows_nobody_whom_one_may_not_see(company, relations):
    with company.acting("lilei"):
        mine, other = contact(company, "王芳"), contact(company, "陈明")
        relate(relations, mine, "knows", other)
        company.container.customer.contact().assign_all([mine], company.users["wang"], company.departments["east"])
    with company.acting("wang"):
        _, people, edges = relations.chart_of("contact", mine)
        assert [p.name for p in people] == ["王芳"] and edges == []
        with pytest.raises(NotFound):
            relations.chart_of("contact", other)
        with pytest.raises(Invalid, match="other_id"):
            relate(relations, mine, "friend", other)


def test_a_new_person_and_the_relation_to_him_are_undone_as_one(company, relations):
    with company.acting("wang"):
        firm = company.container.customer.account().create(AccountDraft.parse({"name": "云帆"})).id
        made = relations.relate_new(contact(company, "王芳", account_id=firm), "reports_to", "刘洋", "13800138000")
        boss = company.container.customer.contact().get(made.other_id)
        assert (boss.account_id, boss.phones) == (firm, ["+8613800138000"])
        company.container.platform.undo().undo(company.container.platform.journal().page(1)[0].id)
        with pytest.raises(NotFound):
            company.container.customer.contact().get(boss.id)
