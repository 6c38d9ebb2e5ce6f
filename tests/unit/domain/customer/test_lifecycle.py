"""The stages of a customer, read from the lines of its history."""

from datetime import UTC, datetime, timedelta

from crm.domain.customer.lifecycle import Step, spans

START = datetime(2026, 5, 1, tzinfo=UTC)


def step(day: int, after: str | None, field: str | None = "stage") -> Step:
    return Step(START + timedelta(days=day), "王强", "form", None, field, after)


def test_a_stage_lasts_until_the_next_one():
    found = spans([step(0, '{"name": "云帆", "stage": "acquire"}', None), step(10, '"grow"'), step(40, '"keep"')])
    assert [(s.stage, s.end and (s.end - s.start).days) for s in found] == [("acquire", 10), ("grow", 30), ("keep", None)]
    assert found[-1].days(START + timedelta(days=47)) == 7


def test_what_is_taken_back_ends_and_what_is_the_same_begins_nothing():
    found = spans(
        [step(0, '{"name": "云帆", "stage": null}', None), step(1, '"grow"'), step(2, '"grow"'), step(3, "null"), step(9, '"keep"')]
    )
    assert [(s.stage, s.start.day, s.end and s.end.day) for s in found] == [("grow", 2, 4), ("keep", 10, None)]
