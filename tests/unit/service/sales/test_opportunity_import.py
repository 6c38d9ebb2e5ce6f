"""A real company and its 8,800 deals come in whole by import: what is spelt otherwise is reported, mapped, and none is dropped."""

import csv
from pathlib import Path

import pytest

from crm.current import acting
from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity import MODULE
from crm.service.sales.dashboard import Asked
from tests.kit.company import SYSTEM

MAVEN = Path(__file__).parents[5] / "shared/data/crm_samples/maven_crm"
STAGES = (("Prospecting", "open", 20), ("Engaging", "open", 50), ("Won", "won", 100), ("Lost", "lost", 0))


@pytest.fixture
def prepared(crm):
    """The teams, customers and products from their files, and a pipeline with the stages that the deals name."""
    with acting(actor=SYSTEM, fields=crm.platform.field().latest()):
        transfer = crm.customer.transfer()
        people = transfer.import_file("user", MAVEN / "sales_teams.csv")
        assert (people.created, people.failed, people.companies) == (35, 0, 3 + 6)
        for module, file in (("account", "accounts"), ("product_category", "products"), ("product", "products")):
            assert transfer.import_file(module, MAVEN / f"{file}.csv").failed == 0
        pipeline, stage = crm.sales.pipeline(), crm.sales.stage()
        way = pipeline.create(pipeline.module.draft.parse({"name": "Maven", "position": 1}))
        for at, (name, kind, chance) in enumerate(STAGES):
            raw = {"pipeline_id": way.id, "name": name, "kind": kind, "chance": chance, "position": at}
            stage.create(stage.module.draft.parse(raw))
        yield crm


def lines(name: str) -> list[dict[str, str]]:
    with (MAVEN / name).open() as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not MAVEN.exists(), reason="the sample is not on this machine")
@pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # what imports and sums run is held against both by their own tests
def test_the_whole_pipeline_comes_in_and_its_won_deals_come_to_what_the_source_says(prepared):
    led = {one.name: one.manager_name for one in prepared.platform.department().tree()}
    assert led == {"Central": "Dustin Brinkmann", "East": "Cara Losch", "West": "Celia Rouche"}
    transfer, file = prepared.customer.transfer(), MAVEN / "sales_pipeline.csv"
    agents = {"sales_agent": "owner_id"}
    checked = transfer.import_file("opportunity", file, {"create_companies": True}, agents, check_only=True)
    assert checked.failed == 1480
    problems = transfer.problems(checked, ("failed",), 5)
    assert {problem.value for problem in problems} == {"GTXPro"}

    run = transfer.import_file("opportunity", file, {"create_companies": True, "same": {"GTXPro": "GTX Pro"}}, agents)
    assert (run.created, run.failed, run.skipped) == (8800, 0, 0)
    tally = prepared.sales.opportunity_tally()
    stages = {id: step.name for id, step in prepared.sales.stage().steps().items()}
    sums = {stages[one.stage_id]: (one.deals, one.amount_base) for one in tally.sums(query())}
    assert sums["Won"] == (4238, Money(10_005_534))
    assert sum(deals for deals, _ in sums.values()) == 8800
    assert tally.wrong() == 0
    won = prepared.sales.opportunity().page(query("state:any:won"))[0]
    assert won.closed_at.date() == won.close_on and won.owner_name and won.product_id
    told = told_by_the_files()
    assert by_region(prepared) == told
    found = prepared.sales.dashboard().look(Asked("all"))
    assert found.won == (4238, Money(10_005_534)) and prepared.sales.dashboard().wrong() == 0
    quarters = [(part.start.month + 2) // 3 for part in found.regions_by.parts]
    assert {(one.department_name, quarters[one.n]): (one.deals, int(one.amount_base)) for one in found.regions} == told
    second = prepared.sales.dashboard().look(Asked("2017-Q2"))
    assert second.won == tuple(sum(sums) for sums in zip(*(sums for (_, n), sums in told.items() if n == 2), strict=True))


def by_region(crm) -> dict[tuple[str, int], tuple[int, int]]:
    """(region, quarter of 2017) -> how many deals were won there then, and what they brought, as the program adds it up."""
    offices = {one.id: one.name for one in crm.platform.department().page(Query(size=9))}
    found = {}
    for quarter in range(1, 5):
        first, last = f"2017-{3 * quarter - 2:02}-01", f"2017-{3 * quarter:02}-{(31, 30, 30, 31)[quarter - 1]}"
        won = query("state:any:won", f"close_on:between:{first},{last}")
        for one in crm.sales.opportunity().figures(won, 10_000, "department_id", ("amount_base",)):
            found[offices[one.value], quarter] = (one.count, int(one.fields["amount_base"][0]))
    return found


def told_by_the_files() -> dict[tuple[str, int], tuple[int, int]]:
    """The same, added up from the lines."""
    office = {line["sales_agent"]: line["regional_office"] for line in lines("sales_teams.csv")}
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for line in lines("sales_pipeline.csv"):
        if line["deal_stage"] == "Won":
            place = office[line["sales_agent"]], (int(line["close_date"][5:7]) + 2) // 3
            count, amount = found.get(place, (0, 0))
            found[place] = (count + 1, amount + int(line["close_value"]))
    return found


def query(*texts):
    return Query(parse_address(MODULE, texts), parse_sort(MODULE, None), size=5)


DEALS = """商机名称,金额,币种,阶段,成交日期
甲,1200,,,
乙,100,EUR,,
丙,100,USD,Deal won,2020-05-01
丁,100,USD,Deal won,2026-05-01
戊,-3,,,
己,2000亿,,,
"""


def test_amounts_that_cannot_be_counted_keep_their_own_rows_out_and_no_others(company, tmp_path):
    """A deal that was won before the first rate of its currency is one of them."""
    path, sales = tmp_path / "deals.csv", company.container.sales
    path.write_text(DEALS, encoding="utf-8")
    with company.acting("lilei"):
        sales.pipeline().first()
        rates = sales.exchange_rate()
        rates.create(rates.module.draft.parse({"currency": "USD", "starts_on": "2026-01-01", "rate": "7"}))
        transfer = company.container.customer.transfer()
        run = transfer.import_file("opportunity", path)
        assert (run.created, run.failed) == (2, 4)
        assert {problem.line: problem.header for problem in transfer.problems(run, ("failed",), 9)} == {
            3: "币种", 4: "币种", 6: "金额", 7: "金额",
        }  # fmt: skip
        assert sum(row.amount_base for row in sales.opportunity().page(query())) == Money(1900)
