"""Details go when their time is over; the chain holds, and nothing goes before the law lets it."""

from datetime import timedelta

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.errors import Invalid


class Job:
    id = attempts = 0

    def progress(self, done, total=None):
        pass


@pytest.fixture
def retention(company):
    with company.acting("wang"):
        accounts = company.container.customer.account()
        made = accounts.create(AccountDraft.parse({"name": "云帆", "grade": "A"}))
        accounts.change(made.id, {"grade": "B"})
        company.container.platform.security().note("sign_in", company.users["wang"], "10.0.0.1")
    return company.container.trace.retention()


def test_details_go_and_the_chains_hold(company, retention):
    chain, journal = company.container.trace.chain(), company.container.platform.journal()
    with company.acting("lilei"):
        retention.change({"change:account": "200", "event:sign_in": "200"})
        lines = {line.subject: line for line in retention.lines()}
    assert lines["change:account"].waiting >= 2 and lines["change:account"].due == 0
    with current.acting(clock=current.now() + timedelta(days=201)):
        due = {line.subject: line.due for line in retention.lines() if line.due}
        assert due.keys() == {"change:account", "event:sign_in"}
        assert retention.nightly(Job()) == due and retention.nightly(Job()) == {}
        (newest, *_) = journal.page(2, module_name="account")
        assert newest.pruned_at and newest.title == "云帆" and journal.items(newest.id) == []
        (event,) = company.container.platform.security().lines(20, kind="sign_in")
        assert (event.address, event.detail, event.user_name) == (None, {}, "王强")
        assert [chain.verify(name).broken for name in ("journal", "security")] == [None, None]
        assert [one.kind for one in company.container.platform.security().lines(2)] == ["pruned", "pruned"]


def test_the_history_of_what_is_held_stays_with_it(company, retention):
    with company.acting("lilei"):
        (held,) = company.container.customer.account().page(Query())
        company.container.privacy.legal_hold().put("account", held.id, "诉讼", None)
        company.container.customer.account().create(AccountDraft.parse({"name": "长青"}))
        retention.change({"change:account": "200"})
    with current.acting(clock=current.now() + timedelta(days=201)):
        assert retention.nightly(Job())["change:account"] == 1
        with company.acting("lilei"):
            company.container.privacy.legal_hold().lift(held.id)
        assert retention.nightly(Job())["change:account"] == 2


@pytest.mark.parametrize("days", ["30", "x", "99999999"])
def test_a_rule_that_the_law_forbids_is_refused(company, retention, days):
    with company.acting("lilei"), pytest.raises(Invalid):
        retention.change({"change:account": days})


def test_a_rule_of_its_own_wins_over_the_general_one_and_is_journalled(company, retention):
    with company.acting("lilei"):
        company.container.platform.setting().change({"journal_days": "400"})
        assert {line.days for line in retention.lines() if line.subject.startswith("change:")} == {400}
        assert retention.change({"change:account": "0"}) and retention.change({"change:account": "0"}) is None
        assert {line.subject: line.days for line in retention.lines()}["change:account"] == 0
        assert retention.change({"change:account": ""})
        assert {line.subject: line.own for line in retention.lines()}["change:account"] is None
