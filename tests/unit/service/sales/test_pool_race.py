"""Fifty claim at once: one winner for each record, and nobody gets more than his limit, however he tries."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.container import Container, build
from crm.current import Actor, acting
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.access import Grants, Scope
from crm.domain.kit.filter import Query
from crm.domain.sales.pool import PoolDraft
from crm.errors import Busy
from crm.settings import load
from tests.kit import databases
from tests.kit.company import SYSTEM

CLAIMERS, PEOPLE, RECORDS, LIMIT, TRIES = 50, 25, 40, 2, 50


def on_a_file(tmp_path: Path) -> Iterator[Database]:
    """SQLite with a connection for each thread, as it is served."""
    db = Database(f"sqlite:///{tmp_path}/race.db")
    Migrator(db).migrate()
    yield db
    db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def crm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Container]:
    settings = load("test", {}, app={"data": tmp_path}, secret="a secret of the tests")
    for db in on_a_file(tmp_path) if request.param == "sqlite" else databases.postgresql():
        yield build(settings, db)


def person(n: int, pool: int) -> Actor:
    grants = Grants({"account.view": Scope.OWN, "account.edit": Scope.OWN}, 9000 + n, None, pools={"account": (pool,)})
    return Actor(9000 + n, f"P{n}", grants=grants)


def test_each_record_has_one_winner_and_no_limit_is_passed(crm):
    accounts, sales = crm.customer.account(), crm.sales
    with acting(actor=SYSTEM):
        pool = sales.pool().create(PoolDraft.parse({"name": "公海", "module": "account", "claims_a_day": LIMIT}))
        rows = [accounts.create(AccountDraft.parse({"name": f"客户{n}"})) for n in range(RECORDS)]
        sales.pool_claim().place(pool.id, [row.id for row in rows])
    won: list[tuple[int, int]] = []
    failed: list[BaseException] = []
    together = threading.Barrier(CLAIMERS)

    def claim(n: int) -> None:
        ids = [row.id for row in rows]
        random.Random(n).shuffle(ids)
        together.wait()
        try:
            with acting(actor=person(n % PEOPLE, pool.id)):
                for _ in range(TRIES):
                    try:
                        won.extend((id, 9000 + n % PEOPLE) for id in sales.pool_claim().claim(pool.id, ids).done)
                        return
                    except Busy:
                        continue
                raise Busy()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(CLAIMERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(won) == len({id for id, _ in won}) == RECORDS
    assert max(Counter(who for _, who in won).values()) == LIMIT
    with acting(actor=SYSTEM):
        owners = {row.id: (row.owner_id, row.pool_id) for row in accounts.find([row.id for row in rows])}
        assert owners == {id: (who, None) for id, who in won}
        assert sales.pool().lying(pool.id, Query()) == []
