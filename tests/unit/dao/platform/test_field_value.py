"""What is kept beside the values of added fields: names, numbers, keys."""

from io import BytesIO

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.kit.custom import here
from crm.errors import Taken


@pytest.fixture
def values(company):
    return company.container.platform.field_value_dao()


def key(value, record, field="x_code"):
    return {"module": "account", "field": field, "value": value, "record_id": record}


def test_titles_are_those_of_records_one_may_see(company, values):
    with company.acting("wang"):
        id = company.container.customer.account().create(AccountDraft.parse({"name": "云帆"})).id
        with values.db.transaction(writes=False):
            assert [(one.id, one.module, one.title) for one in values.titles([id, 10**9])] == [(id, "account", "云帆")]
    with company.acting("zhao"), values.db.transaction(writes=False):
        assert values.titles([id]) == []


def test_files_are_known_to_whoever_sees_the_record_until_they_are_removed(company, values):
    files = company.container.platform.file()
    with company.acting("wang"):
        made = files.take("执照.pdf", BytesIO(b"%PDF-"))
    with company.acting("zhao"), values.db.transaction(writes=False):
        (found,) = values.files([made.id])
    assert (found.name, found.subject_id, found.owner_id) == ("执照.pdf", None, company.users["wang"])
    with company.acting("lilei"):
        files.remove_all([made.id])
        with values.db.transaction(writes=False):
            assert values.files([made.id]) == []


def test_numbers_are_taken_in_order_for_each_field_and_period(values):
    with values.db.transaction():
        assert [values.take("account", "x_no", "2026", 1), values.take("account", "x_no", "2026", 3)] == [2, 5]
        assert values.take("account", "x_no", "2027", 1) == values.take("contact", "x_no", "2026", 1) == 2


def test_a_value_has_one_holder(values):
    with values.db.transaction():
        values.put_keys([key("a", 1), key("b", 2), key("a", 3, "x_other")])
        assert [(one.value, one.record_id) for one in values.holders("account", "x_code", ["a", "b", "c"])] == [("a", 1), ("b", 2)]
    with pytest.raises(Taken), values.db.transaction():
        values.put_keys([key("a", 9)])


def test_keys_go_with_their_record_or_their_field(values):
    with values.db.transaction():
        values.put_keys([key("a", 1), key("b", 2), key("a", 1, "x_other")])
        assert values.drop_keys([1]) == 2 and values.holders("account", "x_code", ["a", "b"])[0].record_id == 2
        assert values.drop_field("account", "x_code") == 1 and values.drop_field("contact", "x_code") == 0


def test_what_is_stored_is_every_value_there_is_whosever_record_it_is(company, values):
    fields, accounts = company.container.platform.field(), company.container.customer.account()
    with company.acting("lilei"):
        fields.create(fields.module.draft.parse({"module": "account", "kind": "text", "label_zh": "编号", "name": "x_code"}))
    made = []
    for who, code in (("wang", '带"引号"'), ("zhao", "b"), ("zhao", ""), ("lilei", "c")):
        with company.acting(who):
            made.append(accounts.create(accounts.module.draft.parse({"name": f"{who}{code}", "x_code": code})))
    with company.acting("lilei"):
        accounts.remove_all([made[3].id])
    with company.acting("wang"), values.db.transaction(writes=False):
        found = values.stored("account", here().all("account")["x_code"])
    assert [(one.id, one.custom) for one in found] == [(made[0].id, {"x_code": '带"引号"'}), (made[1].id, {"x_code": "b"})]


def test_choices_go_with_their_records_or_with_their_field(values):
    rows = [{"module": "account", "field": field, "value": "a", "record_id": id} for field in ("x_one", "x_two") for id in (7, 8)]
    with values.db.transaction() as work:
        values.put_choices(rows)
        values.drop_choices([7])
        values.forget_choices("account", "x_two")
        work.cursor.execute("SELECT field, record_id FROM field_choice")
        assert [tuple(row) for row in work.cursor.fetchall()] == [("x_one", 8)]
