"""Charts: well-formed SVG whose shapes are as large as their values, each with its figure and its way to the records."""

from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from crm.web.kit.chart import BOTTOM, DRAWN, HEIGHT, TOP, Chart, Point, ends, length, shortened, step_of


def chart(kind: str, *points: Point, series: tuple[str, ...] = ("Amount",)) -> Chart:
    return Chart("sales", kind, "Sales", "Sales <by> month", series, points, axis=lambda value: f"{value:g}")


def drawn(view: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(str(view.svg))


def bars(view: Chart) -> list[float]:
    return [float(rect.get("height", 0)) for rect in drawn(view).iter("rect")]


@pytest.mark.parametrize("kind", DRAWN)
def test_every_kind_is_well_formed_and_escapes_what_people_wrote(kind):
    view = chart(kind, Point('<b>"云桥"&', (3,), ("3 <i>",), ('/list?f=a&g="b"',)), Point("乙", (5,), ("5",)))
    tree = drawn(view)
    assert isinstance(view.svg, Markup) and "<b>" not in view.svg and "<i>" not in view.svg
    assert [link.get("href") for link in tree.iter("a")] == ['/list?f=a&g="b"']
    assert 'style="' not in view.svg  # the page's policy allows none


def test_bars_are_as_high_as_their_values():
    assert bars(chart("bar", Point("a", (50,), ("50",)), Point("b", (100,), ("100",)))) == [
        pytest.approx((HEIGHT - TOP - BOTTOM) / 2, abs=0.1), pytest.approx(HEIGHT - TOP - BOTTOM, abs=0.1),
    ]  # fmt: skip


def test_a_ranking_begins_on_the_left_and_a_funnel_stands_in_the_middle():
    points = (Point("a", (100,), ("100",)), Point("b", (50,), ("50",)))
    left = [[float(rect.get("x", 0)) for rect in drawn(chart(kind, *points)).iter("rect")] for kind in ("ranking", "funnel")]
    assert left[0][0] == left[0][1] == left[1][0] < left[1][1]


def test_stacked_bars_stand_on_each_other():
    view = chart("stacked", Point("a", (30, 70), ("30", "70")), series=("x", "y"))
    first, second = drawn(view).iter("rect")
    assert float(second.get("y")) + float(second.get("height")) == pytest.approx(float(first.get("y")), abs=0.2)
    assert view.legend == (("x", "series-0"), ("y", "series-1"))


def test_a_waterfall_falls_from_what_was_before_and_ends_on_the_ground():
    steps = (Point("was", (100,), ("100",), total=True), Point("lost", (-40,), ("-40",)), Point("is", (60,), ("60",), total=True))
    was, lost, is_ = drawn(chart("waterfall", *steps)).iter("rect")
    assert float(lost.get("y")) == pytest.approx(float(was.get("y")), abs=0.1)
    assert lost.get("class") == "tone-bad"
    assert float(is_.get("y")) == pytest.approx(float(lost.get("y")) + float(lost.get("height")), abs=0.1)


def test_a_chart_without_figures_says_so():
    assert chart("bar").empty and chart("bar", Point("a", (0,), ("0",))).empty
    assert not chart("bar", Point("a", (1,), ("1",))).empty


@pytest.mark.parametrize(("span", "step"), [(0, 1), (4, 1), (10, 2.5), (1_200_000, 500_000), (0.9, 0.25)])
def test_a_scale_has_round_steps(span, step):
    assert step_of(span) == pytest.approx(step)


def test_a_scale_holds_all_values_and_zero():
    for values in ([], [0], [7, 13], [-5, 20], [-3]):
        low, high, step = ends([float(one) for one in values])
        assert low <= min([0, *values]) and high >= max([0, *values]) and high > low and step > 0


def test_labels_are_cut_by_their_width():
    assert shortened("商务谈判阶段", 8) == "商务谈…" and length("商a") == pytest.approx(2.9)
    assert shortened("short", 8) == "short"


@pytest.mark.parametrize(("months", "said"), [(10, 10), (11, 6), (24, 8)])
def test_labels_of_months_that_would_touch_are_left_out_but_never_the_last_one(months, said):
    points = [Point(f"2026-{at:02}", (1,), ("1",), short=f"26-{at:02}") for at in range(1, months + 1)]
    labels = [text.text for text in drawn(chart("bar", *points)).iter("text") if text.get("class") == "chart-label"]
    assert len(labels) == said and labels[-1] == f"26-{months:02}"
