"""Steps of reminders: every day lies in one of them, so nothing is told twice and nothing is left out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.domain.sales.contract_reminder import ahead, behind

TODAY = date(2026, 11, 20)
STEPS = st.lists(st.integers(0, 90), min_size=1, max_size=5, unique=True).map(sorted)


@given(STEPS)
def test_every_day_to_come_up_to_the_furthest_step_lies_in_one_band(steps: list[int]) -> None:
    bands = ahead(steps, TODAY)
    for off in range(steps[-1] + 1):
        found = [band.step for band in bands if band.first <= TODAY + timedelta(days=off) <= band.last]
        assert found == [min(step for step in steps if step >= off)]


@given(STEPS.filter(lambda steps: steps[0] > 0))
def test_every_day_that_is_over_since_the_first_step_lies_in_one_band(steps: list[int]) -> None:
    bands = behind(steps, TODAY)
    for late in range(steps[0], 400):
        found = [band.step for band in bands if band.first <= TODAY - timedelta(days=late) <= band.last]
        assert found == [-max(step for step in steps if step <= late)]
