"""Households: an ordinary record, found by what it is called and where it lives."""

from crm.domain.customer.household import HouseholdDraft
from crm.domain.kit.filter import Query


def test_a_household_is_found_by_name_pinyin_and_phone(company):
    homes = company.container.customer.household()
    with company.acting("wang"):
        made = homes.create(HouseholdDraft.parse({"name": "王建国家庭", "phone": "0571-88001234", "city": "杭州", "tags": "VIP"}))
        for words in ("王建国", "wjg", "1234"):
            assert [hit.id for hit in company.container.platform.search().find(words, module="household")] == [made.id], words


def test_a_household_of_somebody_else_is_not_seen(company):
    homes = company.container.customer.household()
    with company.acting("wang"):
        homes.create(HouseholdDraft.parse({"name": "王建国家庭"}))
    with company.acting("zhao"):
        assert homes.page(Query()) == []
    with company.acting("han"):
        assert [row.name for row in homes.page(Query())] == ["王建国家庭"]
