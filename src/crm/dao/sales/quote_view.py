"""Openings of links in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.quote_view import QuoteView, ViewsKnown


class QuoteViewDao(Dao):
    @statement
    def insert(self, link_id: int, at: datetime, network: str, device: str) -> int: ...

    @statement
    def known(self, link_id: int, network: str, device: str, since: datetime) -> ViewsKnown: ...

    @statement
    def of_quote(self, quote_id: int, size: int) -> list[QuoteView]:
        """The newest first. The caller has read the quote."""
        ...
