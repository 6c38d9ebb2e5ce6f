"""A company is held to what was agreed for it, and can always go back below."""

import pytest

from crm.domain.platform.agreed import OverLimit, Used


@pytest.fixture
def agreed(company):
    """The service, with limits that the test sets."""
    service = company.container.limit.agreed()

    def agree(**limits):
        service.agreed, service.any, service._records = {"people": None, "records": None, "storage": None, **limits}, True, (0.0, 0)
        return service

    yield agree
    agree()
    service.any = False


def person(company, account):
    users = company.container.platform.user()
    return users.create(users.module.draft.parse({"name": account, "account": account, "mail": f"{account}@example.com"}))


def test_nobody_is_added_beyond_the_people_that_were_agreed(company, agreed):
    agreed(people=7)
    with company.acting("lilei"):
        seventh = person(company, "seventh")
        with pytest.raises(OverLimit) as refused:
            person(company, "eighth")
        assert company.container.platform.user().find_one("eighth") is None
        assert refused.value.words.values["most"] == 7
        company.container.platform.user().change(seventh.id, {"state": "suspended"})
        person(company, "eighth")
        with pytest.raises(OverLimit):
            company.container.platform.user().change(seventh.id, {"state": "active"})


def test_who_is_above_a_limit_that_was_lowered_can_still_change_what_is_there(company, agreed):
    agreed(people=2, records=1)
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"title": "Sales"})
        company.container.platform.user().change(company.users["wang"], {"state": "suspended"})


def test_no_record_is_written_beyond_those_that_were_agreed(company, agreed):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        before = agreed().used()[1].used
        agreed(records=before + 1)
        accounts.create(accounts.module.draft.parse({"name": "fits"}))
        with pytest.raises(OverLimit):
            accounts.create(accounts.module.draft.parse({"name": "does not"}))


def test_what_is_used_is_shown_in_percent():
    assert [Used("people", used, 10).share for used in (0, 9, 10, 30)] == [0, 90, 100, 100]
    assert Used("people", 30, None).share == 0 and not Used("people", 30, None).is_over
