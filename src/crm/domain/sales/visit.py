"""A visit (拜访): planned for a day, checked in and out at the customer's, and what came of it."""

from datetime import date, datetime, time
from decimal import Decimal

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

PLANNED, UNDER_WAY, DONE, MISSED, CANCELLED = "planned", "under_way", "done", "missed", "cancelled"
STATES = (
    Option(PLANNED, N_("Planned"), "", ("计划中", "待拜访")),
    Option(UNDER_WAY, N_("Under way"), "info", ("拜访中",)),
    Option(DONE, N_("Visited"), "ok", ("已完成", "已拜访", "done")),
    Option(MISSED, N_("Missed"), "bad", ("未拜访", "逾期")),
    Option(CANCELLED, N_("Called off"), "", ("已取消", "取消", "cancelled")),
)
# What people may set by hand; a visit gets under way by its check-in alone.
MOVES = {
    PLANNED: (DONE, MISSED, CANCELLED),
    UNDER_WAY: (DONE, CANCELLED),
    DONE: (),
    MISSED: (PLANNED, DONE, CANCELLED),
    CANCELLED: (PLANNED,),
}
PURPOSES = (
    Option("first", N_("First visit"), "", ("首次拜访",)),
    Option("follow", N_("Regular follow-up"), "", ("例行拜访", "跟进")),
    Option("demo", N_("Product demonstration"), "", ("产品演示", "方案演示")),
    Option("talks", N_("Business talks"), "", ("商务谈判", "洽谈")),
    Option("delivery", N_("Delivery and acceptance"), "", ("交付验收", "交付")),
    Option("collection", N_("Collecting a payment"), "", ("催款", "收款")),
    Option("care", N_("Customer care"), "", ("客户关怀", "客情维护")),
    Option("trouble", N_("Solving a problem"), "", ("处理问题", "投诉处理")),
    Option("other", N_("Other"), "", ("其他",)),
)


@draft
class VisitDraft(Draft):
    """What may be typed in about a visit. Where and when one was there is not typed: the check-in says it."""

    account_id: int = declare(
        "reference", N_("Customer"), required=True, target="account", shown="account_name", aliases=("customer", "客户", "客户名称")
    )
    name: str = declare(
        "text", N_("Subject"), "", max=200, sorts_by="sort_key", aliases=("subject", "主题", "拜访主题"),
        help=N_("Empty: the name of the customer."),
    )  # fmt: skip
    planned_on: date = declare("date", N_("Day of the visit"), required=True, aliases=("date", "拜访日期", "计划日期"))
    starts_at: str | None = declare("time", N_("Visit from"), aliases=("from", "开始时间"))
    ends_at: str | None = declare("time", N_("Visit until"), aliases=("until", "结束时间"))
    purpose: str | None = declare("choice", N_("Purpose"), options=PURPOSES, aliases=("purpose", "拜访目的", "目的"))
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("contact", "联系人"))
    opportunity_id: int | None = declare(
        "reference", N_("Opportunity"), target="opportunity", shown="opportunity_name", aliases=("deal", "商机")
    )
    position: int | None = declare("integer", N_("Order in the day"), max=999, adds=False, aliases=("当天顺序",))
    state: str = declare("choice", N_("State"), PLANNED, required=True, options=STATES, aliases=("state", "状态", "拜访状态"))
    result: str | None = declare("long", N_("What came of the visit"), max=5000, aliases=("result", "拜访结果", "结果"))
    next_step: str | None = declare("text", N_("Next step"), max=200, aliases=("next", "下一步"))
    next_on: date | None = declare("date", N_("Next step by"), aliases=("next date", "下一步日期"))

    def check(self) -> dict[str, Words]:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            return {"ends_at": Words("The end comes before the beginning.")}
        if self.ends_at and not self.starts_at:
            return {"starts_at": Words("Please fill this in.")}
        return {}


