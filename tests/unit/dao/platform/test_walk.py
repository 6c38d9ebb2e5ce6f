"""The list that somebody walks through, in the database."""

from datetime import UTC, datetime

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_each_person_has_one_walk_for_each_list_the_last_one(company):
    walks = company.container.platform.walk_dao()
    wang, han = company.users["wang"], company.users["han"]
    with walks.db.transaction():
        walks.put(wang, "account", "f=city:is:上海", [3, 1, 2], 3, NOON)
        walks.put(wang, "account", "sort=name", [5, 4], 1001, NOON)
        walks.put(wang, "contact", "", [], 0, NOON)
        found = walks.get(wang, "account")
        assert (found.query, found.ids, found.total) == ("sort=name", [5, 4], 1001)
        assert (walks.get(wang, "contact").ids, walks.get(han, "account")) == ([], None)
