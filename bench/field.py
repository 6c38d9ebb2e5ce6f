"""What a filter on an added field costs beside one on a column of its own, on a database that has customers in it."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import data, store
from bench.clock import Line, side_by_side, table
from crm.container import Container
from crm.current import acting
from crm.domain.customer.account import STAGES
from crm.domain.kit.filter import Query, parse_address
from crm.domain.kit.plain import dumps
from tests.kit import postgres

HERE = Path(__file__).parent
LIMIT = 2.0
QUICK = 0.004  # seconds: what is answered within that is quick enough, whatever it is held against
NUMBER, SEVERAL = "x_bench", "x_bench_several"
CHOICES = dumps([{"value": f"c{at}", "zh": f"选{at}", "en": "", "tone": ""} for at in range(4)])
SPREAD = {"c": 4, "h": 100, "t": 300, "r": 1000}  # each record has one value of so many
LISTED = ", ".join(f"'{letter}' || (id % {many})" for letter, many in SPREAD.items())
FILL = {
    "sqlite": f"custom = json_object('{NUMBER}', id % 1000, '{SEVERAL}', json_array({LISTED})), tags = json_array('g' || (id % 300))",
    "postgresql": f"custom = jsonb_build_object('{NUMBER}', id % 1000, '{SEVERAL}', jsonb_build_array({LISTED})),"
    " tags = jsonb_build_array('g' || (id % 300))",
}
COPY = "employees = id % 1000, province = 'h' || (id % 100), district = 't' || (id % 300), legal_person = '有'"
COPIES = ("employees", "province", "district", "legal_person")


def prepared(container: Container, actor: Any) -> None:
    """An added number with an index, and a field of several choices; the same values in columns with an index like the number's."""
    fields, db = container.platform.field(), container.db()
    with acting(actor=actor, fields=fields.latest()):
        if NUMBER in {row.name for row in fields.of_module("account")}:
            return
        for kind, name, more in (("number", NUMBER, {}), ("choices", SEVERAL, {"choices": CHOICES})):
            raw = {"module": "account", "kind": kind, "label_zh": f"基准 {name}", "name": name, "indexed": "yes", **more}
            fields.create(fields.module.draft.parse(raw))
        with db.transaction() as work:
            if db.dialect == "postgresql":
                work.cursor.execute("SET LOCAL statement_timeout = 0")
            work.cursor.execute(f"UPDATE account SET {FILL[db.dialect]}, {COPY}")
            work.cursor.execute("INSERT INTO tagging (module, tag, record_id) SELECT 'account', 'g' || (id % 300), id FROM account")
            for letter, many in SPREAD.items():
                kept = f"'account', '{SEVERAL}', '{letter}' || (id % {many}), id"
                work.cursor.execute(f"INSERT INTO field_choice (module, field, value, record_id) SELECT {kept} FROM account")
            for name in COPIES:
                work.cursor.execute(f"CREATE INDEX bench_{name} ON account ({name}, id)")
    with acting(actor=actor, fields=fields.latest()):
        container.platform.field_tend().index()
        _settled(db)


def _settled(db: Any) -> None:
    """What the database does by itself a while after so much was written."""
    if db.dialect == "sqlite":
        with db.transaction() as work:
            work.cursor.execute("ANALYZE")
        return
    connection = db.engine.raw_connection()
    try:
        connection.dbapi_connection.autocommit = True
        connection.dbapi_connection.execute("SET statement_timeout = 0")
        connection.dbapi_connection.execute("VACUUM (ANALYZE) account, field_choice, tagging")
    finally:
        connection.invalidate()
        connection.close()


def filters(container: Container, actor: Any) -> list[Line]:
    """A page of one value, a page of a range, and a count; the field against the column."""
    prepared(container, actor)
    service, dialect = container.customer.account(), container.db().dialect
    lines = []
    with acting(actor=actor, fields=container.platform.field().latest()):
        for title, condition, read in (
            ("a page of one value", "is:77", service.page),
            ("a page of a range", "between:500,510", service.page),
            ("a count", "is:77", service.count),
        ):
            field, column = (Query(parse_address(service.module, [f"{name}:{condition}"])) for name in (NUMBER, "employees"))
            seconds, floor = side_by_side(partial(read, field), partial(read, column))
            lines.append(Line(f"filter on an added field: {title}, {dialect}", seconds, floor, LIMIT))
    return lines


def several(container: Container, actor: Any, rounds: int = 40) -> list[Line]:
    """A field of several choices and the tags, against columns with the same values, for whoever sees all and whoever sees a part."""
    prepared(container, actor)
    fields, users, service, dialect = (
        container.platform.field(),
        container.platform.user(),
        container.customer.account(),
        container.db().dialect,
    )
    with acting(actor=actor):
        part = users.actor(users.find_one("sales0").id)
    lines = []
    for reader, whose in ((actor, ""), (part, ", who sees a department")):
        with acting(actor=reader, fields=fields.latest()):
            for title, asked, same, verb in _asked():
                read = getattr(service, verb)
                field, columns = (Query(parse_address(service.module, texts)) for texts in ([asked], same))
                seconds, floor = side_by_side(partial(read, field), partial(read, columns), rounds, inner=5)
                name = f"filter on a field of several choices: a {verb} {title}{whose}, {dialect}"
                lines.append(Line(name, seconds, max(floor, QUICK / LIMIT if "empty" in asked else 0), LIMIT))
    return lines


