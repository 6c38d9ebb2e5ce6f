"""Held forms in the database."""

from datetime import UTC, datetime, timedelta

from crm.dao.platform.held import HeldDao

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_a_form_is_given_back_only_to_whom_it_belongs(db):
    held, data = HeldDao(db), {"fields": {"name": ["云帆 🚀"]}}
    with db.transaction():
        held.insert("a", 7, "/accounts/new", data, NOON)
        assert (held.get("a", 7).path, held.get("a", 7).data) == ("/accounts/new", data)
        assert (held.get("a", 8), held.get("b", 7)) == (None, None)


def test_only_the_newest_forms_of_a_person_are_kept(db):
    held = HeldDao(db)
    with db.transaction():
        for n in range(4):
            held.insert(f"{n}", 7, "/", {}, NOON + timedelta(minutes=n))
        held.insert("other", 8, "/", {}, NOON)
        assert held.drop_older(7, 2) == 2
        assert [held.get(f"{n}", 7) is not None for n in range(4)] == [False, False, True, True]
        assert held.get("other", 8)
