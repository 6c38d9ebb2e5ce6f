"""Charts drawn on the server as SVG: every bar leads to its records, and the same figures stand beside it as a table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup

WIDTH, HEIGHT = 440, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 12, 26
STEPS = 4
SIGN, WIDE = 7, 1.9  # how wide a sign of Latin is, and one of Chinese beside it
COLOURS = 6  # of the style sheet; more series than those begin again
BAND, BAND_LEFT, BAND_RIGHT = 30, 88, 96  # of a funnel or a ranking: the label stands left, the figure right


@dataclass(frozen=True, slots=True)
class Point:
    """What stands above one label: a value for each series, as it is said, and where it leads."""

    label: str
    values: tuple[float, ...]
    said: tuple[str, ...]
    urls: tuple[str | None, ...] = ()
    total: bool = False  # of a waterfall: stands on the ground, the others on what was before
    short: str = ""  # the label on the axis, where there is little room
    figure: str = ""  # beside a band, where what is said would take its room

    def url(self, at: int) -> str | None:
        return self.urls[at] if at < len(self.urls) else None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as its template shows it. `kind`: bar, stacked, line, funnel, ranking, waterfall; `axis` says a value of the scale."""

    name: str
    kind: str
    title: str
    description: str
    series: tuple[str, ...]
    points: tuple[Point, ...]
    axis: Callable[[float], str] = str
    head: str = ""  # of the table's first column
    tones: tuple[str, ...] = ()  # of the series, where a colour means something: ok, warn, bad

    @property
    def empty(self) -> bool:
        return not any(any(point.values) for point in self.points)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """(name, class) of each series, where there are several."""
        return tuple((name, self.shade(at)) for at, name in enumerate(self.series)) if len(self.series) > 1 else ()

    def shade(self, at: int) -> str:
        return f"tone-{self.tones[at]}" if at < len(self.tones) and self.tones[at] else f"series-{at % COLOURS}"

    @property
    def svg(self) -> Markup:
        drawn = DRAWN[self.kind](self)
        high = len(self.points) * BAND + 8 if self.kind in ("funnel", "ranking") else HEIGHT
        return Markup(
            '<svg viewBox="0 0 {} {}" role="group" aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title>'
            '<desc id="{}-desc">{}</desc>{}</svg>'
        ).format(WIDTH, high, self.name, self.name, self.name, self.title, self.name, self.description, Markup("").join(drawn))


def _text(x: float, y: float, said: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(kind, x, y, said)


def _shape(shape: Markup, said: str, url: str | None) -> Markup:
    """A bar or a dot with its figure, as a link where it leads somewhere."""
    if url:
        return Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(url, said, said, shape)
    return Markup("<g><title>{}</title>{}</g>").format(said, shape)


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.5"/>').format(kind, x, y, width, height)


def step_of(span: float) -> float:
    """A round step, so that a few of them cover the span."""
    if span <= 0:
        return 1.0
    rough = span / STEPS
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)


