"""What an amount of another currency is worth in the company's own, with the rate of its day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.exchange_rate import ExchangeRateDao
from crm.domain.kit.money import Money
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading


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
        """The amount in the company's own currency, rounded to its coins, halves away from zero."""
        return (amount * self.rate(currency, day)).rounded(current.context().currency)

    @reading
    def in_base_all(self, amounts: Sequence[tuple[Money, str, date]]) -> list[Money | Invalid]:
        """The same for many, with one statement: each amount, or why it cannot be counted."""
        own = current.context().currency
        dated: dict[str, tuple[list[date], list[Decimal]]] = {own: ([date.min], [Decimal(1)])}
        for one in self.rates.known(sorted({currency for _, currency, _ in amounts} - {own})):
            days, rates = dated.setdefault(one.currency, ([], []))
            days.append(one.starts_on)
            rates.append(one.rate)
        found: list[Money | Invalid] = []
        for amount, currency, day in amounts:
            days, rates = dated.get(currency, ([], []))
            at = bisect_right(days, day)
            found.append((amount * rates[at - 1]).rounded(own) if at else unknown(currency, day))
        return found


def unknown(currency: str, day: date) -> Invalid:
    return Invalid(
        currency=Words("There is no exchange rate for {currency} on {day}. Please add it under Exchange rates first.",
                       currency=currency, day=language.day(day))
    )  # fmt: skip
