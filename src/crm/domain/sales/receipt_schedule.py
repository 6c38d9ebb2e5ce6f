"""The rule by which a receipt plan is made: so many equal parts, or shares such as 30, 60, 10; one each so many months."""

from datetime import date
from decimal import Decimal, InvalidOperation

from crm.domain.kit.field import Draft, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.money import Money
from crm.domain.kit.text import Refused
from crm.domain.sales.receipt_plan import Instalment, instalments
from crm.language import N_, Words

WAYS = (Option("equal", N_("Equal parts")), Option("shares", N_("Shares in percent")))
MOST = 60
WHOLE = Decimal(100)


def known_shares(text: str) -> str:
    """Shares that are numbers above zero and come to 100 together."""
    try:
        found = shares_of(text)
    except InvalidOperation:
        found = []
    if not 0 < len(found) <= MOST or min(found) <= 0 or sum(found) != WHOLE:
        raise Refused(Words("Shares come to 100 together, such as 30, 60, 10."))
    return text


def shares_of(text: str) -> list[Decimal]:
    return [Decimal(part) for part in text.replace("%", " ").replace("，", " ").replace("、", " ").replace(",", " ").split()]


def known_count(count: int) -> int:
    if not 0 < count <= MOST:
        raise Refused(Words("One to {most} parts are possible.", most=MOST))
    return count


def known_months(months: int) -> int:
    if months < 1:
        raise Refused(Words("At least one month."))
    return months


@draft
class Schedule(Draft):
    """What is said of a plan that is to be made."""

    way: str = declare("choice", N_("How it is divided"), "equal", required=True, options=WAYS)
    count: int = declare("integer", N_("How many parts"), 3, required=True, max=MOST, check=known_count)
    shares: str = declare("text", N_("Shares (%)"), "30, 60, 10", required=True, max=300, check=known_shares)
    first_on: date = declare("date", N_("First due on"), required=True)
    months: int = declare("integer", N_("Months between them"), 1, required=True, max=36, check=known_months)

    @property
    def parts(self) -> list[Decimal]:
        return [Decimal(1)] * self.count if self.way == "equal" else shares_of(self.shares)

    def made(self, amount: Money, currency: str) -> list[Instalment]:
        """The instalments: together the amount exactly. None where a part would be nothing."""
        found = instalments(amount, currency, self.parts, self.first_on, self.months)
        return found if all(one.amount > 0 for one in found) else []