def ends(values: list[float]) -> tuple[float, float, float]:
    """(lowest, highest, step) of a scale that holds all values and zero."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    step = step_of(high - low)
    return floor(low / step + 1e-9) * step, max(ceil(high / step - 1e-9), 1) * step, step


class _Scale:
    """Where values and labels of a chart with two axes stand."""

    def __init__(self, chart: Chart, values: list[float]):
        self.chart = chart
        self.low, self.high, self.step = ends(values)
        self.band = (WIDTH - LEFT - RIGHT) / max(len(chart.points), 1)

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - value) / (self.high - self.low)

    def x(self, at: int) -> float:
        return LEFT + self.band * (at + 0.5)

    def frame(self) -> Iterator[Markup]:
        for n in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + n * self.step
            y = self.y(value)
            kind = "zero" if abs(value) < self.step / 2 else "line"
            yield Markup('<line class="chart-{}" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(kind, LEFT, WIDTH - RIGHT, y, y)
            yield _text(LEFT - 6, y + 3.5, self.chart.axis(value), "chart-scale")
        widest = max((length(point.short or point.label) for point in self.chart.points), default=1) * SIGN
        every = max(1, ceil(widest / self.band))  # of labels that would touch, each second or third, the last one in any case
        last = len(self.chart.points) - 1
        for at, point in enumerate(self.chart.points):
            if (last - at) % every == 0:
                yield _text(self.x(at), HEIGHT - BOTTOM + 16, point.short or point.label, "chart-label")


def length(text: str) -> float:
    """How wide the text is, in Latin signs."""
    return sum(WIDE if ord(sign) > 0x2E7F else 1 for sign in text)


def shortened(text: str, most: float) -> str:
    """No wider than `most` signs; what is cut ends with an ellipsis."""
    if length(text) <= most:
        return text
    kept = ""
    for sign in text:
        if length(kept + sign) > most - 1:
            break
        kept += sign
    return kept + "…"


def _bars(chart: Chart) -> Iterator[Markup]:
    """Columns side by side."""
    scale = _Scale(chart, [value for point in chart.points for value in point.values])
    yield from scale.frame()
    width = min(scale.band * 0.72 / len(chart.series), 40)
    for at, point in enumerate(chart.points):
        left = scale.x(at) - width * len(chart.series) / 2
        for n, value in enumerate(point.values):
            top, bottom = scale.y(max(value, 0)), scale.y(min(value, 0))
            shape = _rect(left + n * width, top, width - 1, bottom - top, chart.shade(n))
            yield _shape(shape, _said(chart, point, n), point.url(n))


def _stacked(chart: Chart) -> Iterator[Markup]:
    """Columns of which each holds all series."""
    scale = _Scale(chart, [sum(point.values) for point in chart.points])
    yield from scale.frame()
    width = min(scale.band * 0.72, 44)
    for at, point in enumerate(chart.points):
        below = 0.0
        for n, value in enumerate(point.values):
            if value > 0:
                top, bottom = scale.y(below + value), scale.y(below)
                yield _shape(_rect(scale.x(at) - width / 2, top, width, bottom - top, chart.shade(n)), _said(chart, point, n), point.url(n))
                below += value


def _lines(chart: Chart) -> Iterator[Markup]:
    scale = _Scale(chart, [value for point in chart.points for value in point.values])
    yield from scale.frame()
    for n in range(len(chart.series)):
        way = " ".join(f"{scale.x(at):.1f},{scale.y(point.values[n]):.1f}" for at, point in enumerate(chart.points))
        yield Markup('<polyline class="chart-way {}" points="{}"/>').format(chart.shade(n), way)
        for at, point in enumerate(chart.points):
            dot = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(
                chart.shade(n), scale.x(at), scale.y(point.values[n])
            )
            yield _shape(dot, _said(chart, point, n), point.url(n))


def _waterfall(chart: Chart) -> Iterator[Markup]:
    """Each step stands on what was before; a total stands on the ground."""
    spans, level = [], 0.0
    for point in chart.points:
        start = 0.0 if point.total else level
        level = point.values[0] if point.total else level + point.values[0]
        spans.append((start, level))
    scale = _Scale(chart, [value for span in spans for value in span])
    yield from scale.frame()
    width = min(scale.band * 0.72, 44)
    for at, (point, (start, end)) in enumerate(zip(chart.points, spans, strict=True)):
        kind = "series-0" if point.total else "tone-ok" if end >= start else "tone-bad"
        top, bottom = scale.y(max(start, end)), scale.y(min(start, end))
        shape = _rect(scale.x(at) - width / 2, top, width, max(bottom - top, 1), kind)
        yield _shape(shape, _said(chart, point, 0), point.url(0))


def _bands(chart: Chart, middle: bool) -> Iterator[Markup]:
    """Bands one below the other, as wide as their values: of a funnel in the middle, of a ranking from the left."""
    most = max((point.values[0] for point in chart.points), default=0) or 1
    room = WIDTH - BAND_LEFT - BAND_RIGHT
    for at, point in enumerate(chart.points):
        y, width = 4 + at * BAND, max(room * point.values[0] / most, 2)
        left = BAND_LEFT + (room - width) / 2 if middle else BAND_LEFT
        yield _text(BAND_LEFT - 8, y + BAND / 2 + 2, shortened(point.label, 11), "chart-scale")
        yield _shape(_rect(left, y, width, BAND - 6, "series-0"), _said(chart, point, 0), point.url(0))
        yield _text(WIDTH - BAND_RIGHT + 8, y + BAND / 2 + 2, point.figure or point.said[0], "chart-value")


def _said(chart: Chart, point: Point, at: int) -> str:
    return f"{point.label}{f' · {chart.series[at]}' if len(chart.series) > 1 else ''}: {point.said[at]}"


DRAWN: dict[str, Callable[[Chart], Iterator[Markup]]] = {
    "bar": _bars, "stacked": _stacked, "line": _lines, "waterfall": _waterfall,
    "funnel": lambda chart: _bands(chart, True), "ranking": lambda chart: _bands(chart, False),
}  # fmt: skip
