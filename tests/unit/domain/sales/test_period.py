"""Months: how they are written, and an axis of them without gaps."""

from dataclasses import dataclass

from crm.domain.sales.period import known_month, unbroken


@dataclass(frozen=True)
class Sum:
    key: str | None
    amount: int


def nothing(month: str) -> Sum:
    return Sum(month, 0)


def test_a_month_is_understood_however_it_is_written():
    assert {known_month(text) for text in ("2026-03", "2026/3", "202603", "2026年3月")} == {"2026-03"}


def test_months_in_which_there_was_nothing_stand_between_the_others():
    found = unbroken([Sum("2026-02", 5), Sum("2025-11", 3)], nothing, 24)
    assert found == [Sum("2026-02", 5), Sum("2026-01", 0), Sum("2025-12", 0), Sum("2025-11", 3)]


def test_no_more_than_the_newest_months_are_shown():
    assert [one.key for one in unbroken([Sum("2026-02", 5), Sum("2014-01", 3)], nothing, 2)] == ["2026-02", "2026-01"]
    assert unbroken([], nothing, 24) == []