@draft
class Visit(VisitDraft, Custom, Record):
    """A visit as the database has it. The moments are the server's; `phone_at` is what the phone's clock said at the check-in.
    The place is kept beside the fields, not in the journal, so that it can be forgotten."""

    account_name: str | None = None
    contact_name: str | None = None
    opportunity_name: str | None = None
    check_in_at: datetime | None = None
    check_out_at: datetime | None = None
    phone_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy: int | None = None
    place_text: str | None = None
    distance: int | None = None
    is_far: bool | None = None
    far_reason: str | None = None
    activity_id: int | None = None  # the entry of the customer's story that it made

    @property
    def is_open(self) -> bool:
        return self.state in (PLANNED, UNDER_WAY)

    @property
    def about(self) -> tuple[str, int]:
        """What it is about most closely: the deal, the contact or the customer."""
        if self.opportunity_id:
            return "opportunity", self.opportunity_id
        return ("contact", self.contact_id) if self.contact_id else ("account", self.account_id)

    @property
    def customer(self) -> str:
        """The customer's name, where the visit is not called like that itself."""
        return self.account_name if self.account_name and self.account_name != self.name else ""

    @property
    def window(self) -> str:
        """The time of day as it was planned; empty where only the day was."""
        return "–".join(part for part in (self.starts_at, self.ends_at) if part)

    @property
    def clock(self) -> time | None:
        return time.fromisoformat(self.starts_at) if self.starts_at else None


def in_order(visits: list[Visit]) -> list[Visit]:
    """The visits of a day as they are made: in their order, else by their time, else as they were planned."""
    return sorted(visits, key=lambda one: (one.position or 1000, one.starts_at or "99", one.id))


MODULE = Module(
    name="visit",
    area="sales",
    menu="customer",
    label=N_("Visit"),
    plural=N_("Visits"),
    icon="map-pin",
    rank=45,
    path="/visits",
    draft=VisitDraft,
    row=Visit,
    columns=("name", "planned_on", "starts_at", "purpose", "state", "check_in_at", "distance", "is_far", "owner_id"),
    sections=(
        Section(N_("Basics"), ("account_id", "planned_on", "starts_at", "ends_at", "purpose", "name", "contact_id", "opportunity_id")),
        Section(N_("What came of the visit"), ("state", "result", "next_step", "next_on")),
        Section(N_("More"), ("position",), folded=True),
        Section(
            N_("Check-in"),
            ("check_in_at", "check_out_at", "distance", "is_far", "far_reason", "place_text", "accuracy", "latitude", "longitude",
             "phone_at"),
        ),  # fmt: skip
    ),
    subtitle=lambda row: row.customer,
    derived=(
        Field("datetime", N_("Checked in"), "check_in_at"),
        Field("datetime", N_("Checked out"), "check_out_at"),
        Field("integer", N_("Metres from the customer"), "distance", adds=False),
        Field("yesno", N_("Too far away"), "is_far"),
        Field("text", N_("Why so far away"), "far_reason"),
        Field("text", N_("Place as it was typed"), "place_text"),
        Field("integer", N_("Accuracy in metres"), "accuracy", adds=False),
        Field("datetime", N_("Clock of the phone"), "phone_at"),
        Field("number", N_("Latitude"), "latitude", places=6, adds=False, secret=True),
        Field("number", N_("Longitude"), "longitude", places=6, adds=False, secret=True),
    ),
    sorts=("updated_at", "created_at", "planned_on", "check_in_at", "name"),
    sort="-planned_on",
    quick=("planned_on", "state", "owner_id", "purpose", "account_id", "is_far"),
    searched=("name", "account_name", "result"),
    key="v",
    mass=("planned_on", "purpose", "state"),
    goes_on="{alias}.state = 'planned'",
    description=N_("Visits to customers: planned, checked in on the spot, and what came of them."),
    example=("北京云帆科技有限公司", "2026-11-23", "14:00"),
)
