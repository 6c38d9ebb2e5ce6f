"""Exact amounts: units of a currency, kept in the database as whole ten-thousandths."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Self

from babel.numbers import get_currency_precision

CURRENCIES = ("CNY", "USD", "EUR", "HKD", "TWD", "MOP", "JPY", "KRW", "GBP", "SGD", "MYR", "THB", "VND", "AUD", "CAD", "CHF")
PLACES = 4  # of the column: what no currency needs and a price for one piece of a thousand may
STORED = 10**PLACES
NONE = Decimal(0).scaleb(-PLACES)  # most amounts of a table that tells many apart
LARGEST = 10**11  # up to it JSON's numbers hold every place


class Money(Decimal):
    """An amount of units, such as yuan. Sums, differences and products with a number stay Money; a share of two is a number.

    A column of Money is a BIGINT of ten-thousandths, one scale for all currencies: sums are exact on both databases, and
    prices per piece may be finer than the currency's coins. `rounded` brings an amount to the coins.
    """

    __slots__ = ()

    @classmethod
    def of_stored(cls, value: Any) -> Self:
        """From what stands in a column, or a sum over one."""
        return cls(Decimal(value).scaleb(-PLACES)) if value else cls(NONE)

    @property
    def stored(self) -> int:
        """What stands in a column. Raises ValueError for an amount that is finer than a column holds."""
        scaled = self.scaleb(PLACES)
        if scaled != (whole := int(scaled)):
            raise ValueError(f"{self} is finer than {PLACES} places")
        return whole

    def rounded(self, currency: str) -> "Money":
        """To the currency's smallest coin, halves away from zero (四舍五入)."""
        return Money(self.quantize(_coin(currency), rounding=ROUND_HALF_UP))

    def __add__(self, other: Any) -> "Money":
        return Money(Decimal.__add__(self, other))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Money":
        return Money(Decimal.__sub__(self, other))

    def __rsub__(self, other: Any) -> "Money":
        return Money(Decimal.__rsub__(self, other))

    def __mul__(self, other: Any) -> "Money":
        return Money(Decimal.__mul__(self, other))

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(Decimal.__neg__(self))

    def __abs__(self) -> "Money":
        return Money(Decimal.__abs__(self))

    def __reduce__(self) -> Any:
        return Money, (str(self),)


@cache
def _coin(currency: str) -> Decimal:
    return Decimal(1).scaleb(-precision(currency))


@cache
def precision(currency: str) -> int:
    """How many places an amount of the currency has: 2 for CNY, 0 for JPY."""
    return get_currency_precision(currency)
