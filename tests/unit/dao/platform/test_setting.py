"""Settings in the database."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_a_setting_is_replaced_and_says_who_changed_it(company):
    settings = company.container.platform.setting_dao()
    with settings.db.transaction():
        settings.put("company", {"value": "云帆"}, NOON, company.users["lilei"])
        settings.put("company", {"value": "远航 🚢"}, NOON + timedelta(hours=1), None)
        (found,) = settings.all()
    assert (found.value, found.updated_at, found.updated_by_name) == ({"value": "远航 🚢"}, NOON + timedelta(hours=1), None)


def test_the_stamp_begins_with_the_first_change_and_moves_with_every_other(company):
    settings = company.container.platform.setting_dao()
    with settings.db.transaction():
        assert settings.stamp() is None
        settings.move_stamp()
        settings.move_stamp()
        assert settings.stamp() == 2
        before = company.container.platform.user_dao().access_stamp()
        settings.move_access()
        assert company.container.platform.user_dao().access_stamp() == before + 1
