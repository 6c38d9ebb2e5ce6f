"""A real pipeline of 8,800 deals is brought in whole: what is spelt otherwise is reported, mapped, and none is dropped."""

import csv
from pathlib import Path

import pytest

from crm.domain.kit.money import Money
from tests.kit.company import SYSTEM

MAVEN = Path(__file__).parents[5] / "shared/data/crm_samples/maven_crm"
STAGES = (("Prospecting", "open", 20), ("Engaging", "open", 50), ("Won", "won", 100), ("Lost", "lost", 0))


@pytest.fixture
def prepared(crm):
    """The products, and a pipeline with the stages that the file names; the customers come with the deals."""
    from crm.current import acting

    with acting(actor=SYSTEM, fields=crm.platform.field().latest()):
        pipeline, stage, product = crm.sales.pipeline(), crm.sales.stage(), crm.sales.product()
        way = pipeline.create(pipeline.module.draft.parse({"name": "Maven", "position": 1}))
        for at, (name, kind, chance) in enumerate(STAGES):
            raw = {"pipeline_id": way.id, "name": name, "kind": kind, "chance": chance, "position": at}
            stage.create(stage.module.draft.parse(raw))
        with (MAVEN / "products.csv").open() as file:
            for line in csv.DictReader(file):
                product.create(product.module.draft.parse({"name": line["product"], "code": line["product"]}))
        yield crm


@pytest.mark.skipif(not MAVEN.exists(), reason="the sample is not on this machine")
def test_the_whole_pipeline_comes_in_and_its_won_deals_come_to_what_the_source_says(prepared):
    transfer, file = prepared.customer.transfer(), MAVEN / "sales_pipeline.csv"
    checked = transfer.import_file("opportunity", file, {"create_companies": True}, check_only=True)
    assert checked.failed == 1480
    problems = transfer.problems(checked, ("failed",), 5)
    assert {problem.value for problem in problems} == {"GTXPro"}

    run = transfer.import_file("opportunity", file, {"create_companies": True, "same": {"GTXPro": "GTX Pro"}})
    assert (run.created, run.failed, run.skipped) == (8800, 0, 0)
    tally = prepared.sales.opportunity_tally()
    stages = {id: step.name for id, step in prepared.sales.stage().steps().items()}
    sums = {stages[one.stage_id]: (one.deals, one.amount_base) for one in tally.sums(query())}
    assert sums["Won"] == (4238, Money(10_005_534))
    assert sum(deals for deals, _ in sums.values()) == 8800
    assert tally.wrong() == 0
    won = prepared.sales.opportunity().page(query("state:any:won"))[0]
    assert won.closed_at.date() == won.close_on and won.seller and won.product_id


def query(*texts):
    from crm.domain.kit.filter import Query, parse_address, parse_sort
    from crm.domain.sales.opportunity import MODULE

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
