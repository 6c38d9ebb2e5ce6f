"""Keys of creates in the database."""

from datetime import UTC, datetime, timedelta

from crm.dao.platform.once import OnceDao, OnceKey

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_a_key_is_claimed_once_by_each_user(db):
    once = OnceDao(db)
    with db.transaction():
        assert once.claim("key", 1, "account", 10, "digest", NOON) == 1
        assert once.claim("key", 1, "account", 11, "other", NOON) == 0
        assert once.claim("key", 2, "account", 12, "digest", NOON) == 1
        assert once.get("key", 1) == OnceKey("account", 10, "digest")
        assert once.get("key", 3) is None


def test_old_keys_are_forgotten(db):
    once = OnceDao(db)
    with db.transaction():
        once.claim("old", 1, "account", 10, "", NOON - timedelta(days=2))
        once.claim("new", 1, "account", 11, "", NOON)
        assert once.forget(NOON - timedelta(days=1)) == 1
        assert (once.get("old", 1), once.get("new", 1) is None) == (None, False)
