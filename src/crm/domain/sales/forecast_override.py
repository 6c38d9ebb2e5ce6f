"""What somebody expects of a person instead of what the deals add up to, with the reason. Both stay."""

from datetime import date

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import period_of
from crm.language import N_, Words

SPANS = (Option("quarter", N_("Quarter"), "", ("季度",)), Option("month", N_("Month"), "", ("月份",)))


@draft
class ForecastOverrideDraft(Draft):
    """What may be typed in about a judgement."""

    person_id: int = declare("user", N_("Of whom"), required=True, shown="person_name", aliases=("person", "人员", "销售"))
    span: str = declare("choice", N_("Period"), "quarter", required=True, options=SPANS, aliases=("span", "周期"))
    starts_on: date = declare("date", N_("First day of the period"), required=True, aliases=("starts", "期间开始"))
    committed: Money | None = declare("money", N_("Judged commit"), max=10**10, aliases=("commit", "承诺"))
    best: Money | None = declare("money", N_("Judged best case"), max=10**10, aliases=("best case", "最佳"))
    reason: str = declare("long", N_("Why it is judged so"), "", required=True, max=2000, aliases=("reason", "理由"))

    def check(self) -> dict[str, Words]:
        if self.committed is None and self.best is None:
            return {"committed": Words("Please give at least one of the two amounts.")}
        if self.committed is not None and self.best is not None and self.best < self.committed:
            return {"best": Words("The best case is not less than what is promised.")}
        if period_of(self.span, self.starts_on).start != self.starts_on:
            return {"starts_on": Words("A month begins on its first day, a quarter in January, April, July or October.")}
        return {}


@draft
class ForecastOverride(ForecastOverrideDraft, Record):
    """A judgement as the database has it."""

    person_name: str | None = None


MODULE = Module(
    name="forecast_override",
    area="sales",
    label=N_("Judgement of a forecast"),
    plural=N_("Judgements of forecasts"),
    icon="target",
    path="/forecast-overrides",
    draft=ForecastOverrideDraft,
    row=ForecastOverride,
    columns=("starts_on", "span", "person_id", "committed", "best", "reason", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("person_id", "span", "starts_on", "committed", "best", "reason")),),
    title=lambda row: str(period_of(row.span, row.starts_on)),
    title_field="starts_on",
    subtitle=lambda row: row.person_name or "",
    sorts=("updated_at", "created_at", "starts_on"),
    sort="-updated_at",
    quick=("person_id", "span", "starts_on", "owner_id"),
    searched=("reason",),
    lonely=False,
    description=N_("What managers expect instead of what the deals add up to, with the reason; both stay."),
)
