"""Places and visits from files: customers are found by their names, and nothing is under way by a file."""

from crm.domain.kit.filter import Query
from tests.unit.service.sales.visits import customer

PLACES = """客户名称,纬度,经度,坐标系
云帆科技,31.2304,121.4737,GPS
云帆科技,31.3,121.5,GPS
没有这家,31.3,121.5,高德
"""
VISITS = """客户名称,拜访日期,开始时间,拜访目的,拜访状态,拜访结果
云帆科技,2026-10-12,14:00,产品演示,已拜访,演示顺利
云帆科技,2026-12-01,9点半,例行拜访,计划中,
云帆科技,2026-12-02,,,拜访中,
"""


def test_places_and_visits_come_in_by_the_names_of_customers(company, tmp_path):
    crm = company.container
    with company.acting("lilei"):
        client = customer(company, north=None)
        (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
        run = crm.customer.transfer().import_file("place", tmp_path / "places.csv")
        assert (run.created, run.failed) == (1, 2) and crm.field.place().of([client.id])[client.id].north == 31.2304
        (tmp_path / "visits.csv").write_text(VISITS, encoding="utf-8")
        run = crm.customer.transfer().import_file("visit", tmp_path / "visits.csv")
        assert (run.created, run.failed) == (2, 1)
        rows = sorted(crm.field.visit().page(Query()), key=lambda row: row.planned_on)
        assert [(row.state, row.starts_at, row.check_in_at) for row in rows] == [("done", "14:00", None), ("planned", "09:30", None)]
        assert [one.body for one in crm.customer.activity().story("account", client.id, 5)] == ["演示顺利"]
