"""An exchange rate: what one unit of a currency is worth in the company's own, from a day on."""

from datetime import date
from decimal import Decimal

from crm import current
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import CURRENCIES
from crm.language import N_, Words


@draft
class ExchangeRateDraft(Draft):
    """What may be typed in about an exchange rate."""

    currency: str = declare(
        "choice", N_("Currency"), required=True, options=tuple(Option(code, code) for code in CURRENCIES), aliases=("code", "币种", "货币")
    )
    starts_on: date = declare("date", N_("Valid from"), required=True, aliases=("date", "day", "生效日期", "日期"))
    rate: Decimal = declare(
        "number", N_("Rate"), required=True, places=8, adds=False, aliases=("汇率",),
        help=N_("How much of the company's own currency one unit is worth: 1 USD = 7.1 CNY is 7.1."),
    )  # fmt: skip
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("source", "来源", "备注"))

    def check(self) -> dict[str, Words]:
        if self.rate <= 0 or self.rate >= 10**9:
            return {"rate": Words("A rate is above zero and below a billion.")}
        if self.currency == current.context().currency:
            return {"currency": Words("This is the company's own currency; it needs no rate.")}
        return {}


@draft
class ExchangeRate(ExchangeRateDraft, Record):
    """An exchange rate as the database has it."""

    @property
    def name(self) -> str:
        return f"{self.currency} {self.starts_on}"


MODULE = Module(
    name="exchange_rate",
    area="sales",
    label=N_("Exchange rate"),
    plural=N_("Exchange rates"),
    icon="currency-yuan",
    path="/exchange-rates",
    draft=ExchangeRateDraft,
    row=ExchangeRate,
    columns=("currency", "starts_on", "rate", "remark", "updated_at"),
    sections=(Section(N_("Basics"), ("currency", "starts_on", "rate", "remark")),),
    subtitle=lambda row: f"{row.rate:f}",
    title_field="currency",
    sorts=("starts_on", "currency", "updated_at", "created_at"),
    sort="-starts_on",
    quick=("currency", "starts_on"),
    searched=("currency",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    lonely=False,
    description=N_("What other currencies are worth, day by day. Amounts are counted with the rate of their day."),
    example=("USD", "2026-01-01", "7.1"),
)
