"""Many send or answer one quote, or make its next version, at the same moment: one of them does, the others are told why not."""

import threading

from crm.current import acting
from crm.domain.kit.module import modules
from crm.errors import Busy, Conflict, Invalid
from tests.kit.company import SYSTEM
from tests.unit.service.sales.test_pool_race import crm  # noqa: F401  (a database with a connection for each thread)

AT_ONCE = 6


def together(act):
    """Who did it, and what the others were told."""
    start, done, met = threading.Barrier(AT_ONCE), list[int](), list[type]()

    def run(n):
        start.wait()
        try:
            with acting(actor=SYSTEM):
                act(n)
            done.append(n)
        except (Invalid, Conflict, Busy) as error:
            met.append(type(error))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, met


def test_a_quote_is_sent_once_answered_once_and_has_one_next_version_however_many_ask_at_once(crm):  # noqa: F811
    quotes, versions = crm.trade.quote(), crm.trade.quote_version()
    with acting(actor=SYSTEM):
        account = crm.customer.account().create(modules()["account"].draft.parse({"name": "云帆科技"}))
        made = quotes.create(modules()["quote"].draft.parse({"name": "报价", "account_id": account.id, "amount": "1000"}))
    done, met = together(lambda n: quotes.send(made.id))
    assert (len(done), len(met)) == (1, AT_ONCE - 1)
    done, met = together(lambda n: versions.new_version(made.id))
    assert (len(done), len(met)) == (1, AT_ONCE - 1)
    done, met = together(lambda n: quotes.accept(made.id, f"签署人{n}") if n % 2 else quotes.decline(made.id, f"理由{n}"))
    assert (len(done), len(met)) == (1, AT_ONCE - 1)
    with acting(actor=SYSTEM):
        now = quotes.get(made.id)
        expected = ("accepted", f"签署人{done[0]}") if done[0] % 2 else ("declined", f"理由{done[0]}")
        assert (now.state, now.signer or now.answer) == expected
        assert len(versions.family(now)) == 2
