"""What stands on paper: long words find a place to break, figures keep their places."""

from decimal import Decimal

import pytest

from crm.domain.sales.paper import GAP, breakable, figure


def test_only_words_that_would_run_out_of_their_column_are_broken():
    assert breakable("An ordinary sentence about 云帆科技有限公司的企业版软件许可与年度技术支持服务") == (
        "An ordinary sentence about 云帆科技有限公司的企业版软件许可与年度技术支持服务"
    )
    long = breakable({"items": [{"title": "A" * 60, "drawn": True}], "none": None})["items"][0]["title"]
    assert long.replace(GAP, "") == "A" * 60 and long.count(GAP) == 2


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [("1234.5", "CNY", "1,234.50"), ("0.1234", "CNY", "0.1234"), ("1000", "JPY", "1,000"), ("1E+3", "CNY", "1,000.00")],
)
def test_a_figure_shows_the_coins_of_its_currency_and_a_fine_price_all_its_places(amount, currency, shown):
    assert figure(Decimal(amount), currency) == shown
