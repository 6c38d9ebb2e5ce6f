"""What follows for a deal from its stage."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace

from crm.domain.kit.field import changed
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity import Opportunity
from crm.domain.sales.opportunity_rule import needs, place, settled, weighted

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


@dataclass
class Step:
    id: int
    pipeline_id: int
    kind: str = "open"
    chance: int = 10
    forecast: str | None = None
    needed: tuple[str, ...] = ()


STEPS = {step.id: step for step in (Step(1, 1), Step(2, 1, chance=50, forecast="best"), Step(3, 1, "won"), Step(4, 1, "lost"), Step(5, 2))}


def test_a_stage_says_its_pipeline_and_a_pipeline_its_first_stage():
    deal = Opportunity(name="云帆")
    assert place(changed(deal, stage_id=5), None, STEPS).id == 5
    assert place(changed(deal, pipeline_id=2), None, STEPS).id == 5
    assert place(changed(deal, stage_id=1, pipeline_id=2), None, STEPS) is None
    assert place(changed(deal, stage_id=99), None, STEPS) is None
    there = changed(deal, stage_id=2, pipeline_id=1)
    assert place(changed(there, pipeline_id=2), there, STEPS).id == 5
    assert place(changed(there, stage_id=5), there, STEPS).id == 5


def test_chance_and_category_follow_the_stage_unless_somebody_chose_otherwise():
    begun = settled(Opportunity(name="云帆"), None, STEPS[1], NOW)
    assert (begun.chance, begun.forecast, begun.state, begun.stage_at, begun.closed_at) == (10, "pipeline", "open", NOW, None)
    on = settled(changed(begun, stage_id=2), begun, STEPS[2], NOW)
    assert (on.chance, on.forecast) == (50, "best")
    own = settled(changed(begun, stage_id=2, chance=35), begun, STEPS[2], NOW)
    assert (own.chance, own.forecast) == (35, "best")
    won = settled(changed(own, stage_id=3), own, STEPS[3], NOW)
    assert (won.chance, won.forecast, won.state, won.closed_at) == (100, "commit", "won", NOW)
    lost = settled(changed(own, stage_id=4), own, STEPS[4], NOW)
    assert (lost.chance, lost.forecast, lost.state) == (0, "omitted", "lost")
    again = settled(changed(lost, stage_id=1), lost, STEPS[1], NOW)
    assert (again.state, again.closed_at, again.chance) == ("open", None, 10)


def test_an_imported_deal_was_closed_on_its_day():
    row = Opportunity(name="云帆", close_on=date(2017, 3, 1), created_at=datetime(2016, 10, 20, tzinfo=UTC))
    won = settled(row, None, STEPS[3], NOW, imported=True)
    assert won.closed_at == won.stage_at == datetime(2017, 3, 1, 12, tzinfo=UTC)
    assert settled(row, None, STEPS[1], NOW, imported=True).stage_at == row.created_at


def test_a_weighted_amount_is_rounded_to_coins_halves_up():
    assert weighted(Money("0.05"), 10, "CNY") == Money("0.01")
    assert weighted(Money(1000), 75, "JPY") == Money(750)
    assert weighted(None, 50, "CNY") is None


def test_a_stage_needs_what_is_empty_and_a_lost_deal_its_reason():
    whys = {7: SimpleNamespace(kind="lost", detailed=False), 8: SimpleNamespace(kind="lost", detailed=True)}
    deal = Opportunity(name="云帆", amount=Money(0))
    assert needs(Step(1, 1, needed=("amount", "close_on", "tags")), deal, whys) == ("close_on", "tags")
    assert needs(STEPS[4], deal, whys) == ("reason_id",)
    assert needs(STEPS[4], deal, {}) == ()
    assert needs(STEPS[4], changed(deal, reason_id=7), whys) == ()
    assert needs(STEPS[4], changed(deal, reason_id=8), whys) == ("reason_text",)


def test_a_deal_is_stale_after_the_norm_of_its_stage():
    deal = Opportunity(name="云帆", stage_at=datetime(2026, 11, 1, tzinfo=UTC), norm_days=14)
    assert deal.days_in_stage(NOW) == 21 and deal.is_stale(NOW)
    assert not changed(deal, norm_days=30).is_stale(NOW) and not changed(deal, state="won").is_stale(NOW)
    assert not changed(deal, norm_days=None).is_stale(NOW)
