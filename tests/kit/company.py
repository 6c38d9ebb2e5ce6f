"""A small company that tests are told with: its departments, people and roles.

总部 (headquarters)           李雷  Li Lei      administrator
├── 销售部 (sales)            韩梅梅 Han Meimei  sales manager: department and below
│   ├── 华东组 (east)         王强  Wang Qiang   salesperson: own records
│   │                        赵敏  Zhao Min     salesperson: own records
│   └── 华南组 (south)        陈静  Chen Jing    salesperson: own records
└── 财务部 (finance)          孙丽  Sun Li       auditor: reads everything, writes nothing
"""

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from crm.container import Container
from crm.current import Actor, acting
from crm.dao.kit.database import Database
from crm.domain.kit.access import Grants, Scope
from crm.domain.kit.module import modules
from crm.domain.platform.role import known_permissions
from tests.kit.databases import remember, sweeper

SYSTEM = Actor(0, "system", grants=Grants(everything=True), language="en")
PASSWORD = "correct horse battery"


@dataclass
class Company:
    """The people by their account; `acting("wang")` is Wang Qiang at work."""

    container: Container
    users: dict[str, int]
    departments: dict[str, int]
    roles: dict[str, int]

    def actor(self, account: str) -> Actor:
        found = self.container.platform.user().actor(self.users[account])
        assert found
        return found

    def acting(self, account: str, **more: Any) -> Any:
        return acting(actor=self.actor(account), language="en", fields=self.container.platform.field().latest(), **more)


def found(container: Container) -> Company:
    """Found the company in an empty database."""
    with acting(actor=SYSTEM):
        departments = _departments(container)
        roles = _roles(container)
        users = _users(container, departments, roles)
    return Company(container, users, departments, roles)


_kept: dict[str, Any] = {}  # by engine: the company of this process, and of SQLite the database with it


def settled(container: Container) -> Company:
    """The same company in another empty database, copied from the first: founding it takes half a second."""
    db = container.db()
    (_settled_sqlite if db.dialect == "sqlite" else _settled_postgresql)(container, db)
    kept = _kept[db.dialect]
    return replace(kept, container=container, users=dict(kept.users), departments=dict(kept.departments), roles=dict(kept.roles))


def _settled_sqlite(container: Container, db: Database) -> None:
    connection = db.engine.raw_connection()
    if "sqlite" in _kept:
        _kept["copy"].backup(connection.dbapi_connection)
    else:
        _kept["sqlite"], _kept["copy"] = found(container), sqlite3.connect(":memory:", check_same_thread=False)
        connection.dbapi_connection.backup(_kept["copy"])  # type: ignore[union-attr]
    connection.close()


def _settled_postgresql(container: Container, db: Database) -> None:
    cursor = sweeper()
    if "postgresql" in _kept:
        cursor.execute("SELECT kept.settled()")
        return
    _kept["postgresql"] = found(container)
    copied = []
    for table, columns in cursor.execute(COLUMNS).fetchall():
        cursor.execute(f"CREATE TABLE kept.{table} AS SELECT {columns} FROM public.{table}")
        if cursor.rowcount:
            copied += [f"DELETE FROM public.{table}", f"INSERT INTO public.{table} ({columns}) SELECT {columns} FROM kept.{table}"]
    cursor.execute(f"CREATE TABLE kept.counter AS {COUNTERS}")
    remember(cursor, "settled", *copied, "PERFORM setval(format('public.%I', sequencename)::regclass, last_value) FROM kept.counter")


COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
COLUMNS = """
SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ')
  FROM information_schema.columns c
 WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' AND c.table_name <> 'migration'
   AND c.table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')
 GROUP BY c.table_name
"""


def _departments(container: Container) -> dict[str, int]:
    made: dict[str, int] = {}
    service = container.platform.department()
    for key, name, above in (
        ("hq", "总部", ""),
        ("sales", "销售部", "hq"),
        ("east", "华东组", "sales"),
        ("south", "华南组", "sales"),
        ("finance", "财务部", "hq"),
    ):
        made[key] = service.create(service.module.draft.parse({"name": name, "parent_id": made.get(above)})).id
    return made


def _roles(container: Container) -> dict[str, int]:
    known = known_permissions(modules())
    described = modules()
    daily = {name for name, module in described.items() if module.area in ("customer", "sales") or name in ("file", "share")}
    customer = [name for name in known if name.split(".")[0] in daily]
    read = {name: Scope.ALL for name in customer if name.endswith(".view") and not known[name]}  # they know no owners
    work = dict.fromkeys(customer, Scope.OWN) | read | {"user.view": Scope.ALL, "department.view": Scope.ALL}
    drafts = {
        "administrator": {"name": "管理员", "administrator": True},
        "manager": {
            "name": "销售经理",
            "grants": dict.fromkeys(customer, Scope.BELOW) | read | {"user.view": Scope.ALL, "department.view": Scope.ALL},
        },
        "salesperson": {
            "name": "销售",
            "grants": {name: scope for name, scope in work.items() if not name.endswith((".export", ".remove", ".assign"))},
        },
        "auditor": {"name": "审计", "grants": {name: Scope.ALL for name in known if name.endswith(".view")}},
    }
    service = container.platform.role()
    return {key: service.create(service.module.draft.parse(raw)).id for key, raw in drafts.items()}


def _users(container: Container, departments: dict[str, int], roles: dict[str, int]) -> dict[str, int]:
    people = (
        ("lilei", "李雷", "hq", "administrator"),
        ("han", "韩梅梅", "sales", "manager"),
        ("wang", "王强", "east", "salesperson"),
        ("zhao", "赵敏", "east", "salesperson"),
        ("chen", "陈静", "south", "salesperson"),
        ("sun", "孙丽", "finance", "auditor"),
    )
    service = container.platform.user()
    made = {}
    for account, name, department, role in people:
        raw = {
            "name": name,
            "account": account,
            "mail": f"{account}@example.com",
            "department_id": departments[department],
            "roles": [roles[role]],
        }
        made[account] = service.create(service.module.draft.parse(raw)).id
        container.platform.auth().set_password(made[account], PASSWORD)
    return made
