"""The place of a customer: where a visit goes, and from where others are near."""

from decimal import Decimal

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.text import Refused
from crm.language import N_, Words

DATUMS = (
    Option("wgs84", N_("GPS and phones (WGS-84)"), "", ("GPS", "WGS84")),
    Option("gcj02", N_("Amap, Tencent maps (GCJ-02)"), "", ("高德", "腾讯", "火星坐标")),
    Option("bd09", N_("Baidu maps (BD-09)"), "", ("百度",)),
)
SOURCES = (
    Option("hand", N_("Set by hand"), "", ("手工",)),
    Option("check_in", N_("From a check-in"), "info", ("签到",)),
    Option("import", N_("Import"), "", ("导入",)),
)
PLACES = 6  # decimals: a tenth of a metre


def _within(most: int) -> object:
    def check(value: Decimal) -> Decimal:
        if abs(value) > most:
            raise Refused(Words("Between {least} and {most}.", least=-most, most=most))
        return value

    return check


latitude, longitude = _within(90), _within(180)


@draft
class PlaceDraft(Draft):
    """What may be typed in about the place of a customer."""

    account_id: int = declare(
        "reference", N_("Customer"), required=True, target="account", shown="account_name", aliases=("customer", "客户", "客户名称")
    )
    latitude: Decimal = declare(
        "number", N_("Latitude"), required=True, places=PLACES, adds=False, check=latitude, secret=True, aliases=("lat", "纬度")
    )
    longitude: Decimal = declare(
        "number", N_("Longitude"), required=True, places=PLACES, adds=False, check=longitude, secret=True, aliases=("lng", "lon", "经度")
    )
    datum: str = declare(
        "choice", N_("Coordinates of"), "wgs84", required=True, options=DATUMS, aliases=("datum", "坐标系"),
        help=N_("Maps of mainland China are shifted by some hundred metres; the shift is taken back."),
    )  # fmt: skip
    source: str = declare("choice", N_("Where it comes from"), "hand", required=True, options=SOURCES, aliases=("source", "来源"))
    remark: str | None = declare("text", N_("Remark"), max=200, aliases=("note", "备注"))


@draft
class Place(PlaceDraft, Custom, Record):
    """The place as the database has it: its customer's owner's. `north` and `east` are it in WGS-84."""

    account_name: str | None = None
    north: float = 0.0
    east: float = 0.0


MODULE = Module(
    name="place",
    area="customer",
    label=N_("Place of a customer"),
    plural=N_("Places of customers"),
    icon="map-pin",
    path="/places",
    draft=PlaceDraft,
    row=Place,
    columns=("account_id", "latitude", "longitude", "datum", "source", "owner_id"),
    sections=(Section(N_("Basics"), ("account_id", "latitude", "longitude", "datum", "source", "remark")),),
    title=lambda row: row.account_name or f"{row.latitude}, {row.longitude}",
    title_field="account_id",
    quick=("account_id", "source", "owner_id"),
    searched=("account_name", "remark"),
    lonely=False,
    description=N_("Where customers are, for visits and for what is near."),
)
