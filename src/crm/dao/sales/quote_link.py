"""Links of quotes in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.quote_link import LinkLine, LinkSummary, QuoteLink


class QuoteLinkDao(Dao):
    @statement
    def insert(
        self, quote_id: int, token_hash: str, template_id: int | None, recipient: str | None, at: datetime, user_id: int,
        expires_at: datetime,
    ) -> int:  # fmt: skip
        ...

    @statement
    def by_token(self, token_hash: str) -> QuoteLink | None:
        """The link with this token, whatever became of it."""
        ...

    @statement
    def of_quote(self, quote_id: int, size: int) -> list[LinkLine]:
        """The newest first. The caller has read the quote."""
        ...

    @statement
    def summary(self, quote_id: int) -> LinkSummary:
        """The caller has read the quote."""
        ...

    @statement
    def count_open(self, quote_id: int, at: datetime) -> int: ...

    @statement
    def revoke(self, id: int, quote_id: int, at: datetime) -> int:
        """Nothing is changed of one that was revoked before."""
        ...

    @statement
    def open_first(self, id: int, at: datetime) -> int:
        """Of two who open it at once one is the first."""
        ...

    @statement
    def sign(self, id: int, file_id: int) -> int: ...
