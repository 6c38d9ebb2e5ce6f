"""Security events in the database."""

from datetime import UTC, datetime

from crm.dao.platform.security import SecurityDao

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_events_are_read_newest_first_of_one_or_of_all(db):
    security = SecurityDao(db)
    with db.transaction():
        for id, (kind, user) in enumerate((("signed_in", 1), ("signed_in", 2), ("password_changed", 1)), 1):
            said = {"address": "10.0.0.1", "detail": {"by": user}, "n": 1, "request_id": "r1", "digest": "", "hash": ""}
            security.insert([{"id": id, "at": NOON, "kind": kind, "user_id": user, **said}])
        assert [(one.kind, one.detail) for one in security.page(5, 1)] == [("password_changed", {"by": 1}), ("signed_in", {"by": 1})]
        assert [one.user_id for one in security.page(2)] == [1, 2]
