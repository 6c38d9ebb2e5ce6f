"""What an amount of another currency is worth in the company's own, with the rate of its day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.exchange_rate import ExchangeRateDao
from crm.domain.kit.money import LARGEST, Money
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading

MOST = LARGEST * 100  # in the company's own currency, so that sums of deals fit a column


class RateService:
    """Reads the dated rates. A currency without one is refused: nothing is ever counted one to one."""

    def __init__(self, db: Database, rates: ExchangeRateDao):
        self.db = db
        self.rates = rates

    @reading
    def rate(self, currency: str, day: date) -> Decimal:
        """What one unit is worth on the day. Raises Invalid for the field `currency` when no rate is known."""
        if currency == current.context().currency:
            return Decimal(1)
        if found := self.rates.on_day(currency, day):
            return found.rate
        raise unknown(currency, day)

    @reading
    def in_base(self, amount: Money, currency: str, day: date) -> Money:
        """The amount in the company's own currency, rounded to its coins, halves away from zero. Raises Invalid as well for
        `amount` when it is more than can be added up."""
        (found,) = self.in_base_all([(amount, currency, day)])
        if isinstance(found, Invalid):
            raise found
        return found

    @reading
    def in_base_all(self, amounts: Sequence[tuple[Money, str, date]]) -> list[Money | Invalid]:
        """The same for many, with one statement: each amount, or why it cannot be counted."""
        own = current.own_currency()
        dated: dict[str, tuple[list[date], list[Decimal]]] = {own: ([date.min], [Decimal(1)])}
        others = sorted({currency for _, currency, _ in amounts} - {own})
        for one in self.rates.known(others) if others else ():
            days, rates = dated.setdefault(one.currency, ([], []))
            days.append(one.starts_on)
            rates.append(one.rate)
        found: list[Money | Invalid] = []
        for amount, currency, day in amounts:
            days, rates = dated.get(currency, ([], []))
            at = bisect_right(days, day)
            found.append(_counted(amount * rates[at - 1], own) if at else unknown(currency, day))
        return found


def _counted(amount: Money, own: str) -> Money | Invalid:
    return amount.rounded(own) if abs(amount) <= MOST else Invalid(amount=Words("This amount is too large."))


def unknown(currency: str, day: date) -> Invalid:
    return Invalid(
        currency=Words("There is no exchange rate for {currency} on {day}. Please add it under Exchange rates first.",
                       currency=currency, day=language.day(day))
    )  # fmt: skip
