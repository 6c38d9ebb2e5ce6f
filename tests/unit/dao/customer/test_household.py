"""Households in the database: as far as one may see them, written only over the version that was read."""

import pytest

from crm.domain.customer.household import HouseholdDraft
from crm.domain.kit.filter import Query


@pytest.fixture
def households(company):
    return company.container.customer.household_dao()


@pytest.fixture
def home(company):
    with company.acting("wang"):
        draft = HouseholdDraft.parse({"name": "王家", "city": "杭州", "tags": ["VIP"]})
        return company.container.customer.household().create(draft)


def test_a_household_is_read_as_it_was_written_by_whoever_may_see_it(company, households, home):
    with company.acting("wang"), households.db.transaction(writes=False):
        (found,) = households.find([home.id])
        assert (found.name, found.city, found.tags, found.custom, found.owner_name) == ("王家", "杭州", ["VIP"], {}, "王强")
        assert [row.id for row in households.page(Query(size=5), 5)] == [home.id]
    with company.acting("zhao"), households.db.transaction(writes=False):
        assert households.find([home.id]) == households.page(Query(size=5), 5) == []


def test_nothing_is_written_over_a_version_that_is_no_longer_the_one_read(households, home):
    row = vars(home) | {"name": "李家", "custom": {"x_level": 4}}
    with households.db.transaction():
        assert households.update([row | {"version": home.version + 1, "next_version": 9}]) == 0
        assert households.update([row | {"next_version": home.version + 1}]) == 1


def test_a_removed_household_is_found_by_no_one_but_who_asks_for_removed_ones(company, households, home):
    mark = {"id": home.id, "version": home.version, "removed_at": home.updated_at, "now": home.updated_at}
    with company.acting("lilei"), households.db.transaction():
        assert households.mark_removed([mark]) == 1
        assert households.mark_removed([mark]) == 0  # the version moved
        assert households.find([home.id]) == []
        assert [row.id for row in households.find([home.id], "view", True)] == [home.id]
