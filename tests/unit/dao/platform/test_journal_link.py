"""Saved ways into the journal in the database: each of one person, one by each name."""

from datetime import UTC, datetime

NOW = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)


def test_a_name_stands_once_and_nobody_touches_anothers(company):
    links, wang, zhao = company.container.platform.journal_link_dao(), company.users["wang"], company.users["zhao"]
    with links.db.transaction():
        links.put(wang, "changes", "删除", "verb=remove", NOW)
        links.put(wang, "changes", "删除", "verb=remove&source=api", NOW)
        links.put(wang, "events", "删除", "kind=grant", NOW)
        links.put(zhao, "changes", "删除", "verb=edit", NOW)
        (mine,) = links.of_user(wang, "changes", 10)
        assert (mine.name, mine.query) == ("删除", "verb=remove&source=api")
        assert links.drop(mine.id, zhao) == 0 and links.drop(mine.id, wang) == 1
        assert links.of_user(wang, "changes", 10) == [] and len(links.of_user(wang, "events", 10)) == 1
