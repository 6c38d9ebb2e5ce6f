"""The statistics of orders: every figure leads to the orders that it is made of."""

import re
from html import unescape

from tests.today import today
from tests.unit.service.sales.orders import order


def test_every_figure_leads_to_its_orders(app, sign_in):
    company, last = app.company, today().year - 1
    with company.acting("lilei"):
        categories, products = company.container.sales.product_category(), company.container.sales.product()
        software = categories.create(categories.module.draft.parse({"name": "软件"}))
        sold = products.create(products.module.draft.parse({"name": "企业版", "price": "100", "category_id": software.id, "active": "yes"}))
    with company.acting("wang"):
        order(company, name="去年的订单", ordered_on=f"{last}-03-02")
        order(company, name="云帆一期", lines=({"product_id": str(sold.id), "quantity": "2", "unit_price": "100"},))
        order(company, "draft", name="未确认")
    client = sign_in("wang")
    page = client.get("/orders/statistics?year=all").text
    rows = re.findall(r'<th scope="row"><a href="([^"]+)">(.*?)</a></th><td class="number"[^>]*>(\d+)</td>', page)
    assert len(rows) >= 6 and any("category?" in url for url, _, _ in rows)
    for url, name, count in rows:
        found = client.get(unescape(url)).text
        assert sum(one in found for one in ("去年的订单", "云帆一期", "未确认")) == int(count), (url, name)
    assert "云帆一期" in client.get(unescape(next(url for url, name, _ in rows if name == "软件"))).text
    then, now = (client.get(f"/orders/statistics?year={year}").text for year in (last, ""))
    assert "1,600.00" in then and "1,600.00" not in now
    assert "/orders/statistics" in client.get("/orders").text
