"""A user: somebody who works with the program."""

import re
import unicodedata
from collections.abc import Collection
from zoneinfo import available_timezones

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.pinyin import HAN, variants
from crm.domain.kit.text import Refused
from crm.language import N_, Words

STATES = (
    Option("invited", N_("Invited, not here yet"), "info", ("已邀请",)),
    Option("active", N_("Active"), "ok", ("在职",)),
    Option("suspended", N_("Suspended"), "warn", ("停用",)),
    Option("left", N_("Left"), "", ("离职",)),
)
# What a state can become: who is invited comes in by his link; who left comes back by being let in or invited again.
MOVES = {
    "invited": ("active", "suspended", "left"), "active": ("invited", "suspended", "left"), "suspended": ("active", "invited", "left"),
    "left": ("active", "invited"),
}  # fmt: skip
LINKED = ("invited", "active")  # for whom a link to choose a password holds
LANGUAGES = (Option("zh", "简体中文", "", ("中文", "chinese")), Option("en", "English", "", ("英文",)))

THEMES = ("auto", "light", "dark", "contrast")
DENSITIES = ("comfortable", "compact")
OWN = ("name", "mail", "phone", "language", "timezone")  # what everybody may set about himself
LONGEST_ACCOUNT = 60  # of one that is made from a name
_WORD = re.compile(f"[{HAN}]+|[a-z0-9]+")


def known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise Refused(Words("A time zone is written like Asia/Shanghai."))
    return name


def account_of(name: str, taken: Collection[str] = ()) -> str:
    """An account for somebody of that name: 王强 is wangqiang, Zoë Hart is zoe.hart, and the second of them zoe.hart2.

    `taken`: those that others have, in lower case.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name).lower() if not unicodedata.combining(char))
    words = (word if word.isascii() else "".join(said[:-1] for said in variants(word)[0]) for word in _WORD.findall(plain))
    made = base = ".".join(filter(None, words))[:LONGEST_ACCOUNT] or "user"
    number = 1
    while made in taken:
        number += 1
        made = f"{base}{number}"
    return made


@draft
class UserDraft(Draft):
    """What may be typed in about a user. Passwords are not part of it."""

    name: str = declare("text", N_("Full name"), "", required=True, max=80, sorts_by="sort_key", aliases=("姓名", "sales_agent"))
    account: str = declare(
        "text", N_("Account"), "", max=80, help=N_("What the person types to sign in; made from the name if you leave it blank."),
        aliases=("login", "用户名", "账号"),
    )  # fmt: skip
    mail: str | None = declare("mail", N_("Mail"), aliases=("email", "邮箱"))
    phone: str | None = declare("phone", N_("Phone"), aliases=("mobile", "手机", "手机号码", "电话"))
    title: str | None = declare("text", N_("Job title"), max=80, aliases=("position", "职位", "岗位"))
    department_id: int | None = declare(
        "department", N_("Department"), shown="department_name", aliases=("部门", "所属部门", "team", "office", "regional_office")
    )  # fmt: skip
    position_id: int | None = declare("reference", N_("Job position"), target="position", shown="position_name", aliases=("岗位名称",))
    roles: list[int] = declare("roles", N_("Roles"), aliases=("role", "角色"))
    state: str = declare("choice", N_("State"), "active", required=True, options=STATES, aliases=("状态",))
    language: str = declare("choice", N_("Language"), "zh", required=True, options=LANGUAGES)
    timezone: str = declare("text", N_("Time zone"), "Asia/Shanghai", required=True, max=60, check=known_timezone)


@draft
class User(UserDraft, Custom, Record):
    """A user as the database has it."""

    position_name: str | None = None
    theme: str = "auto"
    density: str = "comfortable"

    @property
    def is_active(self) -> bool:
        return self.state == "active"


MODULE = Module(
    name="user",
    area="platform",
    label=N_("User"),
    plural=N_("Users"),
    icon="user",
    path="/users",
    draft=UserDraft,
    row=User,
    columns=("name", "account", "department_id", "title", "roles", "mail", "state", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "account", "mail", "phone", "title", "position_id", "department_id", "roles", "state")),
        Section(N_("Preferences"), ("language", "timezone"), folded=True),
    ),
    subtitle=lambda row: " · ".join(part for part in (row.title or row.position_name, row.department_name) if part),
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("department_id", "position_id", "state"),
    searched=("name", "account", "mail", "phone", "title"),
    keys=("account", "mail", "name"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    mass=("department_id", "position_id", "state"),
    description=N_("The people who work with this program."),
    table_name="app_user",
)
