"""Where one company is served alone, nobody hears of companies or of what was agreed with a provider."""


def test_an_installation_of_one_company_has_no_such_page(app, sign_in):
    client = sign_in("lilei")
    assert client.get("/tenants").status_code == 404
    assert "/tenants" not in client.get("/backups").text and "/agreed" not in client.get("/backups").text
