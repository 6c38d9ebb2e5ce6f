"""Product pages: variants at one click, and the ways to what stands around the catalogue."""

import re


def test_variants_are_made_at_one_click(sign_in):
    client = sign_in("lilei")
    page = client.post("/products", data={"name": "工装", "price": "80", "attributes": "颜色: 红, 蓝", "active": "yes"}).location
    assert "Make 2 variants" in client.get(page).text
    answer = client.post(f"{page}/variants", follow_redirects=True)
    assert "2 variants were made." in answer.text and "工装 · 红" in answer.text and "Make 2 variants" not in answer.text


def test_too_many_variants_are_refused_on_the_page(sign_in):
    client, values = sign_in("lilei"), ", ".join(str(n) for n in range(11))
    page = client.post("/products", data={"name": "工装", "attributes": f"a: {values}\nb: {values}"}).location
    assert "at most 100" in client.post(f"{page}/variants", follow_redirects=True).text


def test_the_catalogue_leads_to_its_categories_taxes_and_rates(sign_in):
    text = sign_in("lilei").get("/products").text
    assert all(path in text for path in ('href="/product-categories"', 'href="/tax-rates"', 'href="/exchange-rates"'))


def test_the_catalogue_is_a_tree_that_leads_to_the_products_of_a_branch(app, sign_in):
    with app.company.acting("lilei"):
        categories, products = app.container.sales.product_category(), app.container.sales.product()
        top, other = (categories.create(categories.module.draft.parse({"name": name})) for name in ("软件", "硬件"))
        below = categories.create(categories.module.draft.parse({"name": "CRM", "parent_id": top.id}))
        products.create(products.module.draft.parse({"name": "企业版", "category_id": below.id}))
    client = sign_in("lilei")
    page = client.get("/product-categories").text
    way = f"/products?f=category_id:any:{top.id},{below.id}"
    assert way in page and "企业版" in client.get(way).text
    assert client.post(f"/product-categories/{other.id}/place", data={"step": "down"}).status_code == 303
    assert client.post(f"/product-categories/{top.id}/place", data={"step": "down"}).status_code == 303
    rows = re.findall(r'<th scope="row">.*?href="/product-categories/(\d+)"', client.get("/product-categories").text)
    assert rows == [str(other.id), str(top.id), str(below.id)]
    assert "软件" in client.get("/product-categories?sort=position").text
