"""Handing over on both databases: counted, done by a job, told, undone as one."""

import json

import pytest

from crm.domain.platform.handover import EVEN, STAY
from crm.errors import Forbidden, Invalid


class Job:
    """A job as its handler sees it."""

    id, attempts = 1, 1

    def progress(self, done, total=None):
        pass


@pytest.fixture
def handovers(company):
    return company.container.people.handover()


@pytest.fixture
def work(company):
    """What Wang Qiang has: three customers, a contact, an open task and one that is done; he leads the group."""
    customer, made = company.container.customer, {}
    with company.acting("wang"):
        for name, grade in (("甲", "A"), ("乙", "B"), ("丙", "B")):
            made[name] = customer.account().create(customer.account().module.draft.parse({"name": name, "grade": grade})).id
        made["张"] = customer.contact().create(customer.contact().module.draft.parse({"name": "张", "account_id": made["甲"]})).id
        for name, done in (("开", ""), ("完", "2026-01-02 10:00")):
            about = {"kind": "task", "name": name, "subject_module": "account", "subject_id": made["甲"]}
            about |= {"due_at": "2026-01-02 09:00", "done_at": done}
            made[name] = customer.activity().create(customer.activity().module.draft.parse(about)).id
    with company.acting("lilei"):
        company.container.platform.department().change(company.departments["east"], {"manager_id": company.users["wang"]})
    return made


def done(company, handovers, typed, people=("zhao", "chen"), leaves=True):
    with company.acting("lilei"):
        id = handovers.begin(company.users["wang"], [company.users[one] for one in people], typed, leaves)
        handovers.run({"handover": id}, Job())
        return handovers.get(id)


def owners(company, module, ids):
    with company.acting("lilei"):
        found = {row.id: row.owner_id for row in company.container.records()(module).find(ids)}
    return [found[id] for id in ids]


def test_what_somebody_has_is_counted_in_every_module(company, handovers, work):
    with company.acting("lilei"):
        told = {one.part.key: one.n for one in handovers.having(company.users["wang"], {})}
        assert vars(handovers.moving(company.users["wang"])) == {"views": 0, "approvals": 0}
    assert told == {"account.owner_id": 3, "contact.owner_id": 1, "activity.owner_id": 1, "department.manager_id": 1}


def test_it_goes_where_the_rules_say_and_comes_back_as_one(company, handovers, work):
    wang, zhao, chen = (company.users[one] for one in ("wang", "zhao", "chen"))
    typed = {
        "by:account.owner_id": "grade", "to:account.owner_id": EVEN, "to:account.owner_id:A": str(chen), "to:contact.owner_id": STAY,
        "to:activity.owner_id": str(zhao), "to:department.manager_id": str(zhao),
    }  # fmt: skip
    found = done(company, handovers, typed)
    accounts = owners(company, "account", [work["甲"], work["乙"], work["丙"]])
    assert accounts[0] == chen and sorted(accounts[1:]) == sorted([zhao, chen])
    assert owners(company, "activity", [work["开"], work["完"]]) == [zhao, wang]  # what was done says who did it
    assert owners(company, "contact", [work["张"]]) == [wang]
    with company.acting("lilei"):
        platform = company.container.platform
        assert platform.department().get(company.departments["east"]).manager_id == zhao
        assert platform.user().get(wang).state == "left"
        told = {(one.module, one.receiver): (one.n, one.stayed) for one in handovers.sums(found)}
        assert told[("contact", STAY)] == (1, True) and told[("activity", str(zhao))] == (1, False)
        assert found.ended_at and len(handovers.moves(found.id, 50)) == 5
        outcome = platform.undo().undo(found.change_set_id)
        assert not outcome.kept and not outcome.refused
        assert platform.user().get(wang).state == "active"
    assert owners(company, "account", [work["甲"], work["乙"], work["丙"]]) == [wang] * 3


def test_a_second_run_goes_on_where_the_first_left_off(company, handovers, work):
    key = "account.owner_id"
    found = done(company, handovers, {f"to:{key}": EVEN}, leaves=False)
    with company.acting("lilei"):
        handovers.run({"handover": found.id}, Job())
        assert len(handovers.moves(found.id, 50)) == 3


def test_a_customer_goes_back_to_a_pool(company, handovers, work):
    with company.acting("lilei"):
        pools = company.container.sales.pool()
        pool = pools.create(pools.module.draft.parse({"name": "公海", "module": "account"}))
    found = done(company, handovers, {"to:account.owner_id": f"pool:{pool.id}"}, leaves=False)
    with company.acting("lilei"):
        rows = company.container.customer.account().find([work["甲"]])
        assert (rows[0].owner_id, rows[0].pool_id) == (None, pool.id)
        assert {one.receiver for one in handovers.moves(found.id, 50)} == {f"pool:{pool.id}"}


def test_who_may_not_act_on_the_account_hands_nothing_over(company, handovers, work):
    with company.acting("zhao"), pytest.raises(Forbidden):
        handovers.begin(company.users["wang"], [company.users["zhao"]], {}, False)
    with company.acting("lilei"), pytest.raises(Invalid):
        handovers.begin(company.users["lilei"], [company.users["zhao"]], {}, False)


def test_filters_tell_records_apart_and_each_goes_by_the_first_that_it_meets(company, handovers, work):
    zhao, chen, key = str(company.users["zhao"]), str(company.users["chen"]), "account.owner_id"
    with_contact = {"all": [{"relation": "contacts", "where": {"all": []}}]}
    filters = json.dumps([with_contact, {"all": [{"field": "grade", "operator": "any", "value": ["A", "B"]}]}])
    with company.acting("lilei"):
        (told,) = [one for one in handovers.having(company.users["wang"], {f"{key}": filters}) if one.part.key == key]
        assert {held.value: held.n for held in told.split} == {"1": 1, "2": 2}
        for wrong in ('["no"]', "[]", '[{"all": [{"field": "nothing", "operator": "is", "value": 1}]}]', json.dumps([with_contact] * 6)):
            with pytest.raises(Invalid):
                handovers.begin(company.users["wang"], [int(zhao)], {f"by:{key}": wrong}, False)
    done(company, handovers, {f"by:{key}": filters, f"to:{key}": STAY, f"to:{key}:1": zhao, f"to:{key}:2": chen}, leaves=False)
    assert owners(company, "account", [work["甲"], work["乙"], work["丙"]]) == [int(zhao), int(chen), int(chen)]
