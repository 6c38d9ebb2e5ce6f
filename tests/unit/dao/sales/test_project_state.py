"""Where the open deals of each salesperson stand, in the database."""

from datetime import timedelta

import pytest

from crm.dao.sales.project_state import ProjectStateDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON


@pytest.fixture
def stages(rows):
    """The last stage first: two of the way of selling that comes second, one of the first."""
    second, first = rows.put("pipeline", name="渠道", position=2), rows.put("pipeline", name="直销", position=1)
    return [rows.put("stage", name=name, pipeline_id=way, position=position) for name, way, position in (
        ("谈判", second, 2), ("接触", second, 1), ("方案", first, 5))]  # fmt: skip


def test_sums_come_by_stage_and_person_as_far_as_one_may_see_the_deals(company, rows, stages):
    dao, users, places = ProjectStateDao(rows.db), company.users, company.departments
    for stage, who, place, month, deals in (
        (0, "wang", "east", "2026-11", 2),
        (0, "wang", "east", "2026-12", 1),
        (1, "zhao", "east", "", 1),
        (1, "chen", "south", "", 4),
        (2, "wang", "east", "", 0),
        (2, "chen", "south", "", 5),
    ):
        rows.put(
            "dashboard_sum",
            stage_id=stages[stage],
            owner_id=users[who],
            department_id=places[place],
            month=month,
            deals=deals,
            amount_base=Money(deals * 10),
        )
    with company.acting("lilei"):
        assert [(one.stage_name, one.owner_name, one.deals, int(one.amount_base)) for one in dao.sums()] == [
            ("方案", "陈静", 5, 50), ("接触", "陈静", 4, 40), ("接触", "赵敏", 1, 10), ("谈判", "王强", 3, 30),
        ]  # fmt: skip
        assert {one.owner_name for one in dao.sums([places["east"]])} == {"王强", "赵敏"}
    with company.acting("zhao"):
        assert [(one.owner_name, one.deals) for one in dao.sums()] == [("赵敏", 1)]


def test_open_deals_of_one_come_stage_by_stage_those_longest_there_first_without_names_one_may_not_see(company, rows, stages):
    dao, wang = ProjectStateDao(rows.db), company.users["wang"]
    own, other = rows.put("account", name="云帆", owner_id=wang), rows.put("account", name="远洋", owner_id=company.users["zhao"])

    def deal(stage, name, days=0, **more):
        rows.put("opportunity", **{"stage_id": stages[stage], "name": name, "state": "open", "owner_id": wang,
                                   "stage_at": NOON - timedelta(days=days)} | more)  # fmt: skip

    deal(0, "末"), deal(1, "新", 1, account_id=own), deal(1, "久", 9, account_id=other), deal(2, "先")
    deal(2, "赢", state="won"), deal(2, "她", owner_id=company.users["zhao"]), deal(2, "删", removed_at=NOON)
    with company.acting("wang"):
        assert [(one.name, one.account_name) for one in dao.deals(wang, 9)] == [("先", None), ("久", None), ("新", "云帆"), ("末", None)]
        assert len(dao.deals(wang, 2)) == 2
    with company.acting("zhao"):
        assert dao.deals(wang, 9) == []
