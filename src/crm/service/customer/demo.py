"""A demo company: its people, a year of customers, and what was done with them in the last months."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.filter import Query
from crm.domain.platform.role_ready import READY
from crm.errors import CrmError
from crm.language import Words, say
from crm.service.customer.demo_family import DemoFamily
from crm.service.customer.demo_names import PLACES, TRADES, Names, Place, latin
from crm.service.customer.demo_story import POSTS, REMARKS, TAGS, Story
from crm.service.kit.transaction import transactional
from crm.service.platform.auth import AuthService
from crm.service.platform.setup import SYSTEM, SetupService

COMPANY = "星桥软件有限公司"
ZONE = ZoneInfo("Asia/Shanghai")
DEPARTMENTS = (
    ("sales", "销售中心", "", "linjing"),
    ("east", "华东大区", "sales", "chenhao"), ("south", "华南大区", "sales", "huangjie"),
    ("north", "华北大区", "sales", "suntao"),
    ("success", "客户成功部", "", "xumeng"), ("market", "市场部", "", "songyu"), ("finance", "财务部", "", "heyan"),
)  # fmt: skip
# Account, name, title, department, ready role, and how many of the customers are theirs.
PEOPLE = (
    ("admin", "周明远", "信息部经理", "", "administrator", 0),
    ("linjing", "林静", "销售总监", "sales", "manager", 2),
    ("chenhao", "陈浩", "华东大区经理", "east", "manager", 4),
    ("wanglei", "王磊", "客户经理", "east", "salesperson", 9),
    ("zhaomin", "赵敏", "客户经理", "east", "salesperson", 9),
    ("huangjie", "黄洁", "华南大区经理", "south", "manager", 4),
    ("liangzq", "梁志强", "客户经理", "south", "salesperson", 9),
    ("suntao", "孙涛", "华北大区经理", "north", "manager", 4),
    ("liuyang", "刘洋", "客户经理", "north", "salesperson", 9),
    ("xumeng", "徐梦", "客户成功经理", "success", "agent", 0),
    ("songyu", "宋雨", "市场专员", "market", "marketer", 0),
    ("heyan", "何燕", "财务主管", "finance", "finance", 0),
)
SHOWN = ("admin", "chenhao", "wanglei")  # three roles to look at the program with
SOURCES = ("referral", "exhibition", "web", "web", "phone", "advertising", "partner")


@dataclass
class Customer:
    """A customer that is still to be written, and what belongs to it."""

    owner: str
    moment: datetime
    raw: dict[str, Any]
    contacts: list[dict[str, Any]] = field(default_factory=list)
    id: int = 0
    people: list[Any] = field(default_factory=list)  # the contacts as they were written


class DemoService:
    """Fills an empty database. The same seed and day give the same company.

    `rooms` are what other areas add once the customers stand: each has found(plan, actors, administrator).
    """

    def __init__(
        self, db: Database, records: Any, setup: SetupService, auth: AuthService, seed: int = 20, rooms: Sequence[Any] = ()
    ):  # fmt: skip
        self.db = db
        self.of = records
        self.setup = setup
        self.auth = auth
        self.random = Random(seed)
        self.rooms = rooms

    @transactional
    def found(self, customers: int, password: str, step: Callable[[int], None] = lambda n: None) -> None:
        """The whole company, or nothing. `step` hears how many customers more are done."""
        if not self.setup.needed():
            raise CrmError(Words("Only an empty database can be filled with the demo company."))
        self.now = current.now()
        self.names = Names(self.random, self.now.astimezone(ZONE).date())
        self.story = Story(self.random)
        with current.acting(actor=SYSTEM, language="zh", clock=self.now - timedelta(days=420)):
            self._people(password)
        self.actors = {account: self.of("user").actor(id) for account, id in self.users.items()}
        owners = [account for account, *_, weight in PEOPLE for _ in range(weight)]
        plan = [self._customer(self.random.choice(owners)) for _ in range(customers)]
        self._write(plan, step)
        for room in (DemoFamily(self.of, self.random), *self.rooms):
            room.found(plan, self.actors, PEOPLE[0][0])

    # The people --------------------------------------------------------------

    def _people(self, password: str) -> None:
        account, name, title, *_ = PEOPLE[0]
        boss = self.setup.found(COMPANY, name, account, password, check=False)
        self.of("user").change(boss, {"title": title})
        self.users = {account: boss}
        service = self.of("department")
        top = self.of("user").get(boss).department_id
        departments = {"": top}
        for key, name, above, _ in DEPARTMENTS:
            departments[key] = service.create(service.module.draft.parse({"name": name, "parent_id": departments[above]})).id
        roles = {role.name: role.id for role in self.of("role").page(Query())}
        users = self.of("user")
        for account, name, title, department, role, _ in PEOPLE[1:]:
            raw = {
                "account": account, "name": name, "title": title, "department_id": departments[department],
                "mail": f"{account}@xingqiao.example.com", "phone": self.names.mobile(), "roles": [roles[say(READY[role][0])]],
            }  # fmt: skip
            self.users[account] = users.create(users.module.draft.parse(raw)).id
            self.auth.set_password(self.users[account], password)
        for key, _, _, manager in DEPARTMENTS:
            service.change(departments[key], {"manager_id": self.users[manager]})
        self.regions = {account: department for account, _, _, department, *_ in PEOPLE}

    # What will be written ----------------------------------------------------

    def _customer(self, owner: str) -> Customer:
        pick, chance = self.random.choice, self.random.random
        place = pick(PLACES.get(self.regions[owner]) or pick(list(PLACES.values())))
        days = self.random.randrange(1, 110) if chance() < 0.45 else self.random.randrange(110, 400)
        raw = self._person(place) if chance() < 0.18 else self._company(place)
        raw |= {
            "source": pick(SOURCES),
            "grade": self.random.choices("ABCD", (12, 28, 40, 20))[0],
            "stage": self.random.choices(("acquire", "grow", "keep", None), (30, 30, 35, 5))[0],
            "tags": self.random.sample(TAGS, pick((0, 0, 1, 1, 2, 3))),
        }
        if chance() < 0.35:
            raw["remark"] = pick(REMARKS)
        if chance() < 0.6:
            raw["next_follow_at"] = self.names.today + timedelta(days=self.random.randrange(-5, 21))
        made = Customer(owner, self._moment(days), raw)
        if raw["kind"] == "company":
            made.contacts = [
                self._contact(raw["website"].split("www.")[1], *post) for post in self.random.sample(POSTS, pick((1, 2, 2, 3)))
            ]
        return made

    def _company(self, place: Place) -> dict[str, Any]:
        industry = self.random.choice(list(TRADES))
        name, short = self.names.company(place, industry)
        return self.names.address(place) | {
            "name": name, "kind": "company", "industry": industry, "phone": self.names.landline(place),
            "mail": f"contact@{short}.example.com", "website": f"https://www.{short}.example.com",
            "tax_id": self.names.credit_code(place), "legal_person": self.names.person()[0],
            "employees": self.random.choice((12, 25, 40, 60, 85, 130, 220, 380, 650)),
            "founded": self.random.randrange(1996, 2024), "revenue": self.random.randrange(300, 90_000) / 100,
        }  # fmt: skip

    def _person(self, place: Place) -> dict[str, Any]:
        name, gender = self.names.person()
        born = self.names.birthday()
        return self.names.address(place) | {
            "name": name, "kind": "person", "gender": gender, "birthday": born, "phone": self.names.mobile(),
            "mail": f"{latin(name)}{self.random.randrange(10, 999)}@example.com", "id_number": self.names.identity(place, born, gender),
        }  # fmt: skip

    def _contact(self, host: str, title: str, role: str, weight: int) -> dict[str, Any]:
        name, gender = self.names.person()
        born = self.names.birthday(25, 58) if self.random.random() < 0.5 else None
        wechat = f"{latin(name)}_{self.random.randrange(100, 999)}" if self.random.random() < 0.6 else None
        return {"name": name, "gender": gender, "title": title, "role": role, "weight": weight, "birthday": born, "wechat": wechat,
                "phones": [self.names.mobile()], "mails": [f"{latin(name)}@{host}"]}  # fmt: skip

    def _moment(self, days: int) -> datetime:
        """A working hour so many days ago, or in so many days; weekends mostly move to the Friday before."""
        day = self.names.today - timedelta(days=days)
        if day.weekday() > 4 and self.random.random() < 0.9 and days > 0:
            day -= timedelta(days=day.weekday() - 4)
        local = datetime.combine(day, time(self.random.randrange(9, 18), self.random.randrange(0, 60, 5)), ZONE)
        return min(local.astimezone(UTC), self.now) if days > 0 else local.astimezone(UTC)

    def _activities(self, customer: Customer) -> list[dict[str, Any]]:
        """Contacts in their order, a task that was done, a task that is still open."""
        person = customer.raw["kind"] == "person"
        who = customer.raw["name"] if person else customer.contacts[0]["name"]
        oldest = min(120, max((self.now - customer.moment).days, 1))
        many = self.random.choices(range(9), (5, 6, 10, 13, 16, 17, 15, 10, 8))[0]
        steps = self.story.steps(person, many) if many else []
        days = sorted((self.random.randrange(0, oldest) for _ in steps), reverse=True)
        found = [
            {"kind": kind, "name": subject, "body": text.replace("{who}", who), "at": max(self._moment(max(day, 1)), customer.moment)}
            for (kind, subject, text), day in zip(steps, days, strict=True)
        ]
        if self.random.random() < 0.3:
            found.append(self._open_task(who, customer.moment))
        if oldest > 10 and self.random.random() < 0.3:
            due = self._moment(self.random.randrange(2, oldest))
            task = {"kind": "task", "name": self.story.task().replace("{who}", who), "due_at": due, "done_at": due}
            result = self.story.result().replace("{who}", who)
            found.append(task | {"at": max(due - timedelta(days=3), customer.moment), "result": result})
        return found

    def _open_task(self, who: str, since: datetime) -> dict[str, Any]:
        """Due around today: some are late, some come up in the next days."""
        due = max(self._moment(self.random.choice((6, 4, 3, 2, 1, 1, 0, 0, 0, -1, -1, -2, -2, -3, -4, -5, -7, -9))), since)
        at = max(min(due, self.now) - timedelta(days=self.random.randrange(1, 8)), since)  # never before the customer was there
        return {"kind": "task", "name": self.story.task().replace("{who}", who), "at": min(at, self.now), "due_at": due}

    # Writing, day by day ------------------------------------------------------

    def _write(self, plan: list[Customer], step: Callable[[int], None]) -> None:
        """In the order in which it happened, so that ids, history and journal tell the same story."""
        new, later = defaultdict(list), defaultdict(list)
        for customer in plan:
            new[customer.moment.date(), customer.owner].append(customer)
            for raw in self._activities(customer):
                later[min(raw["at"], self.now).date(), customer.owner].append((customer, raw))
        for key in sorted({*new, *later}):
            with current.acting(actor=self.actors[key[1]], language="zh", source="form", clock=self._evening(new[key], later[key])):
                if new[key]:
                    self._write_customers(new[key])
                if later[key]:
                    self._insert(
                        "activity",
                        [(raw | {"subject_module": "account", "subject_id": c.id, "account_id": c.id}, raw["at"]) for c, raw in later[key]],
                    )
            step(len(new[key]))

    @staticmethod
    def _evening(new: list[Customer], later: list[tuple[Customer, dict[str, Any]]]) -> datetime:
        return max([customer.moment for customer in new] + [raw["at"] for _, raw in later])

    def _write_customers(self, customers: list[Customer]) -> None:
        for customer, row in zip(customers, self._insert("account", [(c.raw, c.moment) for c in customers]), strict=True):
            customer.id = row.id
        contacts = [
            (raw | {"account_id": c.id, "city": c.raw["city"], "province": c.raw["province"]}, c.moment)
            for c in customers
            for raw in c.contacts
        ]
        by_id = {c.id: c for c in customers}
        for person in self._insert("contact", contacts) if contacts else ():
            by_id[person.account_id].people.append(person)

    def _insert(self, module: str, raws: list[tuple[dict[str, Any], datetime]]) -> list[Any]:
        service, actor = self.of(module), current.actor()
        drafts = [(service.module.draft.parse(raw), moment) for raw, moment in raws]
        whose = {"owner_id": actor.id, "department_id": actor.department_id}
        rows = [replace(service.module.row(**d.values()), created_at=at, updated_at=at, **whose) for d, at in drafts]
        rows = [replace(row, stage_at=row.created_at) if getattr(row, "stage", None) else row for row in rows]
        made = service.writer.insert(service.module, service.records, rows)
        service.written(made)
        return made  # type: ignore[no-any-return]
