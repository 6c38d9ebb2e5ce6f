"""Price lists."""

import pytest

from crm.domain.sales.price_list import PriceListDraft
from crm.errors import Invalid


def test_a_list_that_ends_before_it_starts_is_refused(company):
    with company.acting("lilei"):
        with pytest.raises(Invalid) as refused:
            PriceListDraft.parse({"name": "春季", "starts_on": "2026-03-01", "ends_on": "2026-02-01"})
        assert set(refused.value.fields) == {"ends_on"}
        made = company.container.sales.price_list().create(PriceListDraft.parse({"name": "春季", "grades": "A, B", "tags": "VIP"}))
        assert (made.grades, made.tags, made.active, made.currency) == (["A", "B"], ["VIP"], True, "CNY")
