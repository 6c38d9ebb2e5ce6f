"""The form of a pool rule: tried before it is saved, its condition built with the filter."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from tests.unit.service.sales.test_pool_claim import pool_of

NOT_A = json.dumps({"all": [{"field": "grade", "operator": "none", "value": ["A"]}]})


@pytest.fixture
def company(app):
    return app.company


def old(company, count, owner="wang", **raw):
    with company.acting(owner, clock=datetime.now(UTC) - timedelta(days=200)):
        for n in range(count):
            company.container.customer.account().create(AccountDraft.parse({"name": f"旧客户{n}", **raw}))


def typed(pool, **more):
    return {"name": "90 天", "pool_id": pool.id, "kind": "untouched", "days": "90", "warn_days": "7", "active": "yes", **more}


def test_a_preview_counts_and_saves_nothing(company, sign_in):
    old(company, 2)
    old(company, 1, "zhao")
    pool, lilei = pool_of(company), sign_in("lilei")
    answer = lilei.post("/pool-rules", data=typed(pool, then="preview"))
    assert answer.status_code == 200 and "Tonight 3 of 3 would move, 2 of them from 王强." in answer.text and 'value="90 天"' in answer.text
    assert company.container.sales.pool_rule().in_force() == []
    refused = lilei.post("/pool-rules", data=typed(pool, then="preview") | {"days": "many", "name": "kept"})
    assert refused.status_code == 422 and 'value="many"' in refused.text and 'value="kept"' in refused.text
    assert lilei.post("/pool-rules", data={"then": "preview"}).status_code == 422


def test_a_rule_that_would_move_everything_asks_for_the_number_beside_its_field(company, sign_in):
    old(company, 21)
    pool, lilei = pool_of(company), sign_in("lilei")
    refused = lilei.post("/pool-rules", data=typed(pool))
    assert refused.status_code == 422 and "Tonight 21 of 21 would move. Type 21 to confirm that." in refused.text
    saved = lilei.post("/pool-rules", data=typed(pool, allowed="21"))
    assert saved.status_code == 303
    text = lilei.get(saved.location).text
    assert "Tonight 21 of 21 would move" in text


def test_the_condition_is_built_with_the_filter_and_comes_back_with_what_was_typed(company, sign_in):
    old(company, 2, grade="A")
    old(company, 1, grade="B")
    pool, lilei = pool_of(company), sign_in("lilei")
    asked = lilei.post("/pool-rules", data=typed(pool, then="condition", condition=NOT_A))
    assert asked.status_code == 303 and asked.location.startswith("/pool-rules/condition/account?")
    text = lilei.get(asked.location).text
    assert "Tonight 1 of 3 would move" in text
    back = re.search(r'href="(/pool-rules/new\?[^"]+)"', text)[1].replace("&amp;", "&")
    form = lilei.get(back).text
    assert 'value="90 天"' in form and "Grade" in form
    assert lilei.post("/pool-rules", data={"then": "condition"}).status_code == 422
    saved = lilei.post("/pool-rules", data=typed(pool, condition=NOT_A))
    edit = f"{saved.location}/edit"
    assert "Grade" in lilei.get(saved.location).text and "Grade" in lilei.get(edit).text and "Grade" in lilei.get("/pool-rules").text
    assert lilei.post(saved.location, data=typed(pool, then="preview")).status_code == 200
    assert lilei.get(f"{edit}?name=anders&condition=nonsense").status_code == 200


def test_leads_have_a_builder_of_their_own(company, sign_in):
    from crm.domain.sales.pool import PoolDraft

    with company.acting("lilei"):
        pool = company.container.sales.pool().create(PoolDraft.parse({"name": "线索公海", "module": "lead"}))
    asked = sign_in("lilei").post("/pool-rules", data=typed(pool, then="condition"))
    assert asked.location.startswith("/pool-rules/condition/lead?")
    assert sign_in("lilei").get(asked.location).status_code == 200
