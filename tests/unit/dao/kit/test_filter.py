"""The filter as SQL: no value in its text, the same records on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import current
from crm.container import build
from crm.dao.kit.driver import DRIVERS
from crm.dao.kit.filter import compile_filter
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import MODULE as ACTIVITY
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.filter import MEASURED, MEASURES, Condition, Group, Measure, Query, Related, links, parse_address, parse_tree
from crm.domain.kit.span import PERIODS, Relative, days
from crm.domain.platform.user import MODULE as USER
from crm.errors import Invalid
from crm.settings import load
from tests.kit import company, databases, filter_model

NOW = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)  # 22 November, 1:30 in the morning, in Shanghai
NAMES = ["北京云帆科技", "100%纯果汁", "a_b 贸易", "O'Brien \\ Söhne", "Ärzte “A”", "张三"]


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Iterator[dict[str, Any]]:
    """The same company with the same records on both databases."""
    settings_ = load("test", {}, app={"data": tmp_path_factory.mktemp("data")}, secret="a secret of the tests")
    engines = {name: engine() for name, engine in databases.ENGINES.items()}
    made = {name: company.found(build(settings_, next(engine))) for name, engine in engines.items()}
    for one in made.values():
        furnish(one)
    yield made
    for engine in engines.values():
        list(engine)


def furnish(found: company.Company) -> None:
    container = found.container
    for n, name in enumerate(NAMES):
        with found.acting(("wang", "zhao", "chen")[n % 3], clock=NOW - timedelta(days=n * 9, hours=n)):
            raw = {"name": name, "grade": ("A", "B", "")[n % 3], "city": ("北京", "", "上海")[n % 3], "employees": ("", "15", "200")[n % 3]}
            raw |= {
                "tags": ("VIP, 展会", "VIP", "")[n % 3],
                "next_follow_at": ("", f"+{n}d", f"-{n}d")[n % 3],
                "revenue": ("1.5", "", "-3")[n % 3],
            }
            account = container.customer.account().create(AccountDraft.parse(raw))
            raw = {"name": f"联系人{n}", "account_id": account.id, "phones": ["13800138000", "010-62345678"][: n % 3], "weight": n * 10}
            container.customer.contact().create(ContactDraft.parse(raw))
            raw = {"name": f"电话{n}", "kind": ("call", "note")[n % 2], "subject_module": "account", "subject_id": account.id}
            container.customer.activity().create(ActivityDraft.parse(raw))


SERVICES = {"account": "account", "contact": "contact", "activity": "activity"}


def found(one: company.Company, module: Any, filter: Group, account: str = "lilei") -> list[str]:
    area = getattr(one.container, module.area)
    with one.acting(account, clock=NOW):
        return sorted(row.name for row in getattr(area, module.name)().page(Query(filter=filter, size=200)))


TEXTS = st.sampled_from(["京", "%", "_", "'", "\\", "ä", "A", "100%", "张三", "--", ":x", "不存在"])
DAYS = st.sampled_from(["today", "-9d", "+1w", "-1m", "2026-11-21", "2026-11-22", "2026-10-01", "1999-01-01"])
OF_KIND = {
    "text": TEXTS,
    "long": TEXTS,
    "phone": st.just("+8613800138000"),
    "phones": st.sampled_from(["+8613800138000", "1"]),
    "mail": st.just("a@example.com"),
    "mails": TEXTS,
    "link": st.just("https://example.com"),
    "number": st.sampled_from([1.5, -3, 0]),
    "integer": st.sampled_from([0, 15, 30, 200]),
    "date": DAYS,
    "datetime": DAYS,
    "reference": st.integers(1, 60),
    "user": st.sampled_from(["me", "team", 1, 12, 13]),
    "department": st.sampled_from(["mine", 1, 3, 4]),
    "tags": st.sampled_from(["VIP", "展会", "'"]),
    "yesno": st.booleans(),
    "roles": st.integers(1, 12),
}


@st.composite
def conditions(draw, module):
    field = draw(st.sampled_from([f for f in module.fields.values() if f.kind_name in OF_KIND or f.options]))
    operator = draw(st.sampled_from(field.kind.operators))
    one = st.sampled_from([option.value for option in field.options]) if field.options else OF_KIND[field.kind_name]
    if operator in ("any", "none", "all"):
        value: Any = draw(st.lists(one, max_size=3))
    elif operator == "between":
        value = draw(st.lists(one, min_size=2, max_size=2))
    elif operator in ("this", "previous", "coming"):
        value = draw(st.sampled_from(PERIODS))
    else:
        value = draw(st.integers(1, 40) if operator in ("last", "next") else one)
    return {"field": field.name, "operator": operator, "value": value}


BY_NAME = {module.name: module for module in (ACCOUNT, CONTACT, ACTIVITY, USER)}


@st.composite
def relations(draw, module):
    """A condition on related records: whether there are some, how many, or what they add up to."""
    link = draw(st.sampled_from([link for link in links(module).values() if link.module in BY_NAME]))
    other = BY_NAME[link.module]
    raw = {"relation": link.name, "where": {draw(st.sampled_from(["all", "any"])): draw(st.lists(conditions(other), max_size=2))}}
    numbers = [field.name for field in other.fields.values() if field.kind.number]
    measure = draw(st.sampled_from(("exists", *(() if link.own else ("count", *(MEASURES if numbers else ()))))))
    if measure == "exists":
        return raw | {"exists": draw(st.booleans())}
    operator = draw(st.sampled_from(MEASURED))
    value = st.sampled_from([0, 1, 2, 15])
    of = {} if measure == "count" else {"of": draw(st.sampled_from(numbers))}
    return (
        raw
        | of
        | {"measure": measure, "operator": operator, "value": draw(st.tuples(value, value).map(list) if operator == "between" else value)}
    )


@st.composite
def trees(draw, module=None):
    module = module or draw(st.sampled_from([ACCOUNT, CONTACT, ACTIVITY, USER]))
    part = st.one_of(conditions(module), conditions(module), relations(module))
    inner = st.builds(lambda word, parts: {word: parts}, st.sampled_from(["all", "any"]), st.lists(part, min_size=1, max_size=3))
    tree = draw(st.builds(lambda word, parts: {word: parts}, st.sampled_from(["all", "any"]), st.lists(part | inner, max_size=3)))
    return module, tree


def visible(one: company.Company, account: str) -> dict[str, list[Any]]:
    """Every row that the reader may see, by module."""
    with one.acting(account, clock=NOW):
        return {
            name: getattr(getattr(one.container, module.area), name)().page(Query(size=200)) if current.actor().may(f"{name}.view") else []
            for name, module in BY_NAME.items()
        }


@settings(max_examples=200, deadline=None)
@given(drawn=trees(), account=st.sampled_from(["lilei", "han", "wang"]))
def test_any_filter_finds_on_both_databases_what_it_means(both, drawn, account):
    module, tree = drawn
    for one in both.values():
        rows = visible(one, account)
        with one.acting(account, clock=NOW):
            try:
                parsed = parse_tree(module, tree)
            except Invalid:
                return
            filter_model.TEAM[current.actor().id] = [row.id for row in rows["user"] if row.department_id in current.actor().grants.below]
            expected = sorted(row.name for row in rows[module.name] if filter_model.holds(parsed, module, row, rows))
        assert found(one, module, parsed, account) == expected


TREE = Group(
    (
        Condition("name", "contains", "甲"),
        Condition("name", "is_not", "乙"),
        Condition("tags", "all", ("丙", "丁")),
        Condition("grade", "none", ("A",)),
        Condition("employees", "between", (3, 4)),
        Condition("birthday", "on", date(2026, 1, 2)),
        Condition("owner_id", "any", ("me", "team", 5)),
        Condition("name", "lacks", "丙"),
        Condition("name", "ends", "丁"),
        Related("contacts", False, Group((Condition("phones", "any", ("1",)), Condition("mails", "all", ("x", "y"))), any=True)),
        Related("contacts", True, Group((Condition("name", "contains", "戊"),)), Measure("sum", "weight", "above", 3)),
    )
)


def with_values(part: Any, text: str, number: int) -> Any:
    """The same tree over other values."""
    if isinstance(part, Group):
        return Group(tuple(with_values(inner, text, number) for inner in part.parts), part.any)
    if isinstance(part, Related):
        asked = part.measure and Measure(part.measure.name, part.measure.of, part.measure.operator, number)
        return Related(part.relation, part.exists, with_values(part.where, text, number), asked)
    if isinstance(part.value, tuple):
        return Condition(
            part.field, part.operator, tuple(number if isinstance(v, int) else v if v in ("me", "team") else text for v in part.value)
        )
    return Condition(part.field, part.operator, text if isinstance(part.value, str) else part.value)


@pytest.mark.parametrize("dialect", DRIVERS)
@given(text=st.text(max_size=30), number=st.integers(0, 10**9), words=st.text(min_size=1, max_size=20))
def test_the_text_of_the_sql_depends_on_no_value(dialect, text, number, words):
    values: dict[str, Any] = {}
    sql = compile_filter(with_values(TREE, text, number), "", ACCOUNT, "a", values, dialect)
    assert sql == compile_filter(TREE, "", ACCOUNT, "a", {}, dialect)
    searched = compile_filter(Group(), words, ACCOUNT, "a", {}, dialect)
    assert searched in (compile_filter(Group(), "张三", ACCOUNT, "a", {}, dialect), "FALSE")


def test_a_relation_counts_only_records_that_the_reader_may_see(both):
    """Han made no call; whether others did is not hers to learn from a filter."""
    tree = parse_tree(ACCOUNT, {"all": [{"relation": "contacts", "exists": True}]})
    for one in both.values():
        assert len(found(one, ACCOUNT, tree)) == 6
        assert len(found(one, ACCOUNT, tree, "wang")) == 2


def test_my_team_are_the_people_of_my_departments(both):
    for one in both.values():
        assert len(found(one, ACCOUNT, parse_address(ACCOUNT, ["owner_id:any:team"]), "han")) == 6
        assert found(one, ACCOUNT, parse_address(ACCOUNT, ["owner_id:none:team"]), "han") == []
        assert len(found(one, ACCOUNT, parse_address(ACCOUNT, ["owner_id:any:team,me"]), "wang")) == 2


def test_users_are_found_by_their_roles(both):
    for one in both.values():
        role = one.roles["salesperson"]
        assert found(one, USER, parse_address(USER, [f"roles:any:{role}"])) == ["王强", "赵敏", "陈静"] or found(
            one, USER, parse_address(USER, [f"roles:any:{role}"])
        ) == sorted(["王强", "赵敏", "陈静"])


def test_a_day_begins_at_the_reader_s_midnight(both):
    """The first record was made at 1:30 on 22 November in Shanghai, which is 21 November in UTC."""
    for one in both.values():
        assert found(one, ACCOUNT, parse_address(ACCOUNT, ["created_at:on:2026-11-22"])) == [NAMES[0]]
        assert found(one, ACCOUNT, parse_address(ACCOUNT, ["created_at:on:2026-11-21"])) == []


@pytest.mark.parametrize(
    ("operator", "value", "span"),
    [
        ("on", date(2026, 2, 28), (date(2026, 2, 28), date(2026, 3, 1))),
        ("before", date(2026, 3, 1), (None, date(2026, 3, 1))),
        ("after", date(2026, 2, 28), (date(2026, 3, 1), None)),
        ("between", (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 1, 1), date(2026, 2, 1))),
        ("last", 1, (date(2026, 11, 21), date(2026, 11, 22))),
        ("last", 7, (date(2026, 11, 15), date(2026, 11, 22))),
        ("next", 7, (date(2026, 11, 21), date(2026, 11, 28))),
        ("this", "day", (date(2026, 11, 21), date(2026, 11, 22))),
        ("this", "week", (date(2026, 11, 16), date(2026, 11, 23))),
        ("this", "month", (date(2026, 11, 1), date(2026, 12, 1))),
        ("this", "quarter", (date(2026, 10, 1), date(2027, 1, 1))),
        ("this", "year", (date(2026, 1, 1), date(2027, 1, 1))),
        ("previous", "day", (date(2026, 11, 20), date(2026, 11, 21))),
        ("previous", "week", (date(2026, 11, 9), date(2026, 11, 16))),
        ("previous", "quarter", (date(2026, 7, 1), date(2026, 10, 1))),
        ("coming", "month", (date(2026, 12, 1), date(2027, 1, 1))),
        ("coming", "year", (date(2027, 1, 1), date(2028, 1, 1))),
        ("before", Relative(7), (None, date(2026, 11, 28))),
        ("on", Relative(-1, "m"), (date(2026, 10, 21), date(2026, 10, 22))),
        ("between", (Relative(-1, "w"), Relative(0)), (date(2026, 11, 14), date(2026, 11, 22))),
    ],
)
def test_a_span_of_days_begins_and_ends_where_it_says(operator, value, span):
    assert days(operator, value, date(2026, 11, 21)) == span


@pytest.mark.parametrize(
    "part",
    [
        {"relation": "activities", "exists": False, "where": {"all": [{"field": "at", "operator": "last", "value": 30}]}},
        {"relation": "contacts", "where": {"all": [{"field": "title", "operator": "contains", "value": "采购"}]}},
        {"relation": "contacts", "measure": "sum", "of": "weight", "operator": "above", "value": 10},
        {"relation": "parent_id", "where": {"all": [{"field": "grade", "operator": "any", "value": ["A"]}]}},
    ],
)
def test_related_records_are_reached_by_an_index(both, part):
    for one in both.values():
        db, dao = one.container.db(), one.container.customer.account_dao()
        with one.acting("lilei", clock=NOW), db.transaction() as work:
            if db.dialect == "postgresql":
                work.cursor.execute("SET LOCAL enable_seqscan = off")
            values: dict[str, Any] = {"query": Query(parse_tree(ACCOUNT, {"all": [part]})), "size": 51, "module": ACCOUNT}
            compiled = db._compile(dao.mapper.statement("page", db.dialect), values)
            explain = "EXPLAIN QUERY PLAN" if db.dialect == "sqlite" else "EXPLAIN"
            work.cursor.execute(f"{explain} {compiled.sql}", compiled.bind(values, db.driver.value_in, db.driver.list_in))
            plan = "\n".join(str(line[-1]) for line in work.cursor.fetchall())
        assert "Seq Scan" not in plan, plan
        inner = [line for line in plan.splitlines() if line.strip().startswith(("SCAN", "SEARCH"))]
        assert db.dialect == "postgresql" or sum(line.strip().startswith("SCAN") for line in inner) == 1, plan
