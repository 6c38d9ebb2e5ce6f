"""The last touch of merged records: noted, and set only where nobody touched the record since."""

from datetime import UTC, datetime, timedelta

from crm.domain.customer.account import MODULE, AccountDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_a_note_is_found_by_the_record_that_went_until_it_is_forgotten(company):
    touches = company.container.customer.touch_dao()
    with touches.db.transaction():
        touches.note(7, "account", 1, 2, None, NOON)
        touches.note(9, "account", 3, 2, NOON, NOON + timedelta(hours=1))
        assert touches.noted([1, 3]) is None
        assert (touches.noted([2, 5]).group_id, touches.noted([2]).kept_id) == (9, 3)  # the last merge first
        touches.forget(9)
        assert (touches.noted([2]).group_id, touches.noted([2]).was) == (7, None)


def test_the_touch_is_set_where_it_is_still_what_it_was(company):
    touches, accounts = company.container.customer.touch_dao(), company.container.customer.account()
    with company.acting("wang"):
        row = accounts.create(AccountDraft.parse({"name": "云帆"}))
        with touches.db.transaction():
            assert touches.set(MODULE, row.id, None, NOON) == 1
            assert touches.set(MODULE, row.id, None, NOON) == 0
            assert touches.set(MODULE, row.id, NOON, None) == 1
        assert accounts.get(row.id).touched_at is None
