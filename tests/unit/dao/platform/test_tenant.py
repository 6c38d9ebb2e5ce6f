"""The directory: one line for each company, found by name and by host; what moves is seen by its stamp."""

import pytest

from crm.current import now
from crm.dao.kit.migration import migrations
from crm.dao.platform.tenant import TenantDao
from crm.domain.platform.tenant import TenantTerms
from crm.paths import SQL


@pytest.fixture
def tenants(db):
    with db.transaction() as work:
        for one in migrations(SQL / "directory" / "schema"):
            for text in one.statements(db.dialect):
                work.cursor.execute(text)
        dao = TenantDao(db)
        for name in ("acme", "bolt", "coda"):
            dao.insert(name, f"{name}.test", name.title(), "sealed", "sealed", "zh", "Asia/Shanghai", now())
        yield dao
        work.cursor.execute("ROLLBACK")  # a company's database has no such tables


def test_companies_are_paged_by_name_and_found_by_name_or_host(tenants):
    assert [one.name for one in tenants.page(2)] == ["acme", "bolt"]
    assert [one.name for one in tenants.page(2, "bolt")] == ["coda"]
    assert tenants.find(name="bolt").host == tenants.find(host="bolt.test").host == "bolt.test"
    assert tenants.find(name="delta") is None


def test_every_change_moves_the_stamp(tenants):
    found, seen = tenants.find(name="acme"), {tenants.stamp()}
    terms = TenantTerms("a.test", "A", "en", "Asia/Shanghai", "#0a7d4f", 5, None, 10, None)
    for change in (
        lambda: tenants.change(found.id, found.version, terms, now()),
        lambda: tenants.put_state(found.id, "active", ["making"], now()),
        lambda: tenants.put_place(found.id, "there", "here", None, now()),
        lambda: tenants.put_logo(found.id, "digest", now()),
        lambda: tenants.put_migration(found.id, 41, None, now()),
    ):
        assert change() == 1
        seen.add(tenants.stamp())
    assert len(seen) == 6
    after = tenants.find(host="a.test")
    assert (after.terms, after.state, after.place, after.former, after.migration) == (terms, "active", "there", "here", 41)


def test_who_comes_too_late_changes_nothing(tenants):
    found = tenants.find(name="acme")
    assert tenants.change(found.id, found.version - 1, found.terms, now()) == 0
    assert tenants.put_state(found.id, "active", ["suspended"], now()) == 0


def test_a_name_is_free_again_once_its_company_is_removed(tenants):
    tenants.put_state(tenants.find(name="acme").id, "removed", ["making"], now())
    assert tenants.find(name="acme") is None
    tenants.insert("acme", "acme.test", "Acme", "sealed", "sealed", "zh", "Asia/Shanghai", now())
    with pytest.raises(Exception, match="(?i)unique"):
        tenants.insert("acme", "other.test", "Acme", "sealed", "sealed", "zh", "Asia/Shanghai", now())


def test_the_state_before_it_went_away_is_kept_until_it_is_back(tenants):
    id = tenants.find(name="acme").id
    for state in ("suspended", "moving", "moving"):
        tenants.put_state(id, state, ["making", "suspended", "moving"], now())
    assert tenants.find(name="acme").was == "suspended"


def test_a_picture_is_exchanged_and_dropped(tenants):
    id = tenants.find(name="acme").id
    for picture in ("first", "second"):
        tenants.keep_picture(id, picture)
    assert tenants.picture(id) == "second"
    tenants.drop_picture(id)
    assert tenants.picture(id) is None


def test_what_lies_sealed_is_put_under_another_key_in_one_go(tenants):
    found = [tenants.find(name=name) for name in ("acme", "bolt")]
    tenants.put_sealed([{"id": one.id, "place": "p", "former": None, "spare": "s", "secret": one.name} for one in found])
    assert [(one.place, one.spare, one.secret) for one in tenants.page(2)] == [("p", "s", "acme"), ("p", "s", "bolt")]
