"""Drafts in the database: one a person, record and form; forgotten when they are old."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def kept(company, user):
    follows = company.container.platform.follow_dao()
    return {one.what for id in (7, 8) for one in follows.own(company.users[user], id)}


def test_a_draft_is_replaced_dropped_and_forgotten_when_it_is_old(company):
    drafts, wang, han = company.container.platform.draft_dao(), company.users["wang"], company.users["han"]
    with drafts.db.transaction():
        drafts.put(wang, 7, "call", {"name": "旧"}, NOON - DAY)
        drafts.put(wang, 7, "call", {"name": "新"}, NOON)
        drafts.put(wang, 8, "note", {"name": "x"}, NOON - DAY)
        drafts.put(han, 7, "mail", {"name": "y"}, NOON)
        (own,) = company.container.platform.follow_dao().own(wang, 7)
        assert "新" in own.data and "旧" not in own.data
        assert drafts.forget(NOON) == 1
        assert (kept(company, "wang"), kept(company, "han")) == ({"draft.call"}, {"draft.mail"})
        assert drafts.drop(wang, 7, "note") == 0 and drafts.drop(wang, 7, "call") == 1
        assert (kept(company, "wang"), kept(company, "han")) == (set(), {"draft.mail"})
