"""Many move one deal at the same moment: one of them does, the others are told, and what is kept beside the deal is true."""

import threading

from crm.current import acting
from crm.domain.kit.module import modules
from crm.errors import Busy, Conflict
from tests.kit.company import SYSTEM
from tests.unit.service.sales.test_pool_race import crm  # noqa: F401  (a database with a connection for each thread)

MOVERS = 8


def test_of_many_who_move_a_deal_at_once_one_does_and_nothing_is_counted_twice(crm):  # noqa: F811
    sales = crm.sales
    service = sales.opportunity()
    with acting(actor=SYSTEM):
        deal = service.create(modules()["opportunity"].draft.parse({"name": "云帆采购", "amount": "1000"}))
        first = sales.stage().steps()[deal.stage_id]
        raw = {"pipeline_id": first.pipeline_id, "kind": "open"}
        stages = [sales.stage().create(modules()["stage"].draft.parse(raw | {"name": f"阶段{n}"})).id for n in range(MOVERS)]
    together, moved, met = threading.Barrier(MOVERS), list[int](), list[str]()

    def move(stage: int) -> None:
        together.wait()
        try:
            with acting(actor=SYSTEM):
                service.change(deal.id, {"stage_id": str(stage)}, version=deal.version)
            moved.append(stage)
        except (Conflict, Busy) as error:
            met.append(type(error).__name__)

    threads = [threading.Thread(target=move, args=(stage,)) for stage in stages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(moved) == 1 and len(met) == MOVERS - 1
    with acting(actor=SYSTEM):
        now = service.get(deal.id)
        assert (now.stage_id, now.version) == (moved[0], deal.version + 1)
        assert [span.name for span in sales.opportunity_room().room(deal.id).spans] == [now.stage_name, first.name]
        assert sales.opportunity_tally().wrong() == sales.dashboard().wrong() == 0
