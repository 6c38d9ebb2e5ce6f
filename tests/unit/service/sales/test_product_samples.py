"""The products of a real file come in by themselves: categories first, then what stands in them."""

from pathlib import Path

import pytest

from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money

MAVEN = Path(__file__).parents[5] / "shared/data/crm_samples/maven_crm/products.csv"


@pytest.mark.skipif(not MAVEN.exists(), reason="the sample files are not here")
def test_the_products_of_maven_come_in_with_their_series_and_prices(company):
    transfers, sales = company.container.customer.transfer(), company.container.sales
    with company.acting("lilei", currency="USD"):
        series = transfers.import_file("product_category", MAVEN)
        run = transfers.import_file("product", MAVEN)
        made = {row.name: row for row in sales.product().page(Query(size=100))}
    assert (series.created, series.failed, run.created, run.failed) == (3, 0, 7, 0)
    assert {row.category_name for row in made.values()} == {"GTX", "MG", "GTK"}
    assert (made["GTX Pro"].price, made["GTK 500"].price, made["MG Special"].currency) == (Money(4821), Money(26768), "USD")


def test_lines_of_a_file_that_cannot_be_products_are_named_and_the_others_come_in(company, tmp_path):
    file = tmp_path / "products.csv"
    file.write_text("名称,编码,价格,分类\n甲,A-1,12.5,\n乙,A-1,5,\n丙,A-3,-1,\n丁,A-4,1,没有\n戊,A-5,1.2万,\n", encoding="utf-8")
    with company.acting("lilei"):
        run = company.container.customer.transfer().import_file("product", file)
        made = {row.name: row.price for row in company.container.sales.product().page(Query(size=100))}
    assert made == {"甲": Money("12.5"), "戊": Money(12000)}
    assert run.created == 2 and run.failed + run.skipped == 3
