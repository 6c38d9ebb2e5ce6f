"""Added fields of every kind through a file: imported as people write them, exported as an import reads them back."""

import csv
from io import BytesIO

import pytest

from crm.domain.kit.filter import Query
from crm.domain.kit.plain import dumps
from crm.domain.platform.field import KINDS

CHOICES = dumps([{"value": "high", "zh": "高", "en": "High"}, {"value": "low", "zh": "低", "en": "Low"}])
# kind -> (as people write it, as JSON stores it, as an export has it); a reference is stored by the number of what it names.
WRITTEN = {
    "text": ("黑底 \"白字\"", "黑底 \"白字\"", "黑底 \"白字\""),
    "long": ("一\n二", "一\n二", "一\n二"),
    "rich": ("<b>x</b><script>y</script>", "<b>x</b>", "<b>x</b>"),
    "number": ("1,234.5", 1234.5, "1234.5"),
    "money": ("1.2万", 1200000, "12000.00"),
    "percent": ("12.5%", 12.5, "12.5"),
    "date": ("2026年11月21日", "2026-11-21", "2026-11-21"),
    "datetime": ("2026-11-21 09:30", "2026-11-21 01:30:00.000000+00:00", None),
    "time": ("下午3点", "15:00", "15:00"),
    "yesno": ("是", True, None),
    "choice": ("高", "high", "High"),
    "choices": ("高, low", ["high", "low"], None),
    "reference": ("上海安泰", None, "上海安泰"),
    "user": ("王强", None, "王强"),
    "department": ("华东组", None, "华东组"),
    "phone": ("138 0013 8000", "+8613800138000", None),
    "mail": ("A@Example.com", "A@example.com", "A@example.com"),
    "link": ("example.com", "https://example.com", "https://example.com"),
    "address": ("长安街1号", "长安街1号", "长安街1号"),
}
COMPUTED = {"autonumber": ("C-{0000}", "C-0001"), "formula": ("1 + 1", "2")}


@pytest.fixture
def boss(company):
    """Somebody who may all of it, with a customer that others point at."""
    with company.acting("lilei"):
        accounts = company.container.customer.account()
        accounts.create(accounts.module.draft.parse({"name": "上海安泰"}))
        yield company


def add(boss, kind, **more):
    fields = boss.container.platform.field()
    raw = {"module": "account", "kind": kind, "label_zh": "附加", "name": "x_it", "currency": "CNY", "places": "1", "choices": CHOICES}
    fields.create(fields.module.draft.parse({**raw, "target": "account", **more}))


def imported(boss, tmp_path, value, **options):
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["客户名称", "城市", "附加"], ["北京云帆", "北京", value]])
    return boss.container.customer.transfer().import_file("account", path, **options)


def exported(boss, tmp_path):
    """The cell of the customer that was imported."""
    path = tmp_path / "out.csv"
    boss.container.customer.export().export_file("account", Query(), path)
    with path.open(newline="", encoding="utf-8-sig") as file:
        return next(row for row in csv.DictReader(file) if row["Name"] == "北京云帆")["附加"]


def row_of(boss):
    return next(row for row in boss.container.customer.account().page(Query(size=10)) if row.name == "北京云帆")


def test_no_kind_is_forgotten_here():
    assert {*WRITTEN, *COMPUTED, "file"} == {option.value for option in KINDS}


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_value_is_imported_exported_and_read_back_as_the_same(boss, tmp_path, kind):
    typed, stored, text = WRITTEN[kind]
    add(boss, kind)

    run = imported(boss, tmp_path, typed)

    assert (run.created, run.failed) == (1, 0)
    row = row_of(boss)
    if stored is None:
        assert row.x_it and row.x_it__name == typed
    else:
        assert row.custom["x_it"] == stored
    said = exported(boss, tmp_path)
    assert text is None or said == text
    boss.container.customer.account().change(row.id, {"name": "原来的云帆"}, row.version)
    assert imported(boss, tmp_path, said).created == 1
    assert row_of(boss).custom == row.custom


@pytest.mark.parametrize("kind", COMPUTED)
def test_what_is_computed_is_exported_and_no_import_writes_it(boss, tmp_path, kind):
    formula, value = COMPUTED[kind]
    add(boss, kind, formula=formula)
    assert imported(boss, tmp_path, "anything").created == 1
    assert exported(boss, tmp_path) == value


def test_a_file_is_exported_by_its_name_and_no_import_writes_it(boss, tmp_path):
    add(boss, "file")
    assert imported(boss, tmp_path, "执照.pdf").created == 1
    accounts, row = boss.container.customer.account(), row_of(boss)
    file = boss.container.platform.file().take("执照.pdf", BytesIO(b"%PDF-1.7"))
    assert "x_it" not in row.custom
    accounts.change(row.id, {"x_it": str(file.id)}, row.version)
    assert exported(boss, tmp_path) == "执照.pdf"
