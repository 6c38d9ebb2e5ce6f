"""Judgements of forecasts: of people whose deals one sees, with amounts that make sense, and undone like anything."""

from datetime import UTC, datetime

import pytest

from crm import current
from crm.errors import Invalid, NotFound
from tests.unit.web.sales.deals import make

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def sales(company):
    return company.container.sales


def test_only_people_whose_deals_one_sees_can_be_judged(company, sales):
    with company.acting("wang", clock=NOW), pytest.raises(Invalid, match="person_id"):
        make(sales.forecast_override(), person_id=company.users["chen"], starts_on="2026-10-01", committed="1", reason="?")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"starts_on": "2026-11-01"}, "starts_on"), ({"best": "5"}, "best"), ({"committed": ""}, "committed"), ({"reason": " "}, "reason"),
     ({"committed": "-1"}, "committed")],
)  # fmt: skip
def test_a_judgement_that_makes_no_sense_is_refused_beside_its_field(company, sales, wrong, field):
    raw = {"person_id": company.users["wang"], "span": "quarter", "starts_on": "2026-10-01", "committed": "10", "reason": "?"}
    with company.acting("han", clock=NOW), pytest.raises(Invalid, match=field):
        make(sales.forecast_override(), **raw | wrong)


def test_a_judgement_can_be_undone(company, sales):
    with company.acting("han", clock=NOW):
        made = make(sales.forecast_override(), person_id=company.users["wang"], starts_on="2026-10-01", committed="1", reason="?")
        assert sales.forecast_override().get(made.id).person_name == "王强"
        company.container.platform.undo().undo(current.last_change())
        with pytest.raises(NotFound):
            sales.forecast_override().get(made.id)
