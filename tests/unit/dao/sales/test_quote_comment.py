"""Comments below quotes in the database."""

from crm.dao.sales.quote_comment import QuoteCommentDao
from tests.kit.rows import NOON


def test_comments_of_a_quote_are_counted_and_come_as_they_were_written(rows):
    dao = QuoteCommentDao(rows.db)
    for quote, author, body in ((5, "客户", "一"), (5, "王强", "二"), (6, "客户", "三")):
        dao.insert(quote, None, None, author, NOON, body)
    assert [(one.author, one.body) for one in dao.of_quote(5, 9)] == [("客户", "一"), ("王强", "二")]
    assert [one.body for one in dao.of_quote(5, 1)] == ["一"] and (dao.count(5), dao.count(7)) == (2, 0)
