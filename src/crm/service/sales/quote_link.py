"""Links of quotes: made and revoked by whoever may edit the quote; what came of them is for whoever may see it."""

import secrets

from crm import current
from crm.dao.sales.quote_comment import QuoteCommentDao
from crm.dao.sales.quote_link import QuoteLinkDao
from crm.dao.sales.quote_view import QuoteViewDao
from crm.domain.sales.quote import Quote
from crm.domain.sales.quote_comment import MOST as MOST_COMMENTS
from crm.domain.sales.quote_comment import QuoteComment, written
from crm.domain.sales.quote_link import DAYS, LONGEST, MOST, SHARED, LinkLine, LinkSummary, for_whom, until
from crm.domain.sales.quote_view import QuoteView
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.auth import hashed
from crm.service.sales.quote import QuoteService
from crm.service.sales.quote_template import QuoteTemplateService

SHOWN = 50


class QuoteLinkService:
    def __init__(
        self, quotes: QuoteService, templates: QuoteTemplateService, links: QuoteLinkDao, views: QuoteViewDao, comments: QuoteCommentDao
    ):  # fmt: skip
        self.db = quotes.db
        self.templates = templates
        self.quotes = quotes
        self.links = links
        self.views = views
        self.comments = comments

    @transactional
    def make(self, quote_id: int, days: int = DAYS, recipient: str | None = None, template_id: int | None = None) -> str:
        """A new link, whose token cannot be read again. What was approved is sent by it."""
        quote = self._editable(quote_id)
        if quote.state not in SHARED:
            raise Invalid({"": Words("A link is made of a quote that is approved or sent.")})
        if not 1 <= days <= LONGEST:
            raise Invalid(days=Words("Between 1 and {most} days.", most=LONGEST))
        whom, template = for_whom(recipient), self.templates.choose(quote.language, template_id)
        now, token = current.now(), secrets.token_urlsafe(32)
        if self.links.count_open(quote_id, now) >= MOST:
            raise Invalid({"": Words("There are {n} links already. Revoke some of them first.", n=MOST)})
        if quote.state == "approved":
            self.quotes.send(quote_id)
        self.links.insert(quote_id, hashed(token), template.id or None, whom, now, current.actor().id, until(now, days))
        return token

    @transactional
    def revoke(self, quote_id: int, id: int) -> None:
        """From now on it shows nothing; NotFound for a link of another quote, or one that is revoked."""
        self._editable(quote_id)
        if not self.links.revoke(id, quote_id, current.now()):
            raise NotFound()

    @transactional
    def reply(self, quote_id: int, body: str) -> None:
        """One of us answers what the customer wrote."""
        self._editable(quote_id)
        text, _ = written(body, "-")
        room_for(self.comments, quote_id)
        self.comments.insert(quote_id, None, current.actor().id, current.actor().name, current.now(), text)

    def _editable(self, quote_id: int) -> Quote:
        quote = self.quotes.get(quote_id)
        self.quotes.check_record("edit", quote)
        return quote

    @reading
    def of(self, quote_id: int) -> tuple[Quote, list[LinkLine]]:
        """The quote and its links, the newest first."""
        return self.quotes.get(quote_id), self.links.of_quote(quote_id, SHOWN)

    @reading
    def views_of(self, quote_id: int, size: int = SHOWN) -> list[QuoteView]:
        self.quotes.get(quote_id)
        return self.views.of_quote(quote_id, size)

    @reading
    def comments_of(self, quote_id: int) -> list[QuoteComment]:
        self.quotes.get(quote_id)
        return self.comments.of_quote(quote_id, MOST_COMMENTS)

    @reading
    def summary(self, quote_id: int) -> LinkSummary:
        """What came of the links, in one line: for whoever read the quote."""
        return self.links.summary(quote_id)


def room_for(comments: QuoteCommentDao, quote_id: int) -> None:
    """In the caller's transaction: nobody fills the disk with comments."""
    if comments.count(quote_id) >= MOST_COMMENTS:
        raise Invalid(body=Words("There are too many comments on this quote already. Please call us."))
