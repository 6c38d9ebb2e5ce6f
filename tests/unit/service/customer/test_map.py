"""The map counts what the reader sees."""

from crm.domain.customer.account import AccountDraft


def test_everybody_counts_the_customers_he_sees(company):
    crm = company.container.customer
    for account, place in (("wang", ("浙江", "杭州")), ("wang", ("浙江省", "宁波")), ("zhao", ("浙江", "杭州")), ("wang", (None, None))):
        with company.acting(account):
            crm.account().create(AccountDraft.parse({"name": "云帆", "province": place[0] or "", "city": place[1] or ""}))
    with company.acting("han"):
        atlas = crm.map().atlas("浙江")
        assert (atlas.total, atlas.chosen.count, [(c.name, c.count) for c in atlas.cities]) == (4, 3, [("杭州", 2), ("宁波", 1)])
        assert crm.map().atlas(mine=True).total == 0
    with company.acting("zhao"):
        assert crm.map().atlas().total == 1
    with company.acting("wang"):
        assert [(p.name, p.count) for p in crm.map().atlas().others] == [(None, 1)]
        assert crm.map().atlas("西藏").cities == []
