"""A merge moves everything that belongs to the record that goes, and its undo brings all of it back exactly."""

from datetime import timedelta
from io import BytesIO

import pytest

from crm import current
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.kit.module import modules
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.customer.duplicate_merge import links

OWN = ("version", "updated_at", "updated_by")  # an undo is a write too


@pytest.fixture
def rooms(company):
    return company.container.customer


@pytest.fixture
def merges(rooms):
    return rooms.duplicate_merge()


def make(service, **raw):
    return service.create(service.module.draft.parse(raw))


@pytest.fixture
def two(company, rooms):
    """Two customers with people, activities, a subsidiary and tags each."""
    found = []
    with company.acting("lilei"):
        for name, phone, tags in (("北京云帆科技有限公司", None, ["VIP"]), ("云帆科技", "13800138000", ["展会", "VIP"])):
            one = make(rooms.account(), name=name, city="北京", phone=phone, tags=tags, grade="A" if phone is None else "B")
            person = make(rooms.contact(), name="王芳", account_id=one.id, phones=["13900139000"])
            make(rooms.account(), name=f"{name}上海分公司", parent_id=one.id)
            at = current.now() - timedelta(days=3 if phone is None else 1)
            for module, id in (("account", one.id), ("contact", person.id)):
                make(rooms.activity(), kind="call", name="回访", subject_module=module, subject_id=id, at=at)
            found.append(rooms.account().get(one.id))
    return tuple(found)


def everything(company, rooms):
    """Every record of every module, by what the journal and the lists know of it."""
    kept = {}
    with company.acting("lilei"):
        for name in ("account", "contact", "activity"):
            service = company.container.records()(name)
            rows = service.find(list(range(1, 2000)))
            kept[name] = {row.id: {key: value for key, value in vars(row).items() if key not in OWN} for row in rows}
    return kept


def test_every_way_to_point_at_a_customer_is_known():
    assert {(link.module.name, link.field) for link in links(ACCOUNT)} >= {
        ("contact", "account_id"), ("account", "parent_id"), ("activity", "account_id"), ("activity", "subject_id"),
    }  # fmt: skip
    assert ("activity", "subject_id", "subject_module") in {(link.module.name, link.field, link.beside) for link in links(CONTACT)}
    assert list(links(modules()["activity"])) == []


def test_a_merge_moves_everything_and_takes_the_chosen_values(company, rooms, merges, two):
    kept, gone = two
    with company.acting("lilei"):
        assert merges.belongings(ACCOUNT, gone.id) == {"account": 1, "contact": 1, "activity": 2}
        row = merges.merge(ACCOUNT, kept.id, gone.id, {"grade": "gone", "name": "kept"})
        assert (row.name, row.grade, row.phone, row.tags) == ("北京云帆科技有限公司", "B", "+8613800138000", ["VIP", "展会"])
        assert row.touched_at == gone.touched_at
        with pytest.raises(NotFound):
            rooms.account().get(gone.id)
        after = everything(company, rooms)
        assert {contact["account_id"] for contact in after["contact"].values()} == {kept.id}
        assert {activity["account_id"] for activity in after["activity"].values()} == {kept.id}
        assert {a["subject_id"] for a in after["activity"].values() if a["subject_module"] == "account"} == {kept.id}
        assert {a["parent_id"] for a in after["account"].values()} == {None, kept.id}
        assert merges.belongings(ACCOUNT, gone.id) == {}


def test_the_undo_of_a_merge_brings_everything_back_exactly(company, rooms, merges, two):
    before = everything(company, rooms)
    kept, gone = two
    with company.acting("lilei"):
        found = sorted(hit.id for hit in company.container.platform.search().find("云帆", module="account"))
        merges.merge(ACCOUNT, kept.id, gone.id, {"name": "gone", "phone": "gone", "tags": "gone"})
        assert everything(company, rooms) != before
        outcome = company.container.platform.undo().undo(current.last_change())
        assert not outcome.kept and not outcome.refused
        assert everything(company, rooms) == before
        assert sorted(hit.id for hit in company.container.platform.search().find("云帆", module="account")) == found and len(found) == 4
        assert {twin.id for twin in rooms.duplicate().twins(ACCOUNT, {"name": "云帆科技", "city": "北京"})} >= {kept.id, gone.id}


def test_a_merge_is_one_group_of_change_sets_that_says_merge(company, rooms, merges, two):
    kept, gone = two
    with company.acting("lilei"):
        journal = company.container.platform.journal()
        merges.merge(ACCOUNT, kept.id, gone.id, {})
        last = journal.get(current.last_change())
        sets = [journal.get(id) for id in journal.group(last.group_id)]
        assert {found.source for found in sets} == {"merge"} and {found.verb for found in sets} == {"merge"}
        assert {found.module for found in sets} == {"account", "contact", "activity"}


