"""The charts of the sales dashboard, and the lists that their bars lead to."""

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlencode

from crm import current, language
from crm.domain.customer.activity import KINDS
from crm.domain.kit.money import Money
from crm.domain.sales.dashboard import AHEAD, BEHIND, DUE_BEHIND, DUE_MONTHS, Days, month_of
from crm.language import say
from crm.service.sales.dashboard import Dashboard
from crm.web.kit.chart import Chart, Point

RANKED = 12  # bars that still can be told apart


def said(amount: Money) -> str:
    return language.money(amount, current.context().currency)


def _figure(amount: Money, deals: int) -> str:
    return f"{language.compact(amount)} · {language.number(deals)}"


class Links:
    """Addresses of lists over the same people and departments as the dashboard."""

    def __init__(self, found: Dashboard, owner: int | None):
        self.found = found
        self.whose = [f"owner_id:any:{owner}"] if owner else []
        if found.within:
            self.whose.append(f"department_id:any:{','.join(str(one) for one in found.within)}")

    def listed(self, path: str, *conditions: str) -> str:
        return f"{path}?{urlencode([('f', one) for one in (*conditions, *self.whose)])}"

    def deals(self, *conditions: str) -> str:
        return self.listed("/opportunities", *conditions)

    def closed(self, states: str) -> str:
        return self.deals(f"state:any:{states}", f"closed_at:between:{self.found.days}")

    def ranked(self, owner: int | None) -> str:
        """The deals that one person won."""
        whose = f"owner_id:any:{owner}" if owner else "owner_id:empty"
        return self.deals("state:any:won", f"closed_at:between:{self.found.days}", *([] if whose in self.whose else [whose]))

    def done(self, kind: str) -> str:
        return self.listed("/activities", f"kind:any:{kind}", f"at:between:{self.found.days}")

    def planned(self, days: Days) -> str:
        return self.listed("/receipt-plans", "state:none:off", f"due_on:between:{days}")

    def received(self, days: Days) -> str:
        return self.listed("/receipts", "state:any:received", f"received_on:between:{days}")

    def place(self, written: tuple[str, ...]) -> str:
        """A province that is written in several ways is asked for by what all of them begin with."""
        return self.listed("/accounts", f"province:starts:{min(written, key=len)}" if len(written) > 1 else f"province:is:{written[0]}")


def funnel(found: Dashboard, links: Links) -> Chart:
    """The open deals of each stage, in the order of the stages."""
    stages: dict[int, list[object]] = {}
    many = len({cell.pipeline_name for cell in found.cells}) > 1
    amounts, deals = defaultdict[int, Money](Money), defaultdict[int, int](int)
    for cell in found.cells:
        stages.setdefault(cell.stage_id, [f"{cell.stage_name} · {cell.pipeline_name}" if many else cell.stage_name])
        amounts[cell.stage_id] += cell.amount_base
        deals[cell.stage_id] += cell.deals
    return Chart(
        "funnel", "funnel", say("Sales funnel"), say("Open deals by stage: amount and number."), (say("Open amount"),),
        tuple(
            Point(
                str(label), (float(amounts[id]),), (f"{said(amounts[id])} · {language.number(deals[id])}",),
                (links.deals(f"stage_id:any:{id}", "state:any:open"),), figure=_figure(amounts[id], deals[id]),
            )
            for id, (label,) in stages.items()
        ),
        language.compact, say("Stage"),
    )  # fmt: skip


