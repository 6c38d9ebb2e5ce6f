"""Many deliver the same order, or make the same quote an order, at the same moment: never more than there is, never twice."""

import threading

from crm.current import acting
from crm.domain.kit.filter import Query
from crm.domain.sales.delivery import DeliveryDraft
from crm.errors import Busy, Conflict, Invalid, Taken
from tests.kit.company import SYSTEM, Company
from tests.unit.service.sales.orders import LINES
from tests.unit.service.sales.quotes import quote
from tests.unit.service.sales.test_pool_race import crm  # noqa: F401  (a database with a connection for each thread)

MANY = 6


def at_once(do):
    """What each of many threads got, or the name of what it met."""
    found: list[object] = []
    together = threading.Barrier(MANY)

    def run() -> None:
        together.wait()
        try:
            with acting(actor=SYSTEM):
                found.append(do())
        except (Busy, Conflict, Invalid, Taken) as error:
            found.append(type(error).__name__)

    threads = [threading.Thread(target=run) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_many_deliveries_of_one_order_only_as_many_come_to_be_as_there_is(crm):  # noqa: F811
    trade = crm.trade
    with acting(actor=SYSTEM):
        orders = trade.sales_order()
        account = crm.customer.account()
        customer = account.create(account.module.draft.parse({"name": "云帆科技"}))
        made = orders.create(orders.module.draft.parse({"name": "云帆采购", "account_id": customer.id}))
        seats = crm.sales.line().put("sales_order", made.id, LINES)[0].id
        orders.change(made.id, {"state": "confirmed"})
    raw = {"order_id": made.id, "state": "shipped"}
    found = at_once(lambda: trade.delivery().ship(DeliveryDraft.parse(raw), {seats: "4"}).id)
    with acting(actor=SYSTEM):
        book = trade.delivery().book(made)
        assert len([one for one in found if isinstance(one, int)]) == 2
        assert (book.left()[seats], book.state, orders.get(made.id).state) == (2, "delivering", "delivering")


def test_of_many_who_make_an_order_of_a_quote_all_find_the_same(crm):  # noqa: F811
    with acting(actor=SYSTEM):
        offered = quote(Company(crm, {}, {}, {}), "sent")
        crm.trade.quote().accept(offered.id, "张经理")
    found = at_once(lambda: crm.trade.sales_order().of_quote(offered.id).id)
    with acting(actor=SYSTEM):
        assert crm.trade.sales_order().count(Query()) == 1
        assert {one for one in found if isinstance(one, int)} == {row.id for row in crm.trade.sales_order().page(Query(size=5))}
