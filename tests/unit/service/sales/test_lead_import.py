"""Leads come in from files: handed out and scored with the import, and taken back with it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from crm.domain.kit.filter import Query
from crm.domain.sales.lead_rule import LeadRuleDraft
from crm.domain.sales.lead_score import LeadScoreDraft

SAMPLES = Path(__file__).parents[5] / "shared/data/crm_samples"
WEST = json.dumps({"any": [{"field": "province", "operator": "is", "value": state} for state in ("CA", "WA", "OR")]})
MAILED = json.dumps({"all": [{"field": "mail", "operator": "filled"}]})


def leads(company):
    return company.container.sales.lead().page(Query(size=1000))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")
def test_five_hundred_people_come_in_as_leads_are_handed_out_scored_and_taken_back(company):
    transfers, sales = company.container.customer.transfer(), company.container.sales
    with company.acting("lilei"):
        for raw in (
            {"name": "西部", "target": "person", "person_id": company.users["chen"], "condition": WEST, "position": "1"},
            {"name": "其他", "target": "team", "team_id": company.departments["east"], "ways": ["import"], "position": "2"},
        ):
            sales.lead_rule().create(LeadRuleDraft.parse(raw))
        sales.lead_score().create(LeadScoreDraft.parse({"name": "有邮箱", "points": "40", "condition": MAILED}))
        run = transfers.import_file("lead", SAMPLES / "us_500_contacts.csv")
        made = leads(company)
        james = next(row for row in made if row.name == "James Butt")
        assert (run.created, run.failed, len(made)) == (500, 0, 500)
        assert (james.company, james.phone, james.mail, james.province) == ("Benton, John B Jr", "+15046218927", "jbutt@gmail.com", "LA")
        assert {(row.score, row.grade) for row in made} == {(40, "warm")}
        west = [row for row in made if row.province in ("CA", "WA", "OR")]
        owners = Counter(row.owner_name for row in made)
        assert owners["陈静"] == len(west) > 50 and abs(owners["王强"] - owners["赵敏"]) <= 1
        assert len(sales.lead_assignment().log(1000)) == 500
        [line] = company.container.platform.journal().history("lead", james.id, 1)[:1]
        company.container.platform.undo().undo(line.change_set_id)
        assert leads(company) == []
