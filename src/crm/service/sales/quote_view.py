"""A quote as its customer reads it: found by the token of a link, its openings noted, its comments passed on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from crm import current
from crm.current import Actor
from crm.dao.sales.quote_comment import QuoteCommentDao
from crm.dao.sales.quote_link import QuoteLinkDao
from crm.dao.sales.quote_view import QuoteViewDao
from crm.domain.kit.access import Grants
from crm.domain.sales.quote import Quote
from crm.domain.sales.quote_comment import MOST as MOST_COMMENTS
from crm.domain.sales.quote_comment import QuoteComment, written
from crm.domain.sales.quote_link import QuoteLink, gone
from crm.domain.sales.quote_view import AGAIN, MOST, device_of, network_prefix
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.attempt import AttemptService, network
from crm.service.platform.auth import hashed
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService
from crm.service.sales.quote import QuoteService
from crm.service.sales.quote_link import room_for

KIND = "quote"


@dataclass(frozen=True)
class Visit:
    """What the token led to. `gone` says why nothing is shown; then only the language of the quote may be used."""

    link: QuoteLink
    quote: Quote
    gone: str


class QuoteViewService:
    """Acts as nobody who sees all, with the source `web`: the token is the right to this one quote."""

    def __init__(
        self, quotes: QuoteService, links: QuoteLinkDao, views: QuoteViewDao, comments: QuoteCommentDao, attempts: AttemptService,
        notices: NoticeService, settings: SettingService,
    ):  # fmt: skip
        self.db = quotes.db
        self.quotes = quotes
        self.links = links
        self.views = views
        self.comments = comments
        self.attempts = attempts
        self.notices = notices
        self.settings = settings

    @contextmanager
    def visiting(self, language: str) -> Iterator[None]:
        """For the length of a block the customer acts."""
        visitor = Actor(0, "", grants=Grants(everything=True), timezone=self.settings.get("timezone"))
        with current.acting(actor=visitor, source="web", language=language):
            yield

    def enter(self, token: str, address: str | None) -> Visit:
        """NotFound for a token that was never given out; TooMany for whoever tries one after the other."""
        visit = self._find(token)
        if visit is None:
            self.attempts.admit({"link": network(address)})
            raise NotFound()
        return visit

    @reading
    def _find(self, token: str) -> Visit | None:
        link = self.links.by_token(hashed(token)) if len(token) < 100 and token.isascii() else None
        if link is None:
            return None
        with current.acting(actor=current.everyone()):
            quote = next(iter(self.quotes.find([link.quote_id])), None)
        if quote is None:
            return None
        return Visit(link, quote, gone(link, quote.state, current.now()))

    def admit(self, address: str | None) -> None:
        """Whatever is sent is slowed down. Raises TooMany."""
        self.attempts.admit({"form": network(address)})

    @reading
    def comments_of(self, visit: Visit) -> list[QuoteComment]:
        return self.comments.of_quote(visit.quote.id, MOST_COMMENTS)

    @transactional
    def see(self, visit: Visit, address: str | None, agent: str | None) -> None:
        """Note that it was opened, unless it lies open there still; the owner hears of the first time."""
        now, where, device = current.now(), network_prefix(address), device_of(agent)
        known = self.views.known(visit.link.id, where, device, now - AGAIN)
        if known.lately or known.noted >= MOST:
            return
        self.views.insert(visit.link.id, now, where, device)
        if device != "robot" and self.links.open_first(visit.link.id, now):
            who = visit.link.recipient or visit.quote.account_name or Words("The customer")
            self.tell(visit.quote, Words("{who} opened “{quote}”", who=who, quote=visit.quote.name))

    @transactional
    def comment(self, visit: Visit, body: str, author: str) -> None:
        """The owner hears of it, and answers on the page of the quote. Invalid for `body` or `author`."""
        text, name = written(body, author)
        if visit.gone:
            raise Invalid(body=Words("This quote can no longer be discussed here."))
        room_for(self.comments, visit.quote.id)
        self.comments.insert(visit.quote.id, visit.link.id, None, name, current.now(), text)
        self.tell(visit.quote, Words("{who} wrote about “{quote}”", who=name, quote=visit.quote.name), text)

    def tell(self, quote: Any, title: Words, body: str = "") -> None:
        """In the caller's transaction: the owner is told."""
        if quote.owner_id:
            self.notices.tell([quote.owner_id], KIND, title, f"/quotes/{quote.id}#card-customer", (lambda: body) if body else None)
