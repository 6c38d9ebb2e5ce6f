"""Competitors and what is known of them: found, counted once, seen by all who sell."""

import pytest

from crm import current
from crm.domain.kit.access import Scope
from crm.domain.kit.filter import Query
from crm.domain.kit.module import modules
from crm.domain.platform.role_ready import ready_grants
from crm.errors import Invalid


@pytest.fixture
def sales(company):
    return company.container.sales


def make(service, **raw):
    return service.create(service.module.draft.parse(raw))


def test_a_competitor_is_found_by_name_pinyin_and_region(company, sales):
    with company.acting("wang"):
        made = make(sales.competitor(), name="云桥软件", threat="high", region="华东", strengths="价格低")
        for words in ("云桥", "yqrj", "华东"):
            assert [hit.id for hit in company.container.platform.search().find(words, module="competitor")] == [made.id], words


def test_undo_takes_a_competitor_away_again_and_a_change_back(company, sales):
    with company.acting("wang"):
        made = make(sales.competitor(), name="云桥软件")
        sales.competitor().change(made.id, {"how_to_win": "强调本地服务"})
        company.container.platform.undo().undo(current.last_change())
        assert sales.competitor().get(made.id).how_to_win is None


def test_all_who_sell_see_what_anybody_knows_and_change_only_their_own():
    grants = ready_grants("salesperson", modules())
    for name in ("competitor", "competitor_product", "competitor_price", "competitor_sale", "market_note"):
        assert (grants[f"{name}.view"], grants[f"{name}.edit"]) == (Scope.ALL, Scope.OWN), name
        assert ready_grants("auditor", modules())[f"{name}.view"] == Scope.ALL
        assert f"{name}.view" not in ready_grants("agent", modules())


def test_a_competitor_that_may_not_be_seen_cannot_be_named(company, sales):
    with company.acting("zhao"):
        other = make(sales.competitor(), name="云桥软件")
    with company.acting("wang"):
        for service, raw in (
            (sales.competitor_product(), {"name": "云桥 CRM"}),
            (sales.market_note(), {"name": "云桥降价", "noted_on": "2026-03-01"}),
            (sales.competitor_sale(), {"starts_on": "2026-01-01", "ends_on": "2026-03-31", "share": "12"}),
        ):
            with pytest.raises(Invalid, match="competitor_id"):
                make(service, competitor_id=other.id, **raw)
        assert sales.competitor().page(Query()) == []
