"""Cards of questions in the database: the house's own, in the order they were put in."""

import pytest

from crm.domain.customer.preference_card import PreferenceCardDraft
from crm.domain.kit.filter import Query, parse_sort


@pytest.fixture
def made(company):
    service = company.container.customer.preference_card()
    with company.acting("lilei"):
        for name, position in (("饮食", 2), ("房间", 1)):
            service.create(PreferenceCardDraft.parse({"name": name, "position": position}))
    return company.container.customer.preference_card_dao()


def test_cards_come_in_their_order_behind_the_last_one_seen(company, made):
    with company.acting("lilei"), made.db.transaction(writes=False):
        sort = parse_sort(made.module, "position")
        (first,) = made.page(Query(sort=sort, size=1), 1)
        rest = made.page(Query(sort=sort, size=5, after=(first.position, first.id)), 5)
    assert (first.name, [one.name for one in rest]) == ("房间", ["饮食"])


def test_a_card_is_written_only_over_the_version_that_was_read(company, made):
    with company.acting("lilei"), made.db.transaction():
        row = made.page(Query(size=1), 1)[0]
        assert made.update([vars(row) | {"name": "新", "version": row.version + 1, "next_version": 3}]) == 0
        assert made.update([vars(row) | {"name": "新", "next_version": row.version + 1}]) == 1
        assert made.find([row.id])[0].name == "新"
