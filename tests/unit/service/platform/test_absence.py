"""Absences on both databases: whose they are, and what the stand-in may meanwhile."""

from datetime import timedelta

import pytest

from crm.errors import Forbidden, Invalid, NotFound


@pytest.fixture
def absences(company):
    return company.container.people.absence()


def entered(company, absences, who="wang", stand_in="chen", days=(0, 3), **more):
    with company.acting(who):
        today = absences.today()
        first, last = (str(today + timedelta(days=one)) for one in days)
        raw = {"person_id": str(company.users["wang"]), "stand_in_id": str(company.users[stand_in]), "first_day": first, "last_day": last}
        return absences.enter(raw | more)


def customer(company, who="wang"):
    accounts = company.container.customer.account()
    with company.acting(who):
        return accounts.create(accounts.module.draft.parse({"name": "云帆"}))


def test_while_somebody_is_away_his_stand_in_sees_and_edits_what_is_his(company, absences):
    row, accounts = customer(company), company.container.customer.account()
    with company.acting("chen"), pytest.raises(NotFound):
        accounts.get(row.id)
    made = entered(company, absences)
    with company.acting("chen"):
        assert company.actor("chen").grants.stands_in == (company.users["wang"],)
        assert accounts.change(row.id, {"city": "深圳"}).updated_by == company.users["chen"]
        assert [one.person_name for one in absences.stood_in_for()] == ["王强"]
    with company.acting("wang"):
        absences.drop(made.id)
    with company.acting("chen"), pytest.raises(NotFound):
        accounts.get(row.id)


@pytest.mark.parametrize(("days", "covers"), [((1, 3), "all"), ((0, 3), "approvals")])
def test_before_the_first_day_or_for_approvals_alone_he_sees_nothing(company, absences, days, covers):
    row = customer(company)
    entered(company, absences, days=days, covers=covers)
    with company.acting("chen"), pytest.raises(NotFound):
        company.container.customer.account().get(row.id)
    assert bool(company.actor("chen").decides_for) == (covers == "approvals")


def test_one_enters_them_for_oneself_and_for_one_s_people(company, absences):
    with pytest.raises(Forbidden):
        entered(company, absences, who="zhao")
    with company.acting("lilei"):
        company.container.platform.department().change(company.departments["sales"], {"manager_id": company.users["han"]})
    assert entered(company, absences, who="han").owner_id == company.users["wang"]


def test_what_cannot_be_is_refused_beside_its_field(company, absences):
    for more, field in (
        ({"stand_in_id": str(company.users["wang"])}, "stand_in_id"), ({"last_day": "2020-01-01"}, "last_day"),
        ({"last_day": "2060-01-01"}, "last_day"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            entered(company, absences, **more)
        assert list(refused.value.fields) == [field]
    entered(company, absences)
    with pytest.raises(Invalid, match="already"):
        entered(company, absences, days=(2, 5))


def test_he_decides_in_the_other_s_place_and_in_his_own_name(company, absences):
    approvals, contracts = company.container.approval, company.container.trade.contract()
    with company.acting("lilei"):
        flow = approvals.flow().create(approvals.flow().module.draft.parse({"name": "审批", "subject": "contract", "active": "yes"}))
        step = {"flow_id": str(flow.id), "name": "经理", "position": "1", "kind": "person", "user_id": str(company.users["han"])}
        approvals.step().create(approvals.step().module.draft.parse(step))
    row = customer(company)
    with company.acting("wang"):
        draft = {"name": "合同", "account_id": str(row.id), "amount": "10", "signed_on": "2026-01-05", "starts_on": "2026-01-10"}
        contract = contracts.create(contracts.module.draft.parse(draft))
        contracts.change(contract.id, {"state": "approval"})
    with company.acting("han"):
        today = str(absences.today())
        absences.enter({"stand_in_id": str(company.users["chen"]), "first_day": today, "last_day": today})
    with company.acting("chen"):
        (waiting,) = approvals.approval().page("waiting")
        assert waiting.instead_of == "韩梅梅" and approvals.approval().one(waiting.id).mine
        made = approvals.approval().decide(waiting.id, "approve")
        seats = {seat.user_name: (seat.state, seat.via_name, seat.why) for seat in approvals.approval().one(waiting.id).seats}
    assert (made.state, made.decided_by) == ("approved", company.users["chen"])
    assert seats == {"韩梅梅": ("passed", None, "away"), "陈静": ("approved", "韩梅梅", "stands_in")}