def _asked() -> Iterator[tuple[str, str, list[str], str]]:
    """What is asked of the field, the same of columns, and whether a page or a count."""
    one, two = (stage.value for stage in STAGES[1:3])
    for verb in ("page", "count"):
        yield "of a common value", f"{SEVERAL}:any:c1", [f"stage:any:{one}"], verb
        yield "of any of two", f"{SEVERAL}:any:c1,c2", [f"stage:any:{one},{two}"], verb
        yield "without one", f"{SEVERAL}:none:c1", [f"stage:none:{one}"], verb
        yield "of one of a hundred", f"{SEVERAL}:any:h7", ["province:is:h7"], verb
        yield "of one of three hundred", f"{SEVERAL}:any:t7", ["district:is:t7"], verb
        yield "of a tag of one of three hundred", "tags:any:g7", ["district:is:t7"], verb
        yield "of one of a thousand", f"{SEVERAL}:any:r77", ["employees:is:77"], verb
        yield "of all of two", f"{SEVERAL}:all:c1,r77", [f"stage:any:{one}", "employees:is:77"], verb
        yield "of a value that nobody has", f"{SEVERAL}:any:c9", ["city:is:c9"], verb
        yield "of nobody who is empty", f"{SEVERAL}:empty", ["legal_person:empty"], verb
        yield "of nobody without a tag", "tags:empty", ["legal_person:empty"], verb
        yield "of everybody who is not empty", f"{SEVERAL}:filled", ["legal_person:filled"], verb


SEALED_LIMIT = 1.5
TEXTS = ("x_bench_a", "x_bench_b")


def sealed(container: Container, actor: Any) -> list[Line]:
    """Writing and reading a record with two encrypted fields, against the same with two plain ones."""
    fields, lines = container.platform.field(), []
    with acting(actor=actor, fields=fields.latest()):
        known = {row.name for row in fields.of_module("account")}
        for name in (*(f"{one}_sealed" for one in TEXTS), *TEXTS):
            if name not in known:
                shut = "yes" if name.endswith("_sealed") else "no"
                raw = {"module": "account", "kind": "text", "label_zh": name, "name": name, "encrypted": shut}
                fields.create(fields.module.draft.parse(raw))
    accounts = container.customer.account()
    with acting(actor=actor, fields=fields.latest()):
        draft = accounts.module.draft
        shut, plain = ([f"{one}{end}" for one in TEXTS] for end in ("_sealed", ""))
        ids = [accounts.create(draft.parse({"name": "基准", **dict.fromkeys(names, "6217000010001234567")})).id for names in (shut, plain)]
        count = iter(range(10**9))
        changes = [partial(_change, accounts, id, names, count) for id, names in zip(ids, (shut, plain), strict=True)]
        reads = [partial(_read, accounts, id, names) for id, names in zip(ids, (shut, plain), strict=True)]
        for title, (one, other), inner in (("a write", changes, 5), ("a read", reads, 20)):
            seconds, floor = side_by_side(one, other, inner=inner)
            lines.append(Line(f"two encrypted fields: {title}, {container.db().dialect}", seconds, floor, SEALED_LIMIT))
    return lines


def _change(accounts: Any, id: int, names: list[str], count: Any) -> None:
    accounts.change(id, dict.fromkeys(names, f"6217 {next(count)}"))


def _read(accounts: Any, id: int, names: list[str]) -> None:
    row = accounts.get(id)
    for name in names:
        getattr(row, name)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.field")
    options.add_argument("--size", type=int, default=1_000_000)
    options.add_argument("--engines", default="sqlite,postgresql")
    options.add_argument("--keep", help="a folder in which the databases stay for the next run (PostgreSQL: as long as its server runs)")
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as scratch:
        postgres.begin_session()
        for engine in given.engines.split(","):
            container, _, _ = store.prepared("customers", engine, given.size, Path(given.keep or scratch), partial(filled, size=given.size))
            lines += filters(container, data.SYSTEM) + several(container, data.SYSTEM, given.rounds)
    load = f"at {given.size:,} customers on {os.cpu_count()} cores with a load of {os.getloadavg()[2]:.1f}"
    print(text := f"Measured {load}.\n\n{table(lines)}")
    (HERE / "field.md").write_text(text + "\n")


def filled(container: Container, size: int) -> None:
    data.organise(container)
    data.fill(container, size)


if __name__ == "__main__":
    main()
