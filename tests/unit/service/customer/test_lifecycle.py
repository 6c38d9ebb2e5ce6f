"""The life cycle: dated, with who and why, and an undo is part of it."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.errors import Invalid, NotFound

MAY = datetime(2026, 5, 4, 2, tzinfo=UTC)


def test_stages_are_dated_and_told_with_their_reason(company):
    crm = company.container.customer
    with company.acting("wang", clock=MAY):
        made = crm.account().create(AccountDraft.parse({"name": "云帆", "stage": "获客"}))
        assert made.stage_at == MAY
    with company.acting("wang", clock=MAY + timedelta(days=9)):
        crm.account().change(made.id, {"city": "上海"})
        moved = crm.lifecycle().move(made.id, "grow", "签了首单")
        assert moved.stage_at == MAY + timedelta(days=9)
    with company.acting("wang", clock=MAY + timedelta(days=12)):
        assert crm.account().change(made.id, {"city": "北京"}).stage_at == MAY + timedelta(days=9)
        first, second = crm.lifecycle().of(made.id)
    assert (first.stage, first.days(MAY), first.by) == ("acquire", 9, "王强")
    assert (second.stage, second.end, second.reason) == ("grow", None, "签了首单")


def test_an_undone_stage_is_left_again(company):
    crm = company.container.customer
    with company.acting("wang"):
        made = crm.account().create(AccountDraft.parse({"name": "云帆"}))
        crm.lifecycle().move(made.id, "keep")
        newest = company.container.platform.journal().page(1)[0].id
        company.container.platform.undo().undo(newest)
        assert [span.end is None for span in crm.lifecycle().of(made.id)] == [False]
        assert crm.account().get(made.id).stage is None
        with pytest.raises(Invalid, match="stage"):
            crm.lifecycle().move(made.id, "gone")
    with company.acting("zhao"), pytest.raises(NotFound):
        crm.lifecycle().of(made.id)


def test_the_stage_of_many_customers_is_set_at_once(company):
    crm = company.container.customer
    with company.acting("wang"):
        ids = [crm.account().create(AccountDraft.parse({"name": name})).id for name in ("甲", "乙")]
        crm.account().change_all(ids, {"stage": "keep"})
        assert {row.stage for row in crm.account().find(ids)} == {"keep"}
        assert all(row.stage_at for row in crm.account().find(ids))
