"""What a record points at must be there and be seen by whoever says so: one rule for all modules and ways of writing."""

import pytest

from crm.domain.sales.price_list import PriceListDraft
from crm.errors import Invalid

NOBODY = 987654321


def test_a_new_record_points_at_no_record_that_is_not_there(company):
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        company.container.sales.price_list().create(PriceListDraft.parse({"name": "VIP", "account_id": NOBODY}))
    assert set(refused.value.fields) == {"account_id"}


def test_a_role_is_named_without_seeing_what_it_grants_but_it_is_there(company):
    limits = company.container.sales.discount_limit()
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        limits.create(limits.module.draft.parse({"role_id": NOBODY, "percent": "10"}))
    assert set(refused.value.fields) == {"role_id"}
