"""Lines of deliveries: an undo reaches them as far as their delivery may be edited, and never beyond what was ordered."""

import pytest

from crm.errors import Invalid
from tests.unit.service.sales.orders import lines_of, order
from tests.unit.service.sales.test_delivery import ship


def test_quantities_that_were_taken_back_do_not_return_when_others_have_their_place(company):
    service, undo = company.container.trade.delivery(), company.container.platform.undo()
    with company.acting("wang"):
        made = order(company)
        seats, _ = lines_of(company, made)
        sent = ship(company, made, {seats: "9"})
        service.put(sent.id, {seats: "2"})
        less = company.container.platform.journal().since("delivery_line", service.of(sent.id)[0].id, 1)[0].change_set_id
        ship(company, made, {seats: "8"})
        with pytest.raises(Invalid):
            undo.undo(less)
        assert service.of(sent.id)[0].quantity == 2


def test_lines_are_seen_and_written_by_who_may_do_so_with_their_delivery(company):
    lines = company.container.trade.delivery_line()
    with company.acting("wang"):
        sent = ship(company, order(company), None)
        (line, *_) = company.container.trade.delivery().of(sent.id)
    for who, sees, writes in (("wang", True, True), ("sun", True, False), ("zhao", False, False)):
        with company.acting(who), company.container.db().transaction(writes=False):
            assert (lines.may("view", line), lines.may("edit", line)) == (sees, writes)
