"""Versions and options of quotes: made from one that is there, or from a deal; compared line by line; taken over by the deal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm import current
from crm.domain.kit.field import changed
from crm.domain.sales.quote import MODULE, PREPARED, RENEWABLE, Quote, next_option
from crm.domain.sales.quote_difference import Difference, difference
from crm.domain.sales.quote_event import QuoteBegun
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.setting import SettingService
from crm.service.sales.line import LineService
from crm.service.sales.offer import OfferService
from crm.service.sales.quote import QuoteService

DEAL = "opportunity"
# What a new version or option does not take along.
FRESH = {
    "id": 0, "state": "draft", "valid_until": None, "sent_at": None, "answered_at": None, "signer": None, "signer_mail": None,
    "answer": None, "created_at": None, "created_by": None, "updated_at": None, "touched_at": None,
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """Two quotes of one family and what differs between them."""

    before: Quote
    after: Quote
    lines: Difference


class QuoteVersionService:
    """`of` gives the service of a module: deals are read and written by their own."""

    def __init__(
        self, kit: Kit, quotes: QuoteService, lines: LineService, offer: OfferService, settings: SettingService,
        of: Callable[[str], Any],
    ):  # fmt: skip
        self.db = kit.db
        self.quotes = quotes
        self.lines = lines
        self.offer = offer
        self.settings = settings
        self.of = of

    @reading
    def family(self, quote: Quote) -> list[Quote]:
        """All versions and options of the quote that the actor may see, options in their order, the newest version first."""
        rows = self.quotes.records.family(quote.family_id) or [quote]
        return sorted(rows, key=lambda row: (row.option or "", -row.revision))

    @reading
    def compare(self, before_id: int, after_id: int) -> Compared:
        """Invalid when they are not of one family."""
        before, after = self.quotes.get(before_id), self.quotes.get(after_id)
        if before.family_id != after.family_id:
            raise Invalid(quote=Words("These are not versions or options of one quote."))
        return Compared(before, after, difference(self._lines(before), self._lines(after)))

    def _lines(self, quote: Quote) -> list[Any]:
        return self.lines.on(MODULE.name, quote)

    # New ones ------------------------------------------------------------------

    @transactional
    def new_version(self, id: int) -> Quote:
        """A draft with the same lines. The version before it holds until the new one is sent. Invalid where one is prepared."""
        row, kin = self._held(id)
        if row.state not in RENEWABLE:
            raise Invalid(state=Words("A draft is changed as it is, and what was accepted stays as it is."))
        own = [one for one in kin if (one.option or "") == (row.option or "")]
        if under_way := next((one for one in own if one.state in PREPARED and one.id != id), None):
            raise Invalid(state=Words("Version {n} is being prepared already.", n=under_way.revision))
        return self._again(row, revision=max(one.revision for one in own) + 1)

    @transactional
    def new_option(self, id: int) -> Quote:
        """A draft with the same lines that the customer may choose instead."""
        row, kin = self._held(id)
        if any(one.state == "accepted" for one in kin):
            raise Invalid(state=Words("A quote of this family was accepted already."))
        return self._again(row, revision=1, option=next_option([one.option for one in kin]))

    def _held(self, id: int) -> tuple[Quote, list[Any]]:
        """The quote as it is while nobody else changes its family."""
        self.quotes.require("create")
        self.quotes.records.lock([id])
        row, kin = self.quotes.get(id), self.quotes.records.kin([id])
        self.quotes.check_record("edit", row)
        return row, kin

    def _again(self, row: Quote, **values: Any) -> Quote:
        return self._made(changed(row, **FRESH, quoted_on=current.today(), **values), MODULE.name, row.id)

    def _made(self, row: Any, module: str, id: int) -> Quote:
        """A new quote with the lines of another document; both are undone as one."""
        quotes, writer = self.quotes, self.quotes.writer
        with writer.together():
            (made,) = writer.insert(MODULE, quotes.records, [row])
            self._copy(module, id, made)
        return quotes.get(made.id)

    def _copy(self, module: str, id: int, quote: Any) -> None:
        """The lines of another document, with the discounts among them that still have to be approved."""
        copied = self.lines.copy(module, id, MODULE.name, quote)
        self.lines.requests.follow(MODULE.name, quote, copied)

    # From a deal, and back --------------------------------------------------------

    @transactional
    def of_deal(self, id: int) -> Quote:
        """A draft for the customer of the deal, with its lines. It is the deal's owner's, unless whoever makes it could not edit it
        then: somebody on the team of the deal."""
        self.quotes.require("create")
        deal = self.of(DEAL).get(id)
        values = {name: getattr(deal, name) for name in ("name", "account_id", "contact_id", "amount", "currency")}
        values |= {"opportunity_id": id, "price_list_id": self.offer.nearest(deal), "language": self.settings.get("language")}
        row = Quote(**values, owner_id=deal.owner_id, department_id=deal.department_id)
        self.quotes._hold(row, None)
        return self._made(row if self.quotes.may("edit", row) else self.quotes._owned(row), DEAL, id)

    @listens(QuoteBegun)
    def begun(self, event: QuoteBegun) -> None:
        """In the caller's transaction: a quote that somebody wrote for a deal begins with the deal's lines, unless he named an amount
        or another currency."""
        quote = event.quote
        if quote.opportunity_id is None or quote.amount is not None or self._lines(quote):
            return
        for deal in self.of(DEAL).find([quote.opportunity_id]):
            if deal.currency == quote.currency:
                self._copy(DEAL, deal.id, quote)

    @transactional
    def take(self, id: int) -> int:
        """Make the lines and the amount of an accepted quote those of its deal, whose id this gives."""
        row = self.quotes.get(id)
        if row.state != "accepted" or not row.opportunity_id:
            raise Invalid(state=Words("Only an accepted quote of a deal can be taken over by it."))
        deals = self.of(DEAL)
        with self.quotes.writer.together():
            self.lines.put(DEAL, row.opportunity_id, [])
            deal = deals.change(row.opportunity_id, {"amount": row.amount, "currency": row.currency})
            self.lines.copy(MODULE.name, id, DEAL, deal)
        return deal.id
