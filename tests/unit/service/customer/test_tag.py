"""Tags: learnt from use, known to all."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.tag import TagDraft
from crm.errors import Taken


def account(company, **more):
    return company.container.customer.account().create(AccountDraft.parse({"name": "云帆", **more}))


def test_a_tag_that_somebody_types_becomes_one_of_the_house(company):
    tags = company.container.customer.tag()
    with company.acting("wang"):
        account(company, tags="VIP, 展会")
        account(company, tags="VIP")
    with company.acting("zhao"):
        assert tags.names() == ["VIP", "展会"]


def test_tags_that_are_added_to_many_records_are_learnt_too(company):
    with company.acting("wang"):
        made = account(company)
        company.container.customer.account().tag_all([made.id], ["新"], [])
        assert company.container.customer.tag().names() == ["新"]


def test_a_tag_has_one_name(company):
    tags = company.container.customer.tag()
    with company.acting("lilei"):
        tags.create(TagDraft.parse({"name": "VIP"}))
        with pytest.raises(Taken):
            tags.create(TagDraft.parse({"name": "VIP"}))
        assert tags.names() == ["VIP"]
