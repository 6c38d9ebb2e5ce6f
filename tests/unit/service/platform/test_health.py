"""Readiness on both databases."""


def test_a_migrated_database_is_ready_and_asking_changes_nothing(crm):
    assert crm.platform.health().check() == {"database": True, "migrations": True}


def test_a_missing_migration_is_noticed(crm):
    with crm.db().transaction() as work:
        work.cursor.execute("SELECT number, name, checksum, at FROM migration WHERE number = 3")
        row = work.cursor.fetchone()
        work.cursor.execute("DELETE FROM migration WHERE number = 3")
    try:
        assert crm.platform.health().check() == {"database": True, "migrations": False}
    finally:
        sign = crm.db().driver.sign
        with crm.db().transaction() as work:
            work.cursor.execute(f"INSERT INTO migration VALUES ({sign}, {sign}, {sign}, {sign})", row)
