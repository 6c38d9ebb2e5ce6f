"""Values of fields of several choices: what is gathered, what is met on the way, and that either finds the same."""

import pytest

from crm.dao.kit.index import Indexes, indexes
from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.service.kit import weighing

CHOICES = '[{"value": "often", "zh": "常", "en": "", "tone": ""}, {"value": "seldom", "zh": "少", "en": "", "tone": ""}]'
ASKED = {
    "x_it:any:often": ["1", "2", "3", "4", "5"], "x_it:any:seldom": ["1", "6"], "x_it:any:often,seldom": ["1", "2", "3", "4", "5", "6"],
    "x_it:all:often,seldom": ["1"], "x_it:none:often": ["0", "6", "7"], "x_it:none:often,seldom": ["0", "7"], "x_it:empty": ["0", "7"],
    "x_it:filled": ["1", "2", "3", "4", "5", "6"], "tags:any:VIP": ["2", "7"], "tags:none:VIP": ["0", "1", "3", "4", "5", "6"],
    "tags:any:VIP,x": ["2", "7"], "tags:all:VIP,x": [], "tags:empty": ["0", "1", "3", "4", "5", "6"], "tags:filled": ["2", "7"],
}  # fmt: skip


@pytest.fixture
def accounts(company):
    service, fields = company.container.customer.account(), company.container.platform.field()
    with company.acting("lilei"):
        raw = {"module": "account", "kind": "choices", "label_zh": "多选", "name": "x_it", "choices": CHOICES}
        fields.create(fields.module.draft.parse(raw))
        company.container.platform.field_tend().index()
        for at in range(8):
            values = [*(["often"] if 0 < at < 6 else []), *(["seldom"] if at in (1, 6) else [])]
            tags = ["VIP"] if at in (2, 7) else []
            service.create(service.module.draft.parse({"name": str(at), "x_it": values, "tags": tags}))
        names = indexes(service.module.table, service.module.whole["x_it"], service.db.dialect)
        yield service
    for name in names:
        Indexes(service.db).drop(name)


def query(service, *texts, **more):
    return Query(parse_address(service.module, texts), parse_sort(service.module, "name"), **more)


@pytest.mark.parametrize(("few", "ahead"), [(500, 2000), (2, 2000), (0, 2000), (0, 1)])
def test_what_is_found_does_not_depend_on_how_it_is_looked_for(accounts, monkeypatch, few, ahead):
    monkeypatch.setattr(weighing, "FEW", few)
    monkeypatch.setattr(weighing, "COUNTED", few)
    monkeypatch.setattr(weighing, "AHEAD", ahead)
    for text, names in ASKED.items():
        asked = query(accounts, text, "created_at:on:today")
        found = [row.name for row in accounts.page(asked)]
        assert [name for name in found if name.isdigit()] == names, text
        assert [accounts.count(asked, most) for most in (1, 1001)] == [min(1, len(found)), len(found)], text
        assert sum(one.count for one in accounts.figures(asked, 1001, "grade")) == len(found)


def test_what_few_have_is_gathered_and_of_what_many_have_the_least_where_the_next_records_lack_it(accounts, monkeypatch):
    """On SQLite alone: PostgreSQL knows by itself about how many have which value."""
    if accounts.db.dialect == "postgresql":
        with accounts.db.transaction(writes=False):
            assert weighing.paged(accounts.records, query(accounts, "x_it:any:seldom")).rare is None
        return

    def rare(*texts, **more):
        with accounts.db.transaction(writes=False):
            found = weighing.paged(accounts.records, query(accounts, *texts, **more)).rare
        return found if found is None else sorted(value for one in found for value in one.value or [one.operator])

    for name in ("FEW", "COUNTED"):
        monkeypatch.setattr(weighing, name, 2)
    assert rare("x_it:any:seldom") == ["seldom"] and rare("x_it:any:seldom", "x_it:any:often") == ["seldom"]
    assert rare("x_it:any:often", size=2) == [] and rare("x_it:any:often", size=5) == ["often"]
    assert rare("x_it:empty") == ["empty"]
    assert rare("x_it:none:often") == [] and rare("name:contains:1") is None
    monkeypatch.setattr(weighing, "COUNTED", 1)
    assert rare("x_it:all:often,seldom") == ["seldom"] and rare("x_it:all:often,seldom", size=0) == []


def test_enough_of_those_that_come_later_are_walked_to_and_not_gathered(accounts, monkeypatch):
    """On SQLite alone, of five with the value: one stands among the first two, three among the first four."""
    for name, value in (("FEW", 2), ("COUNTED", 2), ("AHEAD", 2), ("FARTHER", 2)):
        monkeypatch.setattr(weighing, name, value)

    def gathered(size):
        with accounts.db.transaction(writes=False):
            return [one.value for one in weighing.paged(accounts.records, query(accounts, "x_it:any:often", size=size)).rare or ()]

    if accounts.db.dialect == "sqlite":
        assert [gathered(size) for size in (1, 2, 3)] == [[], [("often",)], [("often",)]]  # one of two lets no three of four be expected
        monkeypatch.setattr(weighing, "FARTHER", 3)
        assert gathered(2) == []


@pytest.mark.parametrize("counted", [1, 3, 100])
def test_who_sees_few_counts_the_same(accounts, company, monkeypatch, counted):
    monkeypatch.setattr(weighing, "COUNTED", counted)
    with company.acting("wang"):
        for name, values in (("8", ["often"]), ("9", ["seldom"])):
            accounts.create(accounts.module.draft.parse({"name": name, "x_it": values}))
        found = {text: accounts.count(query(accounts, text), 3) for text in ("x_it:any:often", "x_it:any:often,seldom", "x_it:none:often")}
    assert found == {"x_it:any:often": 1, "x_it:any:often,seldom": 2, "x_it:none:often": 1}
