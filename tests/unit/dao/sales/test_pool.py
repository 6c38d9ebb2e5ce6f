"""What is written of pools: views up to the limit, the last move of each record."""

from datetime import date

from tests.unit.service.sales.test_pool_claim import customers, pool_of

DAY = date(2026, 11, 20)


def test_a_view_is_written_up_to_the_limit_and_the_same_record_counts_once(company):
    pool, dao = pool_of(company, views_a_day=2), company.container.sales.pool_dao()
    with dao.db.transaction():
        assert [dao.put_view(7, DAY, pool.id, record) for record in (1, 1, 2, 3)] == [1, 1, 1, 0]
        assert dao.put_view(8, DAY, pool.id, 3) == 1
        assert dao.forget_views(date(2026, 11, 21)) == 3


def test_of_each_record_the_last_move_is_told(company):
    pool, (first, second) = pool_of(company), customers(company, "wang", 2)
    claims, dao = company.container.sales.pool_claim(), company.container.sales.pool_dao()
    with company.acting("wang"):
        claims.release(pool.id, [first.id, second.id], "忙不过来")
    with company.acting("zhao"):
        claims.claim(pool.id, [second.id])
    with dao.db.transaction(writes=False):
        found = {move.record_id: (move.verb, move.person_name) for move in dao.last_moves([first.id, second.id])}
    assert found == {first.id: ("released", "王强"), second.id: ("claimed", "赵敏")}
