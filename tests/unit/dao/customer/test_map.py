"""Customers counted by place."""

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def places(company):
    """Wang's customers in three places and one of Zhao's."""
    accounts = company.container.customer.account()
    for who, province, city in (
        ("wang", "浙江", "杭州"), ("wang", "浙江", "宁波"), ("wang", "浙江省", "杭州"), ("wang", None, None), ("zhao", "广东", "深圳"),
    ):  # fmt: skip
        with company.acting(who):
            accounts.create(AccountDraft.parse({"name": f"{who}{province}{city}公司", "province": province, "city": city}))
    return company.container.customer.map_dao()


def counted(rows):
    return {row.name: row.count for row in rows}


def test_each_sees_his_own_counted_as_they_are_written_the_most_first(company, places):
    with company.acting("wang"), places.db.transaction(writes=False):
        found = places.provinces(10)
        assert counted(found) == {"浙江": 2, "浙江省": 1, None: 1} and found[0].name == "浙江"
        assert len(places.provinces(1)) == 1
    with company.acting("lilei"), places.db.transaction(writes=False):
        assert counted(places.provinces(10)) == {"浙江": 2, "浙江省": 1, None: 1, "广东": 1}
        assert counted(places.provinces(10, owner_id=company.users["zhao"])) == {"广东": 1}


def test_cities_are_those_of_all_provinces_or_of_one_however_it_is_written(company, places):
    with company.acting("lilei"), places.db.transaction(writes=False):
        assert counted(places.cities(10)) == {"杭州": 2, "宁波": 1, None: 1, "深圳": 1}
        assert counted(places.cities(10, ["浙江", "浙江省"])) == {"杭州": 2, "宁波": 1}
        assert counted(places.cities(10, ["浙江"], company.users["wang"])) == {"杭州": 1, "宁波": 1}
        assert places.cities(10, []) == []  # a list that is given and empty finds nothing
