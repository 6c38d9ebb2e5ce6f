"""What a filter on an added field costs beside one on a column of its own, on a database that has customers in it."""

from functools import partial
from typing import Any

from bench.clock import Line, side_by_side
from crm.container import Container
from crm.current import acting
from crm.domain.customer.account import STAGES
from crm.domain.kit.filter import Query, parse_address
from crm.domain.kit.plain import dumps

LIMIT = 2.0
FILL = {
    "sqlite": "UPDATE account SET custom = json_set(custom, '$.x_bench', id % 1000)",
    "postgresql": "UPDATE account SET custom = jsonb_set(custom, '{x_bench}', to_jsonb(id % 1000))",
}
COPY = "UPDATE account SET employees = id % 1000"
INDEX = "CREATE INDEX IF NOT EXISTS bench_employees ON account (employees, id)"


def prepared(container: Container, actor: Any) -> None:
    """An added number with an index, and the same numbers in a column with an index like it."""
    fields, db = container.platform.field(), container.db()
    with acting(actor=actor, fields=fields.latest()):
        if "x_bench" not in {row.name for row in fields.of_module("account")}:
            raw = {"module": "account", "kind": "number", "label_zh": "基准", "name": "x_bench", "indexed": "yes"}
            fields.create(fields.module.draft.parse(raw))
            with db.transaction() as work:
                for sql in (FILL[db.dialect], COPY, INDEX):
                    work.cursor.execute(sql)
            container.platform.field_tend().index()
            with db.transaction() as work:
                work.cursor.execute("ANALYZE")


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
            field, column = (Query(parse_address(service.module, [f"{name}:{condition}"])) for name in ("x_bench", "employees"))
            seconds, floor = side_by_side(partial(read, field), partial(read, column))
            lines.append(Line(f"filter on an added field: {title}, {dialect}", seconds, floor, LIMIT))
    return lines


SEVERAL = "x_bench_several"
CHOICES = dumps([{"value": f"c{at}", "zh": f"选{at}", "en": "", "tone": ""} for at in range(4)])
SPREAD = (
    "INSERT INTO field_choice (module, field, value, record_id) SELECT 'account', 'x_bench_several', 'c' || (id % 4), id FROM account",
    "INSERT INTO field_choice (module, field, value, record_id) SELECT 'account', 'x_bench_several', 'r' || (id % 1000), id FROM account",
)


def several(container: Container, actor: Any) -> list[Line]:
    """A field of several choices, of which each record has one of four and one of a thousand, against columns with the same values."""
    prepared(container, actor)
    fields, db = container.platform.field(), container.db()
    with acting(actor=actor, fields=fields.latest()):
        if SEVERAL not in {row.name for row in fields.of_module("account")}:
            raw = {"module": "account", "kind": "choices", "label_zh": "多选", "name": SEVERAL, "choices": CHOICES}
            fields.create(fields.module.draft.parse(raw))
            with db.transaction() as work:
                for sql in (*SPREAD, "ANALYZE"):
                    work.cursor.execute(sql)
    service, (one, two) = container.customer.account(), [stage.value for stage in STAGES[1:3]]
    lines = []
    with acting(actor=actor, fields=fields.latest()):
        for title, asked, same, read in (
            ("a page of a common value", "any:c1", [f"stage:any:{one}"], service.page),
            ("a page of a rare value", "any:r77", ["employees:is:77"], service.page),
            ("a page of a value that nobody has", "any:c9", ["city:is:c9"], service.page),
            ("a page of any of two", "any:c1,c2", [f"stage:any:{one},{two}"], service.page),
            ("a page of all of two", "all:c1,r77", [f"stage:any:{one}", "employees:is:77"], service.page),
            ("a page without one", "none:c1", [f"stage:none:{one}"], service.page),
            ("a count of a common value", "any:c1", [f"stage:any:{one}"], service.count),
            ("a count of a rare value", "any:r77", ["employees:is:77"], service.count),
            ("a count without one", "none:c1", [f"stage:none:{one}"], service.count),
        ):
            field, columns = (Query(parse_address(service.module, texts)) for texts in ([f"{SEVERAL}:{asked}"], same))
            seconds, floor = side_by_side(partial(read, field), partial(read, columns), inner=5)
            lines.append(Line(f"filter on a field of several choices: {title}, {db.dialect}", seconds, floor, LIMIT))
    return lines


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
