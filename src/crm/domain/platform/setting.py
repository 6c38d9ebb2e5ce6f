"""Settings that the administrator changes while the program runs: each declared once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Section
from crm.domain.kit.money import CURRENCIES
from crm.domain.kit.numbering import known_pattern
from crm.domain.kit.text import Refused
from crm.domain.platform.password import SHORTEST
from crm.domain.platform.setting_check import at_least
from crm.domain.platform.setting_letter import LETTER, LETTER_DEFAULTS
from crm.domain.platform.setting_limit import LIMITED, LIMITED_DEFAULTS, LIMITED_FILED, LIMITED_SECTIONS
from crm.domain.platform.setting_operate import OPERATED, OPERATED_DEFAULTS, OPERATED_SECTIONS
from crm.domain.platform.setting_trace import TRACED, TRACED_DEFAULTS, TRACED_SECTIONS
from crm.domain.platform.user import LANGUAGES, known_timezone
from crm.domain.platform.working_hours import USUAL, known_hours
from crm.language import N_, Words

RISKY = "exe,bat,cmd,com,msi,scr,ps1,vbs,js,jar,hta,lnk,reg,apk"
SCHEMES = ("smtp://", "smtps://", "smtp+starttls://")


@dataclass(frozen=True)
class SettingRow:
    """A setting that differs from its default, and who changed it last."""

    name: str
    value: dict[str, Any]  # {"value": …}
    updated_at: datetime
    updated_by: int | None
    updated_by_name: str | None


def mail_server(text: str) -> str:
    if not text.startswith(SCHEMES):
        raise Refused(Words("A mail server is written like smtp+starttls://user:password@smtp.example.cn:587."))
    return text


def map_site(text: str) -> str:
    if not text.startswith("https://") or "{lat}" not in text or "{lon}" not in text:
        raise Refused(Words("An address that begins with https:// and names {lat} and {lon}."))
    return text


FURTHEST, STEPS = 730, 6


def day_steps(text: str | None) -> list[int]:
    """The days of a setting such as “60, 30, 7”, the nearest first."""
    return sorted({int(part) for part in (text or "").replace("，", ",").replace("、", ",").split(",") if part.strip()})


def known_steps(text: str) -> str:
    try:
        found = day_steps(text)
    except ValueError:
        found = [-1]
    if len(found) > STEPS or any(not 0 <= days <= FURTHEST for days in found):
        raise Refused(Words("Numbers of days with commas between them, such as 60, 30, 7; at most {most}.", most=STEPS))
    return text


def _fields(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


SETTINGS = _fields(
    Field("text", N_("Company name"), "company", required=True, max=60, help=N_("Shown on top of every page and in mail.")),
    Field("link", N_("Address of this CRM"), "address", help=N_("Links in mail begin with it, such as https://crm.example.cn.")),
    Field(
        "choice", N_("Language"), "language", required=True, options=LANGUAGES, help=N_("Before anybody signs in, and of new users."),
    ),
    Field(
        "text", N_("Time zone"), "timezone", required=True, max=60, check=known_timezone, help=N_("Of new users, such as Asia/Shanghai."),
    ),
    Field(
        "choice", N_("Currency"), "currency", required=True, options=tuple(Option(code, code) for code in CURRENCIES),
        help=N_("Of new offers and orders, and of reports."),
    ),
    Field(
        "text", N_("Working hours"), "working_hours", required=True, max=60, check=known_hours,
        help=N_("Of each working day, such as 09:00-12:00, 13:00-18:00; the time-outs of approvals count these."),
    ),
    Field(
        "text", N_("Mail server"), "mail_url", max=300, check=mail_server, secret=True,
        help=N_("Such as smtp+starttls://user:password@smtp.example.cn:587. Without one mail waits."),
    ),
    Field("text", N_("Mail sender"), "mail_sender", required=True, max=200, help=N_("Such as Yunfan CRM <crm@example.cn>.")),
    Field(
        "integer", N_("Shortest password"), "password_length", required=True, max=64, check=at_least(SHORTEST),
        help=N_("Characters; a password must also be hard to guess."),
    ),
    Field(
        "integer", N_("Sign out after"), "session_idle", required=True, max=43_200, check=at_least(5),
        help=N_("Minutes without any use; 720 are twelve hours."),
    ),
    Field(
        "integer", N_("Masked values shown a day"), "reveals_a_day", required=True, max=100_000,
        help=N_("How many phones, mails and numbers that are masked for somebody one person may be shown in full; 0: none."),
    ),
    Field("integer", N_("Largest file"), "file_largest", required=True, max=2000, check=at_least(1), help=N_("Megabytes of one file.")),
    Field(
        "integer", N_("Files of one person"), "file_quota", required=True, max=1_000_000, check=at_least(1),
        help=N_("Megabytes that all files of one person may need."),
    ),
    Field(
        "text", N_("Refused file types"), "file_refused", max=500,
        help=N_("Endings with commas between them: what could run on a colleague's computer."),
    ),
    Field(
        "integer", N_("A lead is hot from"), "lead_hot", required=True, max=10_000, check=at_least(1), help=N_("Points of its score."),
    ),
    Field("integer", N_("A lead is warm from"), "lead_warm", required=True, max=10_000, check=at_least(1), help=N_("Points of its score.")),
    Field(
        "integer", N_("The score of a lead halves after"), "lead_half_life", required=True, max=3650,
        help=N_("Days without a call, visit, mail or meeting; 0: never."),
    ),
    Field(
        "integer", N_("A new lead waits at most"), "lead_patience", required=True, max=1000, check=at_least(1),
        help=N_("Hours until Today asks for the first touch."),
    ),
    Field(
        "text", N_("Numbers of orders"), "order_number", required=True, max=40, check=known_pattern,
        help=N_("{yyyy}, {mm} and {dd} stand for the day, zeros in braces for the number; it begins anew with each period."),
    ),
    Field(
        "text", N_("Numbers of deliveries"), "delivery_number", required=True, max=40, check=known_pattern,
        help=N_("{yyyy}, {mm} and {dd} stand for the day, zeros in braces for the number; it begins anew with each period."),
    ),
    Field(
        "text", N_("Numbers of order changes"), "order_change_number", required=True, max=40, check=known_pattern,
        help=N_("{yyyy}, {mm} and {dd} stand for the day, zeros in braces for the number; it begins anew with each period."),
    ),
    Field(
        "text", N_("Remind before an order is to be delivered"), "order_due_days", max=60, check=known_steps,
        help=N_("Days with commas between them."),
    ),
    Field("text", N_("Warn of a late delivery"), "order_late_days", max=60, check=known_steps, help=N_("Days after the day agreed.")),
    Field(
        "text", N_("Numbers of contracts"), "contract_number", required=True, max=40, check=known_pattern,
        help=N_("{yyyy}, {mm} and {dd} stand for the day, zeros in braces for the number; it begins anew with each period."),
    ),
    Field(
        "text", N_("Remind before a contract ends"), "contract_end_days", max=60, check=known_steps,
        help=N_("Days with commas between them; its owner is told on each. The first one is also when Today shows it."),
    ),
    Field(
        "text", N_("Remind before a payment is due"), "contract_due_days", max=60, check=known_steps,
        help=N_("Days with commas between them."),
    ),
    Field("text", N_("Warn of an overdue payment"), "contract_overdue_days", max=60, check=known_steps, help=N_("Days after the due day.")),
    Field(
        "text", N_("Numbers of quotes"), "quote_number", required=True, max=40, check=known_pattern,
        help=N_("{yyyy}, {mm} and {dd} stand for the day, zeros in braces for the number; it begins anew with each period."),
    ),
    Field(
        "integer", N_("A quote holds for"), "quote_valid_days", required=True, max=3650,
        help=N_("Days, unless somebody says another day; 0: without end."),
    ),
    Field(
        "integer", N_("Ask again about a quote after"), "quote_patience", required=True, max=1000, check=at_least(1),
        help=N_("Days without an answer until Today shows it; and so long before it runs out."),
    ),
    Field(
        "integer", N_("A check-in is too far away from"), "visit_far", required=True, max=1_000_000, check=at_least(50),
        help=N_("Metres from the customer’s place; further away a reason is asked for, and the visit is marked."),
    ),
    Field(
        "text", N_("Map that visits open"), "visit_map", max=300, check=map_site,
        help=N_("An address with {lat} and {lon} (WGS-84), and {name} if wanted; empty: the phone’s own map only."),
    ),
    Field(
        "integer", N_("Forget where check-ins were after"), "visit_position_days", required=True, max=3650,
        help=N_("Days; the distance to the customer stays. 0: never."),
    ),
    Field(
        "integer", N_("Delete photos of visits after"), "visit_photo_days", required=True, max=3650,
        help=N_("Days since they were taken in; what is on legal hold stays. 0: never."),
    ),
    *LIMITED,
    *TRACED,
    *OPERATED,
    *LETTER,  # these have a page of their own: /settings/letterhead
    Field("text", N_("Order of Today"), "today_weights", max=1000),  # has a page of its own: /today/order
    Field("long", N_("Maintenance"), "maintenance", max=5000),  # the same: /maintenance
)  # fmt: skip
SECTIONS = (
    Section(N_("Company"), ("company", "address", "language", "timezone", "currency", "working_hours")),
    Section(N_("Outgoing mail"), ("mail_url", "mail_sender")),
    Section(N_("Files"), ("file_largest", "file_quota", "file_total", "file_refused")),
    Section(N_("Leads"), ("lead_hot", "lead_warm", "lead_half_life", "lead_patience")),
    Section(N_("Quotes"), ("quote_number", "quote_valid_days", "quote_patience")),
    Section(N_("Sales orders"), ("order_number", "delivery_number", "order_change_number", "order_due_days", "order_late_days")),
    Section(N_("Contracts"), ("contract_number", "contract_end_days", "contract_due_days", "contract_overdue_days")),
    Section(N_("Visits"), ("visit_far", "visit_map", "visit_position_days", "visit_photo_days")),
    Section(N_("Security"), ("password_length", "session_idle", "reveals_a_day")),
    *LIMITED_SECTIONS,
    *TRACED_SECTIONS,
    *OPERATED_SECTIONS,
)


# Settings whose default stands in a settings file: (section, key) of it.
FILED = {
    "company": ("app", "name"), "address": ("server", "address"), "language": ("app", "language"), "timezone": ("app", "timezone"),
    "currency": ("app", "currency"), "mail_url": ("mail", "url"), "mail_sender": ("mail", "sender"),
    "session_idle": ("limits", "session_idle"), **LIMITED_FILED,
}  # fmt: skip


def defaults(config: dict[str, Any]) -> dict[str, Any]:
    """What holds while nobody has changed it: the settings files, or our own choice."""
    app, mail = config["app"], config["mail"]
    return {
        "company": app["name"], "address": config["server"]["address"] or None, "language": app["language"],
        "timezone": app["timezone"], "currency": app["currency"], "working_hours": USUAL,
        "mail_url": mail["url"] or None, "mail_sender": mail["sender"],
        "password_length": SHORTEST, "reveals_a_day": 100, "session_idle": config["limits"]["session_idle"] // 60,
        "file_largest": 25, "file_quota": 2000, "file_refused": RISKY,
        "lead_hot": 60, "lead_warm": 30, "lead_half_life": 30, "lead_patience": 4,
        "quote_number": "BJ{yyyy}-{0000}", "quote_valid_days": 30, "quote_patience": 5,
        "order_number": "DD{yyyy}-{0000}", "delivery_number": "FH{yyyy}-{0000}", "order_change_number": "BG{yyyy}-{0000}",
        "order_due_days": "3, 0", "order_late_days": "1, 7, 30",
        "contract_number": "HT{yyyy}-{0000}", "contract_end_days": "60, 30, 7", "contract_due_days": "7, 1",
        "contract_overdue_days": "1, 7, 30",
        "visit_far": 500, "visit_map": None, "visit_position_days": 0, "visit_photo_days": 0,
        **{name: config[section][key] for name, (section, key) in LIMITED_FILED.items()}, **LIMITED_DEFAULTS,
        **TRACED_DEFAULTS, **OPERATED_DEFAULTS, **LETTER_DEFAULTS,
        "today_weights": None, "maintenance": None,
    }  # fmt: skip
