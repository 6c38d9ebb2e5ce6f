"""How an evaluation is scored: each aspect by its formula, the score as their weighted mean."""

from decimal import Decimal

import pytest

from crm.domain.sales.evaluation_score import ASPECTS, lines, mean, points, read, score

WEIGHTS = {"w_attainment": 40, "w_activity": 20, "w_win": 20, "w_cycle": 10, "w_overdue": 10, "w_kept": 0}
FACTS = {
    "attainment": (Decimal(900), Decimal(1000)), "activity": (Decimal(80), Decimal(40)), "win": (Decimal(15), Decimal(30)),
    "cycle": (Decimal(120), Decimal(60)), "overdue": (Decimal(0), Decimal(0)), "kept": (Decimal(1), Decimal(2)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("way", "got", "of", "found"),
    [
        ("share", 850, 1000, "85.0"), ("share", 1300, 1000, "100.0"), ("share", -5, 10, "0.0"), ("share", 1, 3, "33.3"),
        ("inverse", 90, 60, "66.7"), ("inverse", 30, 60, "100.0"), ("inverse", 0, 60, "100.0"), ("rest", 20, 100, "80.0"),
        ("rest", 0, 100, "100.0"), ("share", 5, 0, None), ("share", None, 5, None), ("inverse", None, 60, None),
    ],
)  # fmt: skip
def test_points_follow_the_formula_between_nothing_and_a_hundred(way, got, of, found):
    known = points(way, None if got is None else Decimal(got), Decimal(of))
    assert known == (None if found is None else Decimal(found))


def test_the_score_is_the_mean_by_weight_of_what_could_be_measured():
    found = lines(WEIGHTS, FACTS)
    assert [(one.aspect.name, one.points) for one in found] == [
        ("attainment", Decimal("90.0")), ("activity", Decimal("100.0")), ("win", Decimal("50.0")), ("cycle", Decimal("50.0")),
        ("overdue", None),
    ]  # fmt: skip
    assert score(found) == Decimal("78.9")  # (40 · 90 + 20 · 100 + 20 · 50 + 10 · 50) / 90
    assert score(lines(WEIGHTS, {})) is None


def test_what_was_put_down_gives_the_same_score_again():
    found = lines(WEIGHTS, FACTS)
    again = read([one.kept() for one in found])
    assert again == found and score(again) == score(found)


def test_weights_of_the_scheme_are_those_of_the_aspects_and_the_average_is_to_one_place():
    assert {aspect.weight for aspect in ASPECTS} == set(WEIGHTS)
    assert mean([Decimal("80.0"), Decimal("75.5"), Decimal("60.1")]) == Decimal("71.9")
