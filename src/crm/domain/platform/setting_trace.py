"""Settings of what is watched and how long it is kept: thresholds of alerts, days of details, networks."""

from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.module import Section
from crm.domain.kit.text import Refused
from crm.domain.platform.alert import known_hours
from crm.domain.platform.chain import LEAST
from crm.language import N_, Words


def none_or_legal(days: int) -> int:
    """For ever (0), or as long as the law asks for at the least."""
    if 0 < days < LEAST.days:
        raise Refused(Words("0 for ever, or at least {min}.", min=LEAST.days))
    return days


TRACED = (
    Field(
        "integer", N_("Many records exported"), "alert_exports", required=True, max=10_000_000,
        help=N_("Records that one person takes away within a day; 0: never tell."),
    ),
    Field(
        "integer", N_("Many values revealed"), "alert_reveals", required=True, max=1_000_000,
        help=N_("Masked values that one person looks at within a day; 0: never tell."),
    ),
    Field(
        "integer", N_("Many records opened"), "alert_views", required=True, max=1_000_000,
        help=N_("Records that one person opens within an hour; 0: never tell."),
    ),
    Field(
        "integer", N_("Many refusals"), "alert_denials", required=True, max=1_000_000,
        help=N_("Pages or records that one person asks for within an hour and may not see; 0: never tell."),
    ),
    Field(
        "integer", N_("Failed sign-ins of an account"), "alert_failures", required=True, max=1_000_000,
        help=N_("Within an hour; 0: never tell."),
    ),
    Field(
        "integer", N_("Failed sign-ins from an address"), "alert_address_failures", required=True, max=1_000_000,
        help=N_("Within an hour, on whatever accounts; 0: never tell."),
    ),
    Field(
        "text", N_("Usual hours"), "alert_hours", max=20, check=known_hours,
        help=N_("Such as 06:00-23:00, on each one’s own clock; who signs in at another time is told of. Empty: never tell."),
    ),
    Field(
        "yesno", N_("Tell of a new network"), "alert_networks",
        help=N_("When somebody signs in from a network from which he has not come for ninety days."),
    ),
    Field(
        "integer", N_("Keep details of changes for"), "journal_days", required=True, max=36_500, check=none_or_legal,
        help=N_("Days; 0: for ever. That there was a change, of what and by whom, stays. At least 180 days."),
    ),
    Field(
        "integer", N_("Keep details of security events for"), "event_days", required=True, max=36_500, check=none_or_legal,
        help=N_("Days; 0: for ever. Address and details go, the event stays. At least 180 days."),
    ),
    Field("long", N_("Allowed networks"), "allowed_networks", max=200_000),  # has a page of its own: /networks
)
TRACED_SECTIONS = (
    Section(
        N_("Alerts"),
        ("alert_exports", "alert_reveals", "alert_views", "alert_denials", "alert_failures", "alert_address_failures", "alert_hours",
         "alert_networks"),
    ),
    Section(N_("Journal"), ("journal_days", "event_days")),
)
TRACED_DEFAULTS: dict[str, Any] = {
    "alert_exports": 5000, "alert_reveals": 50, "alert_views": 300, "alert_denials": 30, "alert_failures": 10,
    "alert_address_failures": 30, "alert_hours": "06:00-23:00", "alert_networks": True,
    "journal_days": 0, "event_days": 0, "allowed_networks": None,
}
