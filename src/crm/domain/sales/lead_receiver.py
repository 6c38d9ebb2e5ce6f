"""How much somebody takes when leads are handed out in turn, and when he is away."""

from datetime import date

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words


@draft
class LeadReceiverDraft(Draft):
    """What may be typed in about a receiver."""

    user_id: int = declare("user", N_("Receiver"), required=True, shown="user_name", aliases=("接收人", "姓名"))
    weight: int = declare(
        "integer", N_("Weight"), 1, max=100, adds=False, aliases=("权重",),
        help=N_("Whoever has 2 takes twice as many as others; whoever has 0 takes none."),
    )  # fmt: skip
    most: int | None = declare("integer", N_("Most open leads"), max=100_000, adds=False, aliases=("上限",), help=N_("Empty: no limit."))
    works_from: str | None = declare("time", N_("At work from"), aliases=("上班时间",), help=N_("Empty: 09:00 to 18:00."))
    works_until: str | None = declare("time", N_("At work until"), aliases=("下班时间",))
    away_from: date | None = declare("date", N_("Away from"), aliases=("休假开始",))
    away_until: date | None = declare("date", N_("Away until"), aliases=("休假结束",), help=N_("The last day of the absence."))

    def check(self) -> dict[str, Words]:
        if (self.works_from is None) != (self.works_until is None):
            return {"works_until" if self.works_from else "works_from": Words("Please fill this in.")}
        if self.works_from and self.works_until and self.works_from >= self.works_until:
            return {"works_until": Words("The end comes before the beginning.")}
        if self.away_from and self.away_until and self.away_until < self.away_from:
            return {"away_until": Words("The end comes before the beginning.")}
        return {}


@draft
class LeadReceiver(LeadReceiverDraft, Record):
    """A receiver as the database has it."""

    user_name: str | None = None


MODULE = Module(
    name="lead_receiver",
    area="sales",
    label=N_("Lead receiver"),
    plural=N_("Lead receivers"),
    icon="user-plus",
    path="/lead-receivers",
    draft=LeadReceiverDraft,
    row=LeadReceiver,
    columns=("user_id", "weight", "most", "works_from", "works_until", "away_from", "away_until", "updated_at"),
    sections=(Section(N_("Basics"), ("user_id", "weight", "most", "works_from", "works_until", "away_from", "away_until")),),
    title=lambda row: row.user_name or f"#{row.user_id}",
    title_field="user_id",
    sorts=("updated_at", "created_at", "weight"),
    quick=("user_id", "away_from"),
    mass=("weight", "most", "away_from", "away_until"),
    verbs=("view", "create", "edit", "remove"),
    lonely=False,
    importable=False,
    description=N_("Weight, limit, working hours and absence of whoever receives leads. Without a line: weight 1, no limit."),
    example=("王强", "2"),
)