def test_a_parent_merged_with_its_child_stands_above_nobody_it_is(company, rooms, merges):
    with company.acting("lilei"):
        parent = make(rooms.account(), name="云帆集团")
        child = make(rooms.account(), name="云帆科技", parent_id=parent.id)
        assert merges.merge(ACCOUNT, child.id, parent.id, {}).parent_id is None


def test_contacts_are_merged_by_the_same_way(company, rooms, merges, two):
    with company.acting("lilei"):
        one, other = sorted(everything(company, rooms)["contact"])
        row = merges.merge(CONTACT, one, other, {})
        assert row.phones == ["+8613900139000"]
        about = {a["subject_id"] for a in everything(company, rooms)["activity"].values() if a["subject_module"] == "contact"}
        assert about == {one}


def test_what_somebody_changed_meanwhile_stops_the_merge(company, rooms, merges, two):
    kept, gone = two
    with company.acting("lilei"):
        rooms.account().change(gone.id, {"grade": "C"})
        with pytest.raises(Invalid, match="changed meanwhile"):
            merges.merge(ACCOUNT, kept.id, gone.id, {}, (kept.version, gone.version))
        with pytest.raises(Invalid, match="itself"):
            merges.merge(ACCOUNT, kept.id, kept.id, {})


def test_who_may_not_change_what_belongs_to_it_may_not_merge_and_nothing_moves(company, rooms, merges):
    with company.acting("han"):
        kept, gone = make(rooms.account(), name="云帆科技"), make(rooms.account(), name="云帆")
    with company.acting("lilei"):
        make(rooms.contact(), name="王芳", account_id=gone.id)  # of headquarters: out of the manager's sight
    before = everything(company, rooms)
    with company.acting("han"), pytest.raises(Forbidden, match=r"not yours to change \(1\)"):
        merges.merge(ACCOUNT, kept.id, gone.id, {})
    assert everything(company, rooms) == before


def test_a_salesperson_who_may_not_delete_may_not_merge(company, rooms, merges):
    with company.acting("wang"):
        kept, gone = make(rooms.account(), name="云帆科技"), make(rooms.account(), name="云帆")
        with pytest.raises(Forbidden):
            merges.merge(ACCOUNT, kept.id, gone.id, {})


def marks(company, id):
    """(who, what) has marked the record."""
    found = set()
    for who in ("lilei", "han", "wang"):
        with company.acting(who):
            found |= {(who, one.what) for one in company.container.platform.follow().own(id)}
    return found


def test_stars_and_followers_go_with_it_and_its_undo_takes_them_back(company, rooms, merges, two):
    kept, gone = two
    follow = company.container.platform.follow()
    for who, row, kind in (("han", gone, "star"), ("han", gone, "follow"), ("lilei", gone, "star"), ("lilei", kept, "star")):
        with company.acting(who):
            follow.mark(ACCOUNT, row.id, kind, True)
    with company.acting("lilei"):
        merges.merge(ACCOUNT, kept.id, gone.id, {})
        set_id = current.last_change()
    assert marks(company, kept.id) == {("han", "star"), ("han", "follow"), ("lilei", "star")}
    with company.acting("han"):
        follow.mark(ACCOUNT, kept.id, "follow", False)  # since then he let go of it

    with company.acting("lilei"):
        company.container.platform.undo().undo(set_id)

    assert marks(company, kept.id) == {("lilei", "star")}
    assert marks(company, gone.id) == {("han", "star"), ("lilei", "star")}


def test_files_go_with_it_whosever_they_are_and_its_undo_takes_them_back(company, rooms, merges, two):
    kept, gone = two
    files = company.container.platform.file()

    def names():
        return tuple(sorted(one.name for one in files.attached("account", row.id, 10)) for row in (kept, gone))

    with company.acting("lilei"):
        files.attach("account", kept.id, "a.txt", BytesIO(b"a"))
        files.attach("account", gone.id, "b.txt", BytesIO(b"b"))
        files.attach("account", gone.id, "c.txt", BytesIO(b"c"))
        before = names()
        merges.merge(ACCOUNT, kept.id, gone.id, {})
        set_id = current.last_change()
        assert [one.name for one in files.attached("account", kept.id, 10)] == ["c.txt", "b.txt", "a.txt"]

        outcome = company.container.platform.undo().undo(set_id)

        assert not outcome.kept and not outcome.refused
        assert names() == before == (["a.txt"], ["b.txt", "c.txt"])


def test_the_chain_of_two_merges_is_undone_link_by_link(company, rooms, merges, two):
    kept, gone = two
    follow = company.container.platform.follow()
    with company.acting("lilei"):
        last = make(rooms.account(), name="云帆")
        follow.mark(ACCOUNT, last.id, "star", True)
        sets = []
        for into, one in ((gone, last), (kept, gone)):
            merges.merge(ACCOUNT, into.id, one.id, {})
            sets.append(current.last_change())
        assert marks(company, kept.id) == {("lilei", "star")}
        for set_id, row in zip(reversed(sets), (gone, last), strict=True):
            company.container.platform.undo().undo(set_id)
            assert marks(company, row.id) == {("lilei", "star")}
