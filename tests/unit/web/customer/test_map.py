"""The map of customers on its page."""

import re
from html import unescape


def test_a_square_leads_to_its_cities_and_a_city_to_its_customers(sign_in):
    client = sign_in("wang")
    for name, province, city in (("云帆", "浙江", "杭州"), ("安泰", "浙江省", "宁波"), ("远航", "广东", "广州")):
        client.post("/accounts", data={"name": name, "kind": "company", "province": province, "city": city})
    page = client.get("/accounts/map").text
    square = unescape(re.search(r'<a href="([^"]+)" aria-label="浙江: 2"', page)[1])
    page = client.get(square).text
    assert "宁波" in page and "广州" not in page
    city = unescape(re.search(r'<a href="([^"]+)"><span>宁波', page)[1])
    found = client.get(city).text
    assert "安泰" in found and "云帆" not in found
    whole = unescape(re.search(r'<a href="(/accounts\?[^"]+)">List of these customers', page)[1])
    found = client.get(whole).text
    assert "安泰" in found and "云帆" in found and "远航" not in found


def test_whoever_has_no_customers_sees_an_empty_grid(sign_in):
    page = sign_in("zhao").get("/accounts/map?mine=1&province=浙江").text
    assert 'aria-label="浙江: 0"' in page and "There is no customer here." in page
