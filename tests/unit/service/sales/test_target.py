"""Targets: whose they are, who may set them, one of each, typed as on a sheet, and from files."""

from datetime import UTC, datetime

import pytest

from crm import current
from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from crm.errors import Forbidden, Invalid

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
FILE = """人员,部门,指标,年度,1月,2月,全年
王强,,回款额,2026,100,200,
,华南组,赢单金额,2026,,,1200
赵敏,,电话,2026,1.5,,
"""


def target(company, **raw):
    service = company.container.performance.target()
    return service.create(service.module.draft.parse({"measure": "won", "year": "2026", **raw}))


def seen(company):
    return {one.name for one in company.container.performance.target().page(Query())}


def test_each_sees_his_own_target_and_a_manager_those_of_the_department(company):
    with company.acting("lilei"):
        target(company, total="1200")
        target(company, team_id=company.departments["sales"], total="600")
        target(company, team_id=company.departments["finance"], total="60")
        mine = target(company, person_id=company.users["wang"], total="240")
        target(company, person_id=company.users["chen"], total="120")
        assert (mine.name, mine.owner_name, mine.department_name, mine.m05) == ("王强 · 2026", "王强", "华东组", Money(20))
        assert len(seen(company)) == 5
    with company.acting("wang"):
        assert seen(company) == {"王强 · 2026"}
    with company.acting("han"):
        assert seen(company) == {"销售部 · 2026", "王强 · 2026", "陈静 · 2026"}


def test_a_manager_sets_targets_below_himself_and_nobody_sets_two_of_a_kind(company):
    with company.acting("han"):
        made = target(company, person_id=company.users["wang"], total="240")
        for raw in ({"person_id": company.users["sun"]}, {"team_id": company.departments["hq"]}, {}):
            with pytest.raises(Invalid) as refused:
                target(company, total="9", **raw)
            assert "You may not set targets here." in str(refused.value)
        with pytest.raises(Invalid) as refused:
            target(company, person_id=company.users["wang"], total="9")
        assert "already" in refused.value.fields["measure"]
        service = company.container.performance.target()
        assert service.change(made.id, {"m01": "50"}).total == Money(270)
        service.remove_all([made.id])
        target(company, person_id=company.users["wang"], total="9")


def sheet(company, department="east"):
    return company.container.performance.target_sheet().sheet(2026, "won", company.departments.get(department))


def store(company, cells, department="east", **more):
    return company.container.performance.target_sheet().store(2026, "won", company.departments.get(department), cells, **more)


def test_a_sheet_is_saved_whole_and_undone_as_one(company):
    wang, zhao, east = f"p{company.users['wang']}", f"p{company.users['zhao']}", f"d{company.departments['east']}"
    with company.acting("han"):
        assert [line.name for line in sheet(company).lines] == ["华东组", "王强", "赵敏"]
        typed = {east: {"total": "300"}, wang: {"m01": "100", "m02": "20"}, zhao: {"total": "120"}}
        assert store(company, {**typed, "p999": {"total": "1"}}) == 3
        found = sheet(company)
        assert [line.target.total for line in found.lines] == [Money(300), Money(120), Money(120)]
        assert (found.parts[0], found.parts[-1]) == (Money(110), Money(240))
        version = str(found.lines[1].target.version)
        assert store(company, {wang: {"version": version, "m01": "100", "m02": "50", "total": "120"}}) == 1
        line = sheet(company).lines[1]
        assert (line.target.m02, line.target.total) == (Money(50), Money(150))
        assert store(company, {wang: {"version": str(line.target.version)}}) == 1  # emptied
        assert sheet(company).lines[1].target is None
        lines = {line.key: str(line.target.version) for line in sheet(company).lines if line.target}
        store(company, {east: {"version": lines[east]}, zhao: {"version": lines[zhao], "m01": "7"}, wang: {"total": "12"}})
        assert company.container.platform.undo().undo(current.last_change()).refused == {}
        assert [line.target and line.target.total for line in sheet(company).lines] == [Money(300), None, Money(120)]


def test_a_sheet_with_one_wrong_cell_is_not_saved_at_all(company):
    wang, zhao = f"p{company.users['wang']}", f"p{company.users['zhao']}"
    with company.acting("han"):
        with pytest.raises(Invalid) as refused:
            store(company, {wang: {"m01": "10"}, zhao: {"m03": "zwölf", "m04": "1"}})
        assert list(refused.value.fields) == [f"{zhao}.m03"]
        assert sheet(company).lines[1].target is None
        store(company, {wang: {"m01": "10"}})
        with pytest.raises(Invalid) as refused:
            store(company, {wang: {"version": "", "m01": "20"}})
        assert "Somebody else changed this" in refused.value.fields[f"{wang}.total"]
    with company.acting("wang"):
        assert [line.name for line in sheet(company).lines[1:]] == ["王强"]


def test_a_year_is_split_like_the_won_amounts_of_the_year_before(company, won):
    won("wang", 300, datetime(2025, 2, 3, 4, tzinfo=UTC))
    won("wang", 100, datetime(2025, 11, 3, 4, tzinfo=UTC))
    zhao = f"p{company.users['zhao']}"
    with company.acting("han", clock=NOW):
        store(company, {zhao: {"total": "80"}}, by_season=True)
        made = sheet(company).lines[2].target
    assert (made.m02, made.m11, made.m01, made.total) == (Money(60), Money(20), Money(0), Money(80))


def test_who_may_not_see_targets_gets_no_sheet(company):
    with company.acting("sun"):
        assert all(not line.editable for line in sheet(company, "hq").lines)
        with pytest.raises(Forbidden):
            company.container.performance.target().create(
                company.container.performance.target().module.draft.parse({"measure": "won", "year": "2026", "total": "5"})
            )


def test_targets_come_in_from_a_file_with_the_months_as_columns(company, tmp_path):
    path = tmp_path / "targets.csv"
    path.write_text(FILE, encoding="utf-8")
    with company.acting("lilei"):
        run = company.container.customer.transfer().import_file("target", path)
        assert (run.created, run.failed) == (2, 1)
        rows = {one.name: one for one in company.container.performance.target().page(Query())}
    assert (rows["王强 · 2026"].measure, rows["王强 · 2026"].total, rows["华南组 · 2026"].m07) == ("receipts", Money(300), Money(100))
