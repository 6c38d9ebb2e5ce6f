"""A database that was moved away is read as before, and written by nobody; then it is gone."""

import pytest

from crm.dao.platform import tenant_place as places
from crm.dao.platform.doctor import DoctorDao


def test_what_is_frozen_can_be_read_alone_until_it_is_thawed(db):
    places.freeze(db)
    try:
        with pytest.raises(Exception, match="was moved|cannot write"), db.transaction() as work:
            work.cursor.execute("UPDATE stamp SET value = value + 1")
        with db.transaction(writes=False):
            assert DoctorDao(db).counts()["stamp"] > 0
        places.freeze(db)  # a second time changes nothing
    finally:
        places.thaw(db)
    with db.transaction() as work:
        work.cursor.execute("UPDATE stamp SET value = value + 1")


def test_a_schema_is_made_and_dropped_and_nothing_beside_it(db):
    if db.dialect != "postgresql":
        pytest.skip("an SQLite database is a file")
    from crm.dao.kit.database import Database

    address = db.url.render_as_string(hide_password=False)
    own = Database(f"{address}{'&' if '?' in address else '?'}schema=tenant_planted", 1)
    places.make(own)
    with own.transaction() as work:
        work.cursor.execute("CREATE TABLE only_here (id BIGINT)")
    assert not places.is_empty(own) and places.shown(own).endswith("/tenant_planted")
    places.drop(own)
    assert places.is_empty(own)
    with db.transaction(writes=False):
        assert DoctorDao(db).counts()["stamp"] > 0
    own.engine.dispose()
