"""The charts of the sales dashboard, and the lists that their bars lead to."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from json import dumps
from typing import Any
from urllib.parse import urlencode

from crm import current, language
from crm.domain.customer.activity import KINDS
from crm.domain.kit.money import Money
from crm.domain.sales.dashboard import MONTHLY, Cut, Days, cut
from crm.language import N_, say
from crm.service.sales.dashboard import Dashboard
from crm.web.kit.chart import Chart, Point
from crm.web.sales.dashboard_span import label, short

RANKED = 12  # bars that still can be told apart
HEADS = {"day": N_("Day"), "week": N_("Week"), "month": N_("Month"), "quarter": N_("Quarter")}


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

    def listed(self, path: str, *conditions: str, tree: dict[str, Any] | None = None) -> str:
        also = [("filter", dumps(tree, ensure_ascii=False))] if tree else []
        return f"{path}?{urlencode([('f', one) for one in (*conditions, *self.whose)] + also)}"

    def deals(self, *conditions: str, tree: dict[str, Any] | None = None) -> str:
        return self.listed("/opportunities", *conditions, tree=tree)

    def due(self, *conditions: str) -> str:
        """The open deals that are to be closed in these days, as `is_due` has it."""
        months, conditions = self.found.days.months, (*conditions, "state:any:open")
        if self.found.whole:
            return self.deals(*conditions)
        if self.found.today not in self.found.days:
            return self.deals(*conditions, f"close_on:between:{months}")
        late = {"field": "close_on", "operator": "before", "value": str(months.until)}
        return self.deals(*conditions, tree={"any": [late, {"field": "close_on", "operator": "empty"}]})

    def closed(self, states: str) -> str:
        return self.deals(f"state:any:{states}", f"closed_at:between:{self.found.days}")

    def ranked(self, owner: int | None) -> str:
        """The deals that one person won."""
        whose = f"owner_id:any:{owner}" if owner else "owner_id:empty"
        return self.deals("state:any:won", f"closed_at:between:{self.found.days}", *([] if whose in self.whose else [whose]))

    def region(self, department: int | None, days: Days) -> str:
        """What one department won in the days."""
        whose = f"department_id:any:{department}" if department else "department_id:empty"
        return self.deals("state:any:won", f"closed_at:between:{days}", *([] if whose in self.whose else [whose]))

    def done(self, kind: str) -> str:
        return self.listed("/activities", f"kind:any:{kind}", *([] if self.found.whole else [f"at:between:{self.found.days}"]))

    def planned(self, days: Days) -> str:
        return self.listed("/receipt-plans", "state:none:off", f"due_on:between:{days}")

    def received(self, days: Days) -> str:
        return self.listed("/receipts", "state:any:received", f"received_on:between:{days}")

    def place(self, written: tuple[str, ...]) -> str:
        """A province that is written in several ways is asked for by what all of them begin with."""
        operator = "starts" if len(written) > 1 else "is"
        where = {"all": [{"field": "province", "operator": operator, "value": min(written, key=len)}]}
        tree = {"all": [{"relation": "account_id", "where": where}]}
        return self.deals("state:any:won", f"closed_at:between:{self.found.days}", tree=tree)


def funnel(found: Dashboard, links: Links) -> Chart:
    """The open deals of each stage, in the order of the stages."""
    stages: dict[int, list[object]] = {}
    many = len({cell.pipeline_name for cell in found.due}) > 1
    amounts, deals = defaultdict[int, Money](Money), defaultdict[int, int](int)
    for cell in found.due:
        stages.setdefault(cell.stage_id, [f"{cell.stage_name} · {cell.pipeline_name}" if many else cell.stage_name])
        amounts[cell.stage_id] += cell.amount_base
        deals[cell.stage_id] += cell.deals
    drawn = amounts if any(amounts.values()) else deals  # of deals without amounts, how many there are
    return Chart(
        "funnel", "funnel", say("Sales funnel"),
        say("Open deals that are to be closed in these days, by stage: amount and number."), (say("Open amount"),),
        tuple(
            Point(
                str(name), (float(drawn[id]),), (f"{said(amounts[id])} · {language.number(deals[id])}",),
                (links.due(f"stage_id:any:{id}"),), figure=_figure(amounts[id], deals[id]),
            )
            for id, (name,) in stages.items()
        ),
        language.compact, say("Stage"),
    )  # fmt: skip


def months(found: Dashboard, links: Links) -> Chart:
    """All open deals by the month in which they are to be closed; each stage a part of the bar."""
    names = list(dict.fromkeys((cell.stage_id, cell.stage_name) for cell in found.cells))
    by = _months(found)
    start, until = (f"{by.parts[0].start:%Y-%m}", f"{by.parts[-1].until:%Y-%m}") if by.parts else ("", "")
    sums = defaultdict[tuple[str, int], Money](Money)
    for cell in found.cells:
        where = "none" if not cell.month else "early" if cell.month < start else "late" if cell.month >= until else ""
        where = where or str(by.parts[by.at(date.fromisoformat(f"{cell.month}-01"))])
        sums[where, cell.stage_id] += cell.amount_base
    columns = [(str(part), label(by.unit, part), short(by.unit, part), f"close_on:between:{part}") for part in by.parts]
    if not found.whole:
        columns.insert(0, ("early", say("Earlier"), "", f"close_on:before:{by.parts[0].start}"))
        columns.append(("late", say("Later"), "", f"close_on:after:{by.parts[-1].last}"))
    if any(not cell.month for cell in found.cells):
        columns.append(("none", say("No date"), "", "close_on:empty"))
    return Chart(
        "months", "stacked", say("Open deals by stage and month"),
        say("Open amount by the month in which deals are to be closed, split by stage."), tuple(name for _, name in names),
        tuple(
            Point(
                name, tuple(float(sums[key, id]) for id, _ in names), tuple(said(sums[key, id]) for id, _ in names),
                tuple(links.deals(f"stage_id:any:{id}", "state:any:open", when) for id, _ in names), short=brief,
            )
            for key, name, brief, when in columns
        ),
        language.compact, _head(by),
    )  # fmt: skip


def _months(found: Dashboard) -> Cut:
    """Whole months, since the sums are kept by month: those of the span, or of all time those that have open deals."""
    if not found.whole:
        return cut(found.days.months, MONTHLY)
    dated = sorted(date.fromisoformat(f"{cell.month}-01") for cell in found.cells if cell.month)
    return cut(Days(dated[0], dated[-1] + timedelta(days=1)).months, MONTHLY) if dated else Cut("month", ())


def _head(by: Cut) -> str:
    return say(HEADS.get(by.unit, N_("Year")))


def trend(found: Dashboard, links: Links) -> Chart:
    """What was won, column by column."""
    by = found.trend_by
    return Chart(
        "trend", "bar", say("Won amount over time"), say("What was won in these days, column by column."), (say("Won amount"),),
        tuple(
            Point(
                label(by.unit, part), (float(amount),), (f"{said(amount)} · {language.number(deals)}",),
                (links.deals("state:any:won", f"closed_at:between:{part}"),), short=short(by.unit, part),
            )
            for part, (deals, amount) in zip(by.parts, found.brought, strict=True)
        ),
        language.compact, _head(by), tones=("ok",),
    )  # fmt: skip


def receipts(found: Dashboard, links: Links) -> Chart:
    """What came in beside what was to come."""
    by = found.receipts_by
    return Chart(
        "receipts", "bar", say("Receipts against plan"), say("What was to be received, and what was."),
        (say("Planned receipts"), say("Received")),
        tuple(
            Point(
                label(by.unit, part), tuple(float(amount) for amount in amounts), tuple(said(amount) for amount in amounts),
                (links.planned(part), links.received(part)), short=short(by.unit, part),
            )
            for part, amounts in zip(by.parts, found.receipts, strict=True)
        ),
        language.compact, _head(by), tones=("", "ok"),
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
