"""Openings of links in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.quote_view import QuoteView


class QuoteViewDao(Dao):
    @statement
    def insert(self, link_id: int, at: datetime, network: str, device: str) -> int: ...

    @statement
    def seen_since(self, link_id: int, network: str, device: str, since: datetime) -> int:
        """Whether somebody there opened it in the same way since then."""
        ...

    @statement
    def count(self, link_id: int) -> int: ...

    @statement
    def of_quote(self, quote_id: int, size: int) -> list[QuoteView]:
        """The newest first. The caller has read the quote."""
        ...
