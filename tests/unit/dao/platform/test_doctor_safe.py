"""What a database says of the settings that a power cut would put to the test."""

from crm.dao.platform.doctor_safe import DoctorSafeDao


def test_a_database_that_waits_for_its_disk_loses_nothing_and_one_that_does_not_says_so(rows):
    dao, cursor = DoctorSafeDao(rows.db), rows.db.work.cursor
    lax, strict, name = {
        "sqlite": ("PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL", "synchronous"),
        "postgresql": ("SET LOCAL synchronous_commit = off", "SET LOCAL synchronous_commit = on", "synchronous_commit"),
    }[rows.db.dialect]
    cursor.execute("COMMIT")  # SQLite changes this outside of a transaction alone
    cursor.execute(strict)
    before = set(dao.losing())
    cursor.execute("BEGIN")
    assert name not in before
    cursor.execute("COMMIT")
    cursor.execute(lax)
    assert set(dao.losing()) == before | {name}
    cursor.execute(strict)
