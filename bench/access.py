"""What the access predicate costs: `python -m bench.access [--size 1000000] [--engines sqlite,postgresql] [--keep FOLDER]`.

The list of customers of 2,000 people in 300 departments with 100,000 shares, as it is served to people whose roles reach differently far,
each beside the same list for somebody whose role reaches everything, so that it is read without the predicate; the note says the same of
the statement alone. The table goes to bench/access.md.
"""

import argparse
import os
import random
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import data, pages, server, store
from bench.clock import Line, side_by_side, table
from crm.container import Container
from crm.current import acting
from crm.domain.kit.access import Scope
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.module import modules
from crm.domain.platform.department import Department
from crm.domain.platform.role import known_permissions
from crm.domain.platform.user import User
from crm.service.platform.department import closure
from tests.kit import postgres

HERE = Path(__file__).parent
PEOPLE, DEPARTMENTS, SHARES, RATIO = 2000, 300, 100_000, 1.5
REACHES = {"own": Scope.OWN, "department": Scope.DEPARTMENT, "below": Scope.BELOW, "all": Scope.ALL}
SORTS = ("-updated_at", "name", "created_at")
READERS = (0, 7, 14)  # of each reach, by their place among its people
FIRST = 5_000_000  # the first id of departments, then of people, then of shares


def prepared(engine: str, size: int, folder: Path) -> tuple[Container, str, str]:
    """A database with that many customers, its data folder and its address."""

    def filled(container: Container) -> None:
        organise(container)
        data.fill(container, size)
        with container.db().transaction():
            for start in range(0, SHARES, data.STEP):
                container.platform.door_dao().put_records(list(doors(start, min(start + data.STEP, SHARES), size)))
        with container.db().transaction() as work:
            work.cursor.execute("ANALYZE")

    return store.prepared("access", engine, size, folder, filled)


def organise(container: Container) -> None:
    """One department above 19, those above 280; people in all of them, of four roles in turn."""
    now, platform = data.START, container.platform
    kept = {"version": 1, "sort_key": "x", "owner_id": None, "created_at": now, "updated_at": now, "created_by": None, "updated_by": None}
    empty = dict.fromkeys(Department.__dataclass_fields__) | {"custom": {}}
    branches = [
        empty | kept | {"id": FIRST + at, "name": f"部门{at}", "parent_id": FIRST + above(at) if at else None} for at in range(DEPARTMENTS)
    ]
    with acting(actor=data.SYSTEM), container.db().transaction():
        platform.department_dao().insert(branches)
        platform.department_dao().put_tree(closure(platform.department_dao().branches()))
        names = [name for name in known_permissions(modules()) if name.startswith("account.")]
        roles = [
            platform.role().create(modules()["role"].draft.parse({"name": key, "grants": dict.fromkeys(names, int(reach))})).id
            for key, reach in REACHES.items()
        ]
        someone = vars(User(name="", account="")) | kept
        people = [
            someone | {"id": FIRST + 1000 + at, "name": f"员工{at}", "account": f"p{at}", "department_id": FIRST + at % DEPARTMENTS,
                       "roles": [roles[at // DEPARTMENTS % 4]]}
            for at in range(PEOPLE)
        ]  # fmt: skip
        platform.user_dao().insert(people)
        platform.user_dao().put_roles([{"user_id": one["id"], "role_id": one["roles"][0]} for one in people])
        for id in [person(reach, at) for reach in REACHES for at in READERS]:
            platform.auth().set_password(id, "correct horse battery")


def person(reach: str, at: int) -> int:
    return FIRST + 1000 + list(REACHES).index(reach) * DEPARTMENTS + at


def above(at: int) -> int:
    return 0 if at < 20 else 1 + at % 19


def doors(start: int, end: int, size: int) -> Iterator[dict[str, Any]]:
    """Eight of ten shares are with a person, two with a department; the first person holds three thousand."""
    for at in range(start, end):
        chance = random.Random(at)
        holder = (
            FIRST + 1000 if at < 3000
            else FIRST + 1000 + chance.randrange(PEOPLE) if at % 10 < 8
            else FIRST + 1 + chance.randrange(DEPARTMENTS - 1)
        )  # fmt: skip
        yield {
            "source_id": FIRST + 10_000 + at, "kind": "share", "module": "account", "record_id": 1_000_000 + chance.randrange(size),
            "holder_id": holder, "edits": at % 3 == 0, "ends_at": None,
        }  # fmt: skip


def measured(container: Container, where: str, url: str, size: int) -> Iterator[Line]:
    accounts, users = container.customer.account(), container.platform.user()
    with server.running("app", where, url) as (port, _):
        whole, everything = pages.Browser(port, _account(person("all", 0))), users.actor(person("all", 0))
        for reach, at in [(reach, at) for reach in REACHES if reach != "all" for at in READERS]:
            client, reader = pages.Browser(port, _account(person(reach, at))), users.actor(person(reach, at))
            assert reader
            opened = sum(len(one.values) for one in reader.grants.opened.get("account.view", ()))
            for sort in SORTS:
                query = Query(sort=parse_sort(accounts.module, sort), size=50)
                read = (partial(_read, accounts, who, query) for who in (reader, everything))
                alone = " beside ".join(f"{1000 * one:.1f}" for one in side_by_side(*read, rounds=7, inner=3))
                path = f"/accounts?sort={sort}"
                took, floor = client.served(path) / 1000, whole.served(path) / 1000
                note = f"{opened:,} shared; the statement {alone} ms"
                yield Line(f"{reach} {at}, by {sort}, {size:,}, {container.db().dialect}", took, floor, RATIO, note)


def _account(id: int) -> str:
    return f"p{id - FIRST - 1000}"


def _read(accounts: Any, reader: Any, query: Query) -> None:
    with acting(actor=reader):
        accounts.page(query)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.access")
    options.add_argument("--size", type=int, default=1_000_000)
    options.add_argument("--engines", default="sqlite,postgresql")
    options.add_argument("--keep", help="a folder in which the databases stay for the next run (PostgreSQL: as long as its server runs)")
    given = options.parse_args()
    lines: list[Line] = []
    engines = given.engines.split(",")
    with tempfile.TemporaryDirectory() as scratch:
        if "postgresql" in engines:
            postgres.begin_session()
        for engine in engines:
            container, where, url = prepared(engine, given.size, Path(given.keep or scratch))
            lines += measured(container, where, url, given.size)
    print(text := f"Measured on {os.cpu_count()} cores at a load of {os.getloadavg()[2]:.0f}.\n\n{table(lines)}")
    (HERE / "access.md").write_text(text + "\n")


if __name__ == "__main__":
    main()
