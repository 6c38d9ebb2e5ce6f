"""A recurring task: how often it comes back, and letting one of the series be changed alone."""

from typing import Annotated, Any

from babel import dates
from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.customer.activity import MODULE
from crm.domain.customer.recurrence import UNITS, Rule, parse
from crm.errors import Invalid
from crm.language import LOCALES, N_, local, say
from crm.service.customer.activity import ActivityService
from crm.service.customer.recurrence import RecurrenceService, rule_of
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url=MODULE.path)
Recurrences = Annotated[RecurrenceService, Provide[Container.customer.recurrence]]
Activities = Annotated[ActivityService, Provide[Container.customer.activity]]
ENDS = (("", N_("Never")), ("until", N_("On a day")), ("count", N_("After a number of times")))


@page.get("/<int:id>/recurrence")
@permits("activity.edit")
def show(id: int, recurrences: Recurrences, activities: Activities) -> Any:
    return _show(id, recurrences, activities)


@page.post("/<int:id>/recurrence")
@permits("activity.edit")
def store(id: int, recurrences: Recurrences, activities: Activities) -> Any:
    """Set how often this task and those that follow come; or only look at the times that would follow."""
    raw = request.form.to_dict() | {"days": request.form.getlist("days")}
    try:
        if "look" in request.form:
            return _show(id, recurrences, activities, raw, rule=rule_of(raw))
        row = recurrences.plan(id, raw)
    except Invalid as refusal:
        return _show(id, recurrences, activities, raw, refusal), 422
    toast(N_("Saved."), current.last_change())
    return redirect(f"{MODULE.path}/{row.id}", 303)


@page.post("/<int:id>/recurrence/part")
@permits("activity.edit")
def part(id: int, recurrences: Recurrences) -> Any:
    """Only this one: the next of the series is made, this one stands alone and may be changed."""
    row = recurrences.part(id)
    toast(N_("This task stands alone now; the series goes on with the next one."), current.last_change())
    return redirect(f"{MODULE.path}/{row.id}/edit", 303)


def _show(
    id: int, recurrences: RecurrenceService, activities: ActivityService, raw: dict[str, Any] | None = None, refusal: Invalid | None = None,
    rule: Rule | None = None,
) -> str:  # fmt: skip
    row = activities.get(id)
    activities.check_record("edit", row)
    known = rule or (parse(row.repeats) if row.repeats else None)
    given = raw or _given(row, known)
    names = dates.get_day_names("abbreviated", locale=LOCALES[current.language()])
    return page.render(
        "show",
        module=ModuleView(MODULE),
        row=row,
        given=given,
        units=[("", say("It does not repeat")), *((option.value, say(option.label)) for option in UNITS)],
        weekdays=[(str(n), names[n], str(n) in given["days"]) for n in range(7)],
        ends=[(value, say(label)) for value, label in ENDS],
        first=[f"{language.moment(at)} {language.weekday(local(at).date())}" for at in recurrences.first(known)] if known else [],
        errors={name: say(why) for name, why in refusal.fields.items()} if refusal else {},
        repeats=bool(row.repeats) and row.is_open,
    )


def _given(row: Any, rule: Rule | None) -> dict[str, Any]:
    """What the form begins with."""
    start = rule.start if rule else local(row.due_at or current.now())
    until, count = (rule.until, rule.count) if rule else (None, None)
    return {
        "unit": rule.unit if rule else "",
        "every": rule.every if rule else 1,
        "due": f"{start:%Y-%m-%dT%H:%M}",
        "days": [str(day) for day in rule.days] if rule else [],
        "ends": "until" if until else "count" if count else "",
        "until": until.isoformat() if until else "",
        "count": count or "",
    }
