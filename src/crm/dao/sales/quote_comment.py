"""Comments below quotes in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.quote_comment import QuoteComment


class QuoteCommentDao(Dao):
    @statement
    def insert(self, quote_id: int, link_id: int | None, user_id: int | None, author: str, at: datetime, body: str) -> int: ...

    @statement
    def count(self, quote_id: int) -> int: ...

    @statement
    def of_quote(self, quote_id: int, size: int) -> list[QuoteComment]:
        """In the order in which they were written. The caller has read the quote."""
        ...
