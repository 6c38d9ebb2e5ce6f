"""Fields that an administrator adds: defined once, there everywhere, for every process."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from crm import current
from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.plain import dumps
from crm.errors import Forbidden, Invalid, Taken


@pytest.fixture
def fields(company):
    return company.container.platform.field()


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


def add(fields, **raw):
    """A new field of customers, made by whoever acts."""
    return fields.create(fields.module.draft.parse({"module": "account", "kind": "text", "label_zh": "等级", **raw}))


def make(accounts, **raw):
    return accounts.create(accounts.module.draft.parse({"name": "北京云帆", **raw}))


def test_an_added_field_is_written_read_changed_and_journalled_like_any_other(company, fields, accounts):
    with company.acting("lilei"):
        add(fields, name="x_level", label_zh="星级", label_en="Stars", kind="number")
        row = make(accounts, x_level="4")
        assert (row.x_level, row.custom) == (Decimal(4), {"x_level": 4})

        row = accounts.change(row.id, {"x_level": "5"}, row.version)

        assert row.x_level == 5
        lines = company.container.platform.journal().history("account", row.id)
        assert [(line.field, line.before, line.after) for line in lines if line.field] == [("x_level", "4", "5")]


@pytest.mark.parametrize("module", ["user", "department", "household_member"])
def test_people_departments_and_members_of_households_take_fields_too(company, fields, module):
    with company.acting("lilei"):
        add(fields, module=module, name="x_number", label_zh="编号", is_unique="yes", searched="yes")
        service = company.container.records()(module)
        if module == "household_member":
            homes = company.container.customer.household()
            home = homes.create(homes.module.draft.parse({"name": "王家"}))
            for name in ("王强", "王芳"):
                service.create(service.module.draft.parse({"household_id": home.id, "name": name}))
        one, other = service.page(Query(size=2))[:2]
        service.change(one.id, {"x_number": "A017"}, one.version)
        found = service.page(Query(parse_address(service.module, ["x_number:is:A017"])))
        assert [(row.id, row.x_number) for row in found] == [(one.id, "A017")]
        assert [hit.id for hit in company.container.platform.search().find("A017", 5, module)] == [one.id]
        with pytest.raises(Invalid, match="x_number"):
            service.change(other.id, {"x_number": "A017"}, other.version)


def test_undo_puts_an_added_value_back(company, fields, accounts):
    with company.acting("lilei"):
        add(fields, name="x_price", label_zh="价格", kind="money", currency="CNY")
        row = make(accounts, x_price="12.50")
        row = accounts.change(row.id, {"x_price": "1.2万"})
        assert (row.x_price, row.custom) == (Decimal("12000.00"), {"x_price": 1200000})
        lines = company.container.platform.journal().history("account", row.id)

        company.container.platform.undo().undo(lines[0].change_set_id)

        assert accounts.get(row.id).x_price == Decimal("12.50")


KINDS = {
    "text": ("abc", "abc", "is:abc"),
    "long": ("one\ntwo", "one\ntwo", "contains:two"),
    "number": ("7", 7, "at_least:7"),
    "money": ("12.50", Decimal("12.50"), "between:12.5,12.5"),
    "percent": ("12.5%", Decimal("12.5"), "is:12.5"),
    "date": ("2026-11-21", "2026-11-21", "on:2026-11-21"),
    "datetime": ("2026-11-21T09:30:00+08:00", "2026-11-21T01:30:00+00:00", "on:2026-11-21"),
    "time": ("下午3点", "15:00", "at_least:15:00"),
    "yesno": ("yes", True, "is:yes"),
    "choice": ("高", "high", "any:high"),
    "choices": (["高", "low"], ["high", "low"], "all:high,low"),
    "phone": ("138 0013 8000", "+8613800138000", "ends:8000"),
    "mail": ("a@example.com", "a@example.com", "starts:a@"),
    "link": ("example.com", "https://example.com", "contains:example"),
    "address": ("长安街1号", "长安街1号", "contains:长安"),
    "rich": ("<b>x</b><script>y</script>", "<b>x</b>", "contains:x"),
}
CHOICES = dumps([{"value": "high", "zh": "高", "en": "High"}, {"value": "low", "zh": "低", "en": "Low"}])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_stored_found_by_its_filter_and_sorted(company, fields, accounts, kind):
    typed, value, condition = KINDS[kind]
    with company.acting("lilei"):
        add(fields, name="x_it", kind=kind, currency="CNY", places="1" if kind == "percent" else "", choices=CHOICES)
        row = make(accounts, x_it=typed)
        other = make(accounts, name="上海别家")

        assert dumps(accounts.get(row.id).x_it) == dumps(value)
        found = accounts.page(Query(parse_address(accounts.module, [f"x_it:{condition}"])))
        assert [one.id for one in found] == [row.id]
        empty = accounts.page(Query(parse_address(accounts.module, ["x_it:empty" if kind != "yesno" else "x_it:is:no"])))
        assert [one.id for one in empty] == ([other.id] if kind != "yesno" else [other.id])
        if "x_it" in accounts.module.sorts:
            first = accounts.page(Query(sort=parse_sort(accounts.module, "x_it"), size=1))
            down = accounts.page(Query(sort=parse_sort(accounts.module, "-x_it"), size=1))
            assert (first[0].id, down[0].id) == (other.id, row.id)


def test_choices_are_found_by_a_field_that_was_away_while_its_records_were_written(company, fields, accounts):
    def found(condition: str) -> list[str]:
        return sorted(row.name for row in accounts.page(Query(parse_address(accounts.module, [condition]))))

    with company.acting("lilei"):
        away = add(fields, name="x_away", kind="choices", choices=CHOICES)
        add(fields, name="x_stays", kind="choices", choices=CHOICES)
        rows = [make(accounts, name=name, x_away=["high"], x_stays=["high"]) for name in ("甲", "乙", "丙")]
        fields.remove_all([away.id])
        change = current.last_change()
    with company.acting("lilei"):
        accounts.change(rows[0].id, {"x_stays": ["low"]})
        accounts.remove_all([rows[1].id])
    with company.acting("lilei"):
        company.container.platform.undo().undo(change)
    company.container.platform.job_runner().run_due()
    with company.acting("lilei"):
        assert found("x_away:any:high") == ["丙", "甲"] and found("x_stays:any:low") == ["甲"]


def test_several_choices_are_found_after_every_change_removal_and_undo(company, fields, accounts):
    def found(condition: str) -> list[str]:
        return sorted(row.name for row in accounts.page(Query(parse_address(accounts.module, [f"x_it:{condition}"]))))

    with company.acting("lilei"):
        add(fields, name="x_it", kind="choices", choices=CHOICES)
        first = make(accounts, name="甲", x_it=["high", "low"])
        make(accounts, name="乙", x_it=["low"])
        make(accounts, name="丙")

        assert (found("any:high,low"), found("all:high,low"), found("none:high")) == (["乙", "甲"], ["甲"], ["丙", "乙"])
        assert (found("filled"), found("empty")) == (["乙", "甲"], ["丙"])

        accounts.change(first.id, {"x_it": ["low"]})
        assert (found("any:high"), found("any:low")) == ([], ["乙", "甲"])
        accounts.remove_all([first.id])
        assert found("any:low") == ["乙"]
        company.container.platform.undo().undo(current.last_change())
        assert found("any:low") == ["乙", "甲"]


def test_a_formula_is_worked_out_at_every_write_and_filters_and_sorts(company, fields, accounts):
    with company.acting("lilei"):
        add(fields, name="x_price", kind="money", currency="CNY")
        add(fields, name="x_count", kind="number")
        add(fields, name="x_total", kind="formula", formula="x_price * x_count")
        row = make(accounts, x_price="12.50", x_count="3")
        assert row.x_total == Decimal("37.50")

        row = accounts.change(row.id, {"x_count": "4"})

        assert row.x_total == 50
        found = accounts.page(Query(parse_address(accounts.module, ["x_total:is:50"])))
        assert [one.id for one in found] == [row.id]
        lines = company.container.platform.journal().history("account", row.id)
        assert "x_total" not in {line.field for line in lines}


def test_a_formula_that_is_wrong_says_where(company, fields):
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        add(fields, kind="formula", formula="1 + nothing")
    assert refused.value.fields["formula"] == "At character 5: there is no field “nothing”."


def test_numbers_are_given_in_order_and_begin_anew_with_their_period(company, fields, accounts):
    with company.acting("lilei", clock=datetime(2026, 11, 22, tzinfo=UTC)):
        add(fields, name="x_no", kind="autonumber", formula="C-{yyyy}-{0000}")
        numbers = [make(accounts, name=f"公司{n}").x_no for n in range(2)]
    with company.acting("lilei", clock=datetime(2027, 1, 2, tzinfo=UTC)):
        numbers.append(make(accounts, name="公司3").x_no)
    assert numbers == ["C-2026-0001", "C-2026-0002", "C-2027-0001"]


def test_a_unique_value_is_refused_a_second_time_beside_its_field(company, fields, accounts):
    with company.acting("lilei"):
        add(fields, name="x_code", is_unique="yes")
        first = make(accounts, x_code="A-1")
        with pytest.raises(Invalid) as refused:
            make(accounts, name="别家", x_code="a-1")
        assert list(refused.value.fields) == ["x_code"]
        second = make(accounts, name="别家", x_code="A-2")
        accounts.remove_all([first.id])
        assert accounts.change(second.id, {"x_code": "A-1"}).x_code == "A-1"


def test_who_comes_second_at_the_same_moment_is_stopped_by_the_key(company, fields, accounts):
    with company.acting("lilei"):
        add(fields, name="x_code", is_unique="yes")
        make(accounts, x_code="A-1")
        values = company.container.platform.field_value_dao()
        with pytest.raises(Taken), accounts.db.transaction():
            values.put_keys([{"module": "account", "field": "x_code", "value": "a-1", "record_id": 1}])


def test_a_reference_shows_the_name_of_what_the_reader_may_see(company, fields, accounts):
    with company.acting("lilei"):
        add(fields, name="x_partner", kind="reference", target="account")
        partner = make(accounts, name="上海合作")
        row = make(accounts, x_partner=str(partner.id))
        assert row.x_partner__name == "上海合作"
    with company.acting("lilei"):
        accounts.assign_all([row.id], company.users["wang"], company.departments["east"])
    with company.acting("wang"):
        assert accounts.get(row.id).x_partner__name is None


def test_only_who_may_adds_fields(company, fields):
    with company.acting("wang"), pytest.raises(Forbidden):
        add(fields, name="x_level")


def test_a_name_is_made_of_the_label_and_stays_taken(company, fields):
    with company.acting("lilei"):
        first = add(fields, label_zh="客户等级", label_en=None)
        second = add(fields, label_zh="客户等级", label_en=None)
        named = add(fields, label_en="Credit Limit")
        assert (first.name, second.name, named.name) == ("x_kehudengji", "x_kehudengji_2", "x_credit_limit")
        fields.remove_all([first.id])
        with pytest.raises(Invalid) as refused:
            add(fields, name="x_kehudengji")
        assert list(refused.value.fields) == ["name"]


def test_a_removed_field_is_gone_but_its_values_come_back_with_it(company, fields, accounts):
    with company.acting("lilei"):
        made = add(fields, name="x_level")
        row = make(accounts, x_level="gold")
        outcome = fields.remove_all([made.id])
        assert "x_level" not in accounts.module.fields
        accounts.change(row.id, {"city": "北京"})

        company.container.platform.undo().undo(outcome.change_set_id)

        assert accounts.get(row.id).x_level == "gold"


def test_a_field_becomes_unique_later_when_no_value_is_there_twice(company, fields, accounts):
    with company.acting("lilei"):
        made = add(fields, name="x_code")
        make(accounts, x_code="A1")
        make(accounts, name="上海安泰", x_code="A2")
        make(accounts, name="广州远航")

        fields.change(made.id, {"is_unique": "yes"}, made.version)

        with pytest.raises(Invalid) as refusal:
            make(accounts, name="成都川味", x_code="a2")
        assert "x_code" in refusal.value.fields


def test_it_does_not_while_records_share_a_value_and_those_are_named(company, fields, accounts):
    with company.acting("lilei"):
        made = add(fields, name="x_code")
        for name, code in (("北京云帆", "A1"), ("上海安泰", "a1"), ("广州远航", "B")):
            make(accounts, name=name, x_code=code)

        with pytest.raises(Invalid) as refusal:
            fields.change(made.id, {"is_unique": "yes"}, made.version)

        assert "北京云帆 = 上海安泰" in refusal.value.fields["is_unique"] and "广州远航" not in refusal.value.fields["is_unique"]
        assert not fields.get(made.id).is_unique
        make(accounts, name="成都川味", x_code="B")  # nothing was taken down


def test_amounts_that_are_unique_later_are_compared_as_they_read(company, fields, accounts):
    with company.acting("lilei"):
        made = add(fields, name="x_price", kind="money", currency="CNY")
        make(accounts, x_price="12.50")
        fields.change(made.id, {"is_unique": "yes"}, made.version)
        with pytest.raises(Invalid):
            make(accounts, name="上海安泰", x_price="12.5")


@pytest.mark.parametrize(
    ("module", "raw"),
    [
        ("activity", {"kind": "note", "name": "记一笔"}),
        ("household", {"name": "王家"}),
    ],
)
def test_fields_are_added_to_other_modules_as_well(company, fields, module, raw):
    service = company.container.records()(module)
    with company.acting("lilei"):
        add(fields, module=module, name="x_level")
        row = service.create(service.module.draft.parse({**raw, "x_level": "高"}))
        assert row.x_level == "高" == service.get(row.id).x_level
        assert service.change(row.id, {"x_level": "低"}, row.version).x_level == "低"
        found = service.page(Query(parse_address(service.module, ["x_level:is:低"], None), size=5))
        assert [one.id for one in found] == [row.id]


def test_fields_are_added_to_relations_as_well(company, fields):
    contacts, relations = company.container.customer.contact(), company.container.customer.relation()
    with company.acting("lilei"):
        add(fields, module="relation", name="x_since", kind="date")
        one, other = (contacts.create(contacts.module.draft.parse({"name": name})).id for name in ("王芳", "李强"))
        raw = {"contact_id": one, "kind": "classmate", "other_id": other, "x_since": "2020-01-02"}
        row = relations.create(relations.module.draft.parse(raw))
        assert row.x_since.isoformat() == "2020-01-02"
        assert relations.change(row.id, {"x_since": "2021-03-04"}, row.version).x_since.isoformat() == "2021-03-04"
