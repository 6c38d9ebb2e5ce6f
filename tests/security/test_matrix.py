"""Every route answers everybody about every record as its permission and the one predicate say."""

from collections import Counter
from fnmatch import fnmatch

import pytest

from crm.domain.kit.module import modules
from tests.security.matrix import OTHERS, RECORDS, cases, is_other, unlisted, wrong
from tests.security.world import NOBODY, ROLES

QUICK = ("salesperson", "manager", "auditor")


def rules(world):
    return sorted(world.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def test_of_every_route_with_an_id_is_known_whose_it_is(world):
    assert unlisted(rules(world)) == []


def test_the_lists_of_exceptions_hold_nothing_that_is_gone(world):
    named = [rule.endpoint for rule in rules(world) if is_other(rule)]
    assert [pattern for pattern in OTHERS if not any(fnmatch(endpoint, pattern) for endpoint in named)] == []


def test_records_of_nearly_every_module_are_asked_for(world):
    """Own ones, colleagues', of another department, removed; where there can be only one like it, that one."""
    found = Counter(which for _, which in world.rows)
    assert found["own"] >= len(modules()) - 8 and min(found[which] for which in ("colleague", "elsewhere", "removed")) > 60


@pytest.mark.security
def test_every_route_answers_as_it_has_to(world):
    """Each route once, as one of three roles about one of the records in turn; each role and record meets each kind of route."""
    found = []
    for role in QUICK:
        world.renew(role)
    for at, rule in enumerate(rules(world)):
        role, which = QUICK[at % len(QUICK)], RECORDS[at // len(QUICK) % len(RECORDS)]
        asked = list(cases(world, rule, (role,), (which,))) or list(cases(world, rule, (role,), ("absent",)))
        found += [no for case in asked if (no := wrong(world, case))]
    assert found == []


@pytest.mark.security
@pytest.mark.parametrize("role", [*ROLES, NOBODY])
def test_every_route_answers_everybody_about_every_record_as_it_has_to(world, role):
    found, asked = [], 0
    for at, rule in enumerate(rules(world)):
        if role != NOBODY and at % 1000 == 0:
            world.renew(role)
        for case in cases(world, rule, (role,)):
            asked += 1
            if no := wrong(world, case):
                found.append(no)
    print(f"{role}: {asked} requests, {len(found)} wrong")
    assert found == []