def months(found: Dashboard, links: Links) -> Chart:
    """The open deals by the month in which they are to be closed; each stage a part of the bar."""
    names = list(dict.fromkeys((cell.stage_id, cell.stage_name) for cell in found.cells))
    ahead = [month_of(found.today, n) for n in range(AHEAD)]
    keys = [f"{one.start:%Y-%m}" for one in ahead]
    sums = defaultdict[tuple[str, int], Money](Money)
    for cell in found.cells:
        if cell.month:
            sums["early" if cell.month < keys[0] else "late" if cell.month > keys[-1] else cell.month, cell.stage_id] += cell.amount_base
    columns = [
        ("early", say("Overdue"), f"close_on:before:{ahead[0].start}"),
        *((key, key, f"close_on:between:{one}") for key, one in zip(keys, ahead, strict=True)),
        ("late", say("Later"), f"close_on:after:{ahead[-1].last}"),
    ]
    return Chart(
        "months", "stacked", say("Open deals by stage and month"),
        say("Open amount by the month in which deals are to be closed, split by stage."), tuple(name for _, name in names),
        tuple(
            Point(
                label, tuple(float(sums[key, id]) for id, _ in names), tuple(said(sums[key, id]) for id, _ in names),
                tuple(links.deals(f"stage_id:any:{id}", "state:any:open", when) for id, _ in names), short=label.removeprefix("20"),
            )
            for key, label, when in columns
        ),
        language.compact, say("Month"),
    )  # fmt: skip


def trend(found: Dashboard, links: Links) -> Chart:
    """What was won in each of the last months."""
    shown = []
    for n in range(BEHIND):
        days, brought = month_of(found.today, n - BEHIND + 1), found.trend.get(n)
        amount = brought.amount_base if brought else Money(0)
        shown.append(
            Point(
                f"{days.start:%Y-%m}", (float(amount),), (f"{said(amount)} · {language.number(brought.deals if brought else 0)}",),
                (links.deals("state:any:won", f"closed_at:between:{days}"),), short=f"{days.start:%y-%m}",
            )
        )  # fmt: skip
    return Chart(
        "trend", "bar", say("Won amount by month"), say("What was won in each of the last 12 months."), (say("Won amount"),),
        tuple(shown), language.compact, say("Month"), tones=("ok",),
    )  # fmt: skip


def receipts(found: Dashboard, links: Links) -> Chart:
    """What came in beside what was to come, month by month."""
    shown = []
    for days in (month_of(found.today, n - DUE_BEHIND) for n in range(DUE_MONTHS)):
        one = found.receipts.get(f"{days.start:%Y-%m}")
        amounts = (one.planned, one.received) if one else (Money(0), Money(0))
        shown.append(
            Point(
                f"{days.start:%Y-%m}", tuple(float(amount) for amount in amounts), tuple(said(amount) for amount in amounts),
                (links.planned(days), links.received(days)), short=f"{days.start:%y-%m}",
            )
        )  # fmt: skip
    return Chart(
        "receipts", "bar", say("Receipts against plan"), say("What was to be received in each month, and what was."),
        (say("Planned receipts"), say("Received")), tuple(shown), language.compact, say("Month"), tones=("", "ok"),
    )  # fmt: skip


def ranking(found: Dashboard, links: Links) -> Chart:
    """Who won most in the span."""
    first = [one for one in found.closed if one.won][:RANKED]
    return Chart(
        "ranking", "ranking", say("Ranking"), say("Who won how much in these days."), (say("Won amount"),),
        tuple(
            Point(one.owner_name or say("Nobody's"), (float(one.amount_base),), (f"{said(one.amount_base)} · {language.number(one.won)}",),
                  (links.ranked(one.owner_id),), figure=_figure(one.amount_base, one.won))
            for one in first
        ),
        language.compact, say("Owner"),
    )  # fmt: skip


def activities(found: Dashboard, links: Links) -> Chart:
    """What was done with customers in the span."""
    labels = {one.value: say(one.label) for one in KINDS}
    return Chart(
        "activities", "ranking", say("What was done"), say("Activities of these days by kind."), (say("Activities"),),
        tuple(
            Point(labels.get(one.kind, one.kind), (float(one.count),), (language.number(one.count),), (links.done(one.kind),))
            for one in found.activities
        ),
        language.compact, say("Kind"),
    )  # fmt: skip


TILES: dict[str, Callable[[Dashboard, Links], Chart]] = {
    "funnel": funnel, "months": months, "trend": trend, "receipts": receipts, "ranking": ranking, "activities": activities,
}  # fmt: skip
