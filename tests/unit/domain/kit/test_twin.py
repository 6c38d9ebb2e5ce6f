"""The matcher on real data with known answers, over all true pairs, without having been told any of them."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from crm.domain.kit.twin import Matcher, blocked
from crm.domain.kit.twin_aspect import Aspect
from crm.domain.kit.twin_cluster import clusters

DATA = Path(__file__).parents[5] / "shared/data/dedupe"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not here")

# Only this differs from one set to the other, and from the customers of the program.
PEOPLE = Matcher(
    (
        Aspect("name", "name", ("name",)), Aspect("number", "code", ("street_number",)), Aspect("street", "text", ("address_1",)),
        Aspect("estate", "text", ("address_2",)), Aspect("suburb", "place", ("suburb",)), Aspect("postcode", "code", ("postcode",)),
        Aspect("state", "place", ("state",)),
    )
)  # fmt: skip
MEMBERS = Matcher(
    (
        Aspect("name", "name", ("name",)), Aspect("born", "date", ("dob",)), Aspect("city", "place", ("city",)),
        Aspect("mail", "mail", ("email",)),
    )
)  # fmt: skip
# Sites are where they are: two addresses are two sites, whatever the name.
SITES = Matcher(
    (
        Aspect("name", "name", ("Site name",)), Aspect("address", "address", ("Address",), apart=1), Aspect("zip", "code", ("Zip",)),
        Aspect("phone", "phone", ("Phone",)),
    )
)  # fmt: skip


def rows(file, true, first="", last=""):
    with (DATA / file).open(encoding="utf-8-sig", newline="") as stream:
        found = [{key.strip(): (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(stream)]
    return [row | {"true": true(row), "name": f"{row.get(first, '')} {row.get(last, '')}".strip()} for row in found]


def pairs_of(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def measured(matcher, rows):
    """(precision, recall, F1, the largest group): over all true pairs, those that share no key among them."""
    profiles = [matcher.profile(row) for row in rows]
    patterns = {pair: matcher.pattern(profiles[pair[0]], profiles[pair[1]]) for pair in blocked(map(matcher.keys, profiles))}
    weights = matcher.learn(profiles, patterns.values())
    scored = [(one, other, weights.weight(pattern)) for (one, other), pattern in patterns.items()]
    groups = clusters(scored, lambda one, other: weights.weight(matcher.pattern(profiles[one], profiles[other])))
    true = defaultdict(list)
    for at, row in enumerate(rows):
        true[row["true"]].append(at)
    wanted, got = pairs_of(true.values()), pairs_of(groups)
    precision, recall = len(wanted & got) / len(got), len(wanted & got) / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall), max(map(len, groups))


def people(file):
    return rows(file, lambda row: row["rec_id"].split("-")[1], "given_name", "surname")


def test_a_thousand_people_by_name_and_address_alone():
    precision, _, f1, _ = measured(PEOPLE, people("febrl1.csv"))
    assert f1 >= 0.99 and precision >= 0.99


@pytest.mark.slow
def test_five_thousand_people_by_name_and_address_alone():
    precision, _, f1, largest = measured(PEOPLE, people("febrl2.csv"))
    assert f1 >= 0.98 and precision >= 0.99 and largest <= 6


def test_a_thousand_members_of_whom_much_is_missing():
    precision, _, f1, largest = measured(MEMBERS, rows("fake_1000.csv", lambda row: row["cluster"], "first_name", "surname"))
    assert f1 >= 0.92 and precision >= 0.99 and largest <= 7


@pytest.mark.slow
def test_organisations_from_ten_sources_keep_their_precision_after_chains_are_merged():
    precision, recall, _, largest = measured(SITES, rows("chicago_early_childhood_true_ids.csv", lambda row: row["True Id"]))
    assert precision >= 0.97 and recall >= 0.92 and largest <= 18
