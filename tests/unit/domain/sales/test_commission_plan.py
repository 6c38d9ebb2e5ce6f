"""Plans: how tiers are written, and which plans cannot be."""

import pytest

from crm.domain.kit.text import Refused
from crm.domain.sales.commission_plan import CommissionPlanDraft, known_tiers
from crm.domain.sales.period import days_of, known_month, month_on
from crm.errors import Invalid

RAW = {"name": "回款提成", "from_month": "2026-01", "tiers": "3%"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3%", "0: 3%"),
        ("0 3\n100,000 5", "0: 3%\n100000: 5%"),
        ("0：2.5%；≥ 100000 = 5%", "0: 2.5%\n100000: 5%"),
        ("0: 2%\n100%: 4%", "0: 2%\n100: 4%"),
    ],
)
def test_tiers_are_read_as_people_write_them(typed, kept):
    assert known_tiers(typed) == kept == known_tiers(kept)


@pytest.mark.parametrize("typed", ["x", "100: 3%", "0: 3%\n0: 5%", "0: 101%", "0: 3%\n5: 4%\n5: 6%", "0: 1.23456%", "1..2: 3%"])
def test_tiers_that_cannot_be_are_refused(typed):
    with pytest.raises(Refused):
        known_tiers(typed)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to_month": "2025-12"}, "to_month"),
        ({"tiers": ""}, "tiers"),
        ({"tiers": "0: 3%\n10: 4%"}, "tiers"),
        ({"cap": "10", "floor": "20"}, "floor"),
        ({"measure": "attainment", "basis": "margin"}, "measure"),
        ({"condition": "{"}, "condition"),
        ({"from_month": "2026-13"}, "from_month"),
    ],
)
def test_a_plan_that_cannot_be_says_why_beside_the_field(wrong, field):
    with pytest.raises(Invalid) as refused:
        CommissionPlanDraft.parse(RAW | wrong)
    assert set(refused.value.fields) == {field}


def test_months_are_read_as_people_write_them():
    assert {known_month(text) for text in ("2026-03", "2026/3", "202603", "2026年3月")} == {"2026-03"}
    assert [f"{day}" for day in days_of("2028-02")] == ["2028-02-01", "2028-02-29"]
    assert (month_on("2026-01", -1), month_on("2026-12", 1)) == ("2025-12", "2027-01")
