"""Closed months: nothing that is dated in one is written, changed, removed, undone or brought back."""

import threading
from datetime import date

import pytest

from crm.container import build
from crm.errors import Busy, Invalid
from crm.settings import load
from tests.kit import databases
from tests.kit.company import found
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.test_pool_race import on_a_file


def close(company, month="2026-02"):
    service = company.container.trade.period()
    return service.create(service.module.draft.parse({"month": month}))


def test_nothing_is_booked_in_a_closed_month_nor_moved_into_or_out_of_it(company):
    receipts = company.container.trade.receipt()
    with company.acting("lilei"):
        made = contract(company)
        first = part(company, "receipt", made.id, amount="100")
        later = part(company, "receipt", made.id, amount="100", received_on="2026-03-02")
        close(company)
        for noun, raw, field in (
            ("receipt", {}, "received_on"), ("refund", {}, "refunded_on"),
            ("invoice_request", {"state": "issued", "invoice_number": "1", "issued_on": "2026-02-03"}, "issued_on"),
        ):  # fmt: skip
            with pytest.raises(Invalid, match="The books of 2026-02 are closed") as refused:
                part(company, noun, made.id, amount="10", **raw)
            assert set(refused.value.fields) == {field}
        out, into = {"received_on": "2026-03-03"}, {"received_on": "2026-02-20"}
        for id, change in ((first.id, {"amount": "90"}), (first.id, out), (later.id, into)):
            with pytest.raises(Invalid) as refused:
                receipts.change(id, change)
            assert set(refused.value.fields) == {"received_on"}
        assert list(receipts.remove_all([first.id, later.id]).refused) == [first.id]
        assert receipts.change(first.id, {"remark": "已核对"}).remark == "已核对"


def test_a_payment_of_a_closed_month_may_come_back_in_an_open_one(company):
    receipts = company.container.trade.receipt()
    with company.acting("lilei"):
        first = part(company, "receipt", contract(company).id, amount="100")
        close(company)
        back = {"state": "returned", "return_reason": "账号有误"}
        with pytest.raises(Invalid) as refused:
            receipts.change(first.id, back | {"returned_on": "2026-02-28"})
        assert set(refused.value.fields) == {"returned_on"}
        assert receipts.change(first.id, back | {"returned_on": "2026-03-01"}).state == "returned"


def test_an_undo_does_not_reach_into_a_closed_month(company):
    platform, receipts = company.container.platform, company.container.trade.receipt()

    def last():
        return platform.journal().page(1)[0].id

    with company.acting("lilei"):
        made = contract(company)
        created = part(company, "receipt", made.id, amount="100")
        made_set = last()
        receipts.change(created.id, {"amount": "90"})
        changed = last()
        gone = part(company, "receipt", made.id, amount="50")
        receipts.remove_all([gone.id])
        removed = last()
        close(company)
        for set_id in (made_set, changed):
            assert not platform.undo().undo(set_id).done
        with pytest.raises(Invalid, match="closed"):
            platform.undo().undo(removed)
        assert receipts.get(created.id).amount == 90


def test_months_are_closed_once_and_opened_again_with_a_reason_by_whoever_may(company):
    service = company.container.trade.period()
    with company.acting("lilei"):
        made = close(company)
        with pytest.raises(Invalid):
            close(company, "2026/2")
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"state": "open"})
        assert set(refused.value.fields) == {"reason"}
        assert not company.container.platform.undo().undo(company.container.platform.journal().page(1)[0].id).done
        service.change(made.id, {"state": "open", "reason": "补记一笔回款"})
        part(company, "receipt", contract(company).id, amount="10")
        close(company, "2026-04")
        service.open(made.created_at.date(), None)
        with pytest.raises(Invalid, match="2026-04"):
            service.open(date(2026, 4, 30))


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_whoever_closes_a_month_waits_for_those_who_are_booking_in_it(engine, tmp_path):
    settings = load("test", {}, app={"data": tmp_path}, secret="a secret of the tests")
    for db in on_a_file(tmp_path) if engine == "sqlite" else databases.postgresql():
        company = found(build(settings, db))
        booked, told = threading.Event(), []

        def shut(company=company, booked=booked, told=told) -> None:
            booked.wait()
            with company.acting("lilei"):
                while True:
                    try:
                        close(company)
                        break
                    except Busy:
                        continue
            told.append("closed")

        with company.acting("lilei"):
            made = contract(company)
            other = threading.Thread(target=shut)
            other.start()
            with db.transaction():
                part(company, "receipt", made.id, amount="10")
                booked.set()
                other.join(1)
                told.append("booked")
            other.join()
            assert told == ["booked", "closed"]
            with pytest.raises(Invalid):
                part(company, "receipt", made.id, amount="10")
