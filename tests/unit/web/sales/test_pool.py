"""Pages of public pools."""

import re

import pytest

from tests.unit.service.sales.test_pool_claim import customers, lying, pool_of
from tests.unit.web.api.conftest import client as bearer


@pytest.fixture
def company(app):
    return app.company


def test_one_s_own_pools_come_first_and_say_what_lies_in_them(company, sign_in):
    pool = pool_of(company)
    lying(company, pool, 2)
    text = sign_in("zhao").get("/pools").text
    assert f'href="/pools/{pool.id}/records"' in text and '<b class="pool-count">2</b>' in text
    assert "You are not a member of a public pool." in sign_in("chen").get("/pools").text
    assert 'data-testid="sales_pool.new"' in sign_in("lilei").get("/pools").text


def test_the_list_of_a_pool_shows_no_phone_and_is_for_members(company, sign_in):
    pool = pool_of(company)
    lying(company, pool, 1, phone="13800138000", city="上海", grade="B")
    text = sign_in("zhao").get(f"/pools/{pool.id}/records").text
    assert "客户0" in text and "上海" in text and "不在负责区域" in text
    assert "13800138000" not in text and "138 0013 8000" not in text
    assert sign_in("chen").get(f"/pools/{pool.id}/records").status_code == 404
    assert sign_in("zhao").get("/pools/999999/records").status_code == 404


def test_the_list_is_searched_ordered_and_read_on(company, sign_in):
    pool = pool_of(company)
    lying(company, pool, 22)
    zhao = sign_in("zhao")
    assert "客户7" in zhao.get(f"/pools/{pool.id}/records?q=客户7").text
    assert "Nothing in this pool is like that." in zhao.get(f"/pools/{pool.id}/records?f=grade:any:A").text
    assert zhao.get(f"/pools/{pool.id}/records?sort=nonsense").status_code == 200
    assert 'role="alert"' in zhao.get(f"/pools/{pool.id}/records?f=nonsense").text


def test_a_claim_of_one_and_of_many(company, sign_in):
    pool = pool_of(company, claims_a_day=2)
    ids = lying(company, pool, 3)
    zhao = sign_in("zhao")
    answer = zhao.post(f"/pools/{pool.id}/claims", data={"one": ids[0]})
    assert (answer.status_code, answer.location) == (303, f"/pools/{pool.id}/records")
    text = zhao.post(f"/pools/{pool.id}/claims", data={"id": ids}).text
    assert "Somebody else was faster." in text and "The limit of 2 claims a day is reached." in text
    assert zhao.post(f"/pools/{pool.id}/claims", data={}).status_code == 422
    assert zhao.post(f"/pools/{pool.id}/claims", data={"id": "x" * 40}).status_code == 422
    assert sign_in("chen").post(f"/pools/{pool.id}/claims", data={"id": ids[2]}).status_code == 404
    assert sign_in("sun").post(f"/pools/{pool.id}/claims", data={"id": ids[2]}).status_code == 404


def test_a_manager_hands_out_and_what_was_ticked_stays_ticked(company, sign_in):
    pool = pool_of(company)
    ids = lying(company, pool, 2)
    han = sign_in("han")
    refused = han.post(f"/pools/{pool.id}/assignments", data={"id": ids[0], "person_id__text": "nobody like that"})
    assert refused.status_code == 422
    assert re.search(rf'value="{ids[0]}"[^>]* checked', refused.text) and "nobody like that" in refused.text
    assert han.post(f"/pools/{pool.id}/assignments", data={"id": ids[0], "person_id": company.users["zhao"]}).status_code == 303
    assert sign_in("wang").post(f"/pools/{pool.id}/assignments", data={"id": ids[1], "person_id": company.users["wang"]}).status_code == 403


def test_giving_up_asks_for_a_pool_and_a_reason(company, sign_in):
    pool = pool_of(company)
    (row,) = customers(company, "wang")
    wang = sign_in("wang")
    assert "For one record." in wang.get(f"/pools/release/account?id={row.id}").text
    refused = wang.post("/pools/release/account", data={"id": row.id, "pool_id": pool.id, "reason": " "})
    assert refused.status_code == 422 and "Please say why." in refused.text
    assert wang.post("/pools/release/account", data={"id": row.id, "pool_id": 7, "reason": "x"}).status_code == 422
    assert (
        wang.post("/pools/release/account", data={"id": row.id, "pool_id": pool.id, "reason": "x"}).location == f"/pools/{pool.id}/records"
    )
    assert wang.get("/pools/release/tag?id=1").status_code == 404
    assert wang.get("/pools/release/account").status_code == 422


def test_the_record_says_in_which_pool_it_lies_and_counts_the_view(app, company, sign_in):
    pool = pool_of(company, views_a_day=1)
    first, second = lying(company, pool, 2)
    zhao = sign_in("zhao")
    text = zhao.get(f"/accounts/{first}").text
    assert "In “华东公海” since" in text and f"/pools/fate/account/{first}" in text
    assert zhao.get(f"/accounts/{first}").status_code == 200
    assert zhao.get(f"/accounts/{second}").status_code == 429
    assert bearer(app, "zhao").get(f"/api/v1/accounts/{second}").status_code == 429


def test_figures_of_a_pool(company, sign_in):
    pool = pool_of(company)
    ids = lying(company, pool, 2)
    sign_in("zhao").post(f"/pools/{pool.id}/claims", data={"id": ids})
    text = sign_in("zhao").get(f"/pools/{pool.id}/figures?days=7").text
    assert "赵敏" in text and "陈静" in text
    assert sign_in("zhao").get(f"/pools/{pool.id}/figures?days=8").status_code == 404


def test_members_and_rules_are_records_as_all_others(company, sign_in):
    pool = pool_of(company)
    lilei = sign_in("lilei")
    assert "王强" in lilei.get(f"/pools/{pool.id}").text
    for path in (
        "/pools?view=all",
        "/pools/new",
        "/pool-members",
        f"/pool-members/new?pool_id={pool.id}",
        "/pool-rules",
        "/pool-rules/new",
    ):
        assert lilei.get(path).status_code == 200, path
