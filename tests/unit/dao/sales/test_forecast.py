"""What was put down of an evening is read as far as one sees the deals it is made of."""

from datetime import date

from crm.domain.kit.money import Money

DAY, START = date(2026, 11, 20), date(2026, 10, 1)


def test_ranges_are_seen_by_the_scope_of_the_reader(company):
    dao, users, departments = company.container.sales.forecast_dao(), company.users, company.departments
    whose = {"company": (0, 0), "east": (0, departments["east"]), "wang": (users["wang"], departments["east"]),
             "chen": (users["chen"], departments["south"])}  # fmt: skip
    with company.acting("lilei"), dao.db.transaction():
        dao.put_day(DAY, 3, 0, 0)
        dao.put_ranges([
            {"taken_on": DAY, "starts_on": START, "owner_id": owner, "department_id": department,
             "p10": Money(at), "p50": Money(at), "p90": Money(at)}
            for at, (owner, department) in enumerate(whose.values())
        ])  # fmt: skip

    def seen(account):
        with company.acting(account), dao.db.transaction(writes=False):
            return {list(whose)[int(one.p50)] for one in dao.reaches([DAY], [START])}

    assert {account: seen(account) for account in ("lilei", "han", "wang", "chen")} == {
        "lilei": set(whose), "han": {"east", "wang", "chen"}, "wang": {"wang"}, "chen": {"chen"},
    }  # fmt: skip
