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
