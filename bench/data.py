"""A company of 50 people in 12 departments with n customers, written straight into the tables.

The rows are what the program itself would write, search tokens included; only the journal is left out, because
a million change sets would say nothing about lists.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from crm.container import Container
from crm.current import Actor, acting
from crm.domain.customer.account import MODULE, STAGES
from crm.domain.customer.contact import Contact
from crm.domain.kit.access import Grants, Scope
from crm.domain.kit.module import modules
from crm.domain.kit.pinyin import sort_key
from crm.domain.kit.tokens import index_tokens
from crm.domain.platform.role import known_permissions

SYSTEM = Actor(0, "system", grants=Grants(everything=True))
CITIES = ("北京", "上海", "广州", "深圳", "杭州", "南京", "成都", "武汉", "西安", "苏州", "长沙", "重庆", "青岛", "厦门")
FIRST = "云安远知明华天海金鑫盛泰宏祥瑞达通德信诚博雅锦源东方嘉禾晨星卓越"
SECOND = "帆泰航行网川味启元紫力达创联合景峰润泽康健智慧数科光电"
TRADES = ("科技", "医药", "物流", "网络", "食品", "教育", "机械", "电子", "贸易", "建材", "软件", "能源", "传媒", "农业")
FORMS = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司")
START = datetime(2024, 1, 1, tzinfo=UTC)
STEP = 20_000


def organise(container: Container) -> dict[str, int]:
    """12 departments, 50 salespeople and an administrator; gives the ids of `administrator` and `restricted`."""
    with acting(actor=SYSTEM):
        department, role, user = container.platform.department(), container.platform.role(), container.platform.user()
        top = department.create(department.module.draft.parse({"name": "总部"}))
        branches = [department.create(department.module.draft.parse({"name": f"销售{n}部", "parent_id": top.id})).id for n in range(1, 12)]
        grants = {name: Scope.DEPARTMENT for name in known_permissions(modules()) if name.startswith(("account.", "contact.", "activity."))}
        sales = role.create(role.module.draft.parse({"name": "销售", "grants": grants}))
        admin = role.create(role.module.draft.parse({"name": "管理员", "administrator": True}))
        draft = user.module.draft
        made = {"administrator": user.create(draft.parse({"name": "管理员", "account": "admin", "roles": [admin.id]})).id}
        people = [
            user.create(
                draft.parse({"name": f"销售{n}", "account": f"sales{n}", "department_id": branches[n % 11], "roles": [sales.id]})
            ).id
            for n in range(50)
        ]
        for id in (made["administrator"], people[0]):
            container.platform.auth().set_password(id, "correct horse battery")
        return made | {"restricted": people[0], "branch": branches[0]}


def owners(container: Container) -> list[tuple[int, int | None]]:
    """(user, department) of everybody but the administrator."""
    with acting(actor=SYSTEM), container.db().transaction(writes=False) as work:
        work.cursor.execute("SELECT id, department_id FROM app_user WHERE department_id IS NOT NULL ORDER BY id")
        return list(work.cursor.fetchall())


def customers(n: int, start: int, people: list[tuple[int, int | None]], seed: int = 7) -> Iterator[dict[str, Any]]:
    """n customers with ids from `start`, the same for the same seed."""
    chance = random.Random(seed + start)
    for at in range(n):
        city = chance.choice(CITIES)
        name = f"{city}{chance.choice(FIRST)}{chance.choice(SECOND)}{chance.choice(FIRST)}{chance.choice(TRADES)}{chance.choice(FORMS)}"
        owner, department = people[chance.randrange(len(people))]
        moment = START + timedelta(seconds=start + at)
        row = dict.fromkeys(MODULE.row.__dataclass_fields__)
        row |= {
            "id": start + at, "version": 1, "sort_key": sort_key(name), "name": name, "kind": "company",
            "grade": chance.choice(("A", "B", "C", "D", None)), "stage": STAGES[at % 4].value, "industry": "technology", "city": city,
            "phone": f"+86138{chance.randrange(10**8):08}", "tags": [], "owner_id": owner, "department_id": department,
            "created_at": moment, "created_by": owner, "updated_at": moment, "updated_by": owner, "touched_at": None,
            "custom": {},
        }  # fmt: skip
        yield row


def contact(customer: dict[str, Any]) -> dict[str, Any]:
    """One person of every fifth customer; every tenth of those buys."""
    number = customer["id"]
    name, title = f"{FIRST[number % len(FIRST)]}{SECOND[number % len(SECOND)]}", "采购经理" if number % 50 == 0 else "工程师"
    row = vars(Contact(name=name, title=title, account_id=number, phones=[f"+86139{number:08}"]))
    kept = ("owner_id", "department_id", "created_at", "created_by", "updated_at", "updated_by")
    return row | {key: customer[key] for key in kept} | {"id": number + 10_000_000, "version": 1, "sort_key": sort_key(name)}


def fill(container: Container, n: int) -> None:
    """Write n customers and their index entries, then let the database look at its tables."""
    db, dao, search = container.db(), container.customer.account_dao(), container.platform.search_dao()
    people, start = owners(container), 1_000_000
    for at in range(0, n, STEP):
        rows = list(customers(min(STEP, n - at), start + at, people))
        entries = [
            {
                "id": r["id"], "module": "account", "title": r["name"], "second": r["city"], "owner_id": r["owner_id"],
                "department_id": r["department_id"], "pool_id": None, "removed_at": None, "touched": 0,
                "tokens": " ".join(index_tokens([r["name"], r["phone"], r["city"]])),
            }
            for r in rows
        ]  # fmt: skip
        with acting(actor=SYSTEM), db.transaction():
            dao.insert(rows)
            search.put(entries)
            search.add_text([r["id"] for r in rows])
            container.customer.contact_dao().insert([contact(r) for r in rows if r["id"] % 5 == 0])
    with db.transaction() as work:
        work.cursor.execute("UPDATE sequence SET next = 20000000" if db.dialect == "sqlite" else "SELECT setval('record_id', 20000000)")
        work.cursor.execute("ANALYZE")
