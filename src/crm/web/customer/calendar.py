"""The calendar: day, week, month and agenda; moving by hand or by dragging; the feed; files of other calendars."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request, url_for

from crm import current, language
from crm.container import Container
from crm.domain.customer.calendar import VIEWS
from crm.domain.kit.calendar import days_of, first_day, read_day, stepped
from crm.errors import Invalid
from crm.language import N_, local, say, say_many
from crm.service.customer.activity import ActivityService
from crm.service.customer.calendar import CalendarService
from crm.service.customer.calendar_feed import CalendarFeedService
from crm.service.customer.calendar_import import CalendarImportService
from crm.web.customer import calendar_view as views
from crm.web.customer.calendar_import import packed, shown, unpacked
from crm.web.kit.calendar import title
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

page = Page(__name__, url="/calendar")
Calendars = Annotated[CalendarService, Provide[Container.customer.calendar]]
Feeds = Annotated[CalendarFeedService, Provide[Container.customer.calendar_feed]]
Imports = Annotated[CalendarImportService, Provide[Container.customer.calendar_import]]
Activities = Annotated[ActivityService, Provide[Container.customer.activity]]
LABELS = {"day": (N_("One day"), "d"), "week": (N_("Week"), "w"), "month": (N_("Month"), "m"), "agenda": (N_("Agenda"), "l")}
IN_CELL = 4  # of a month's sheet


@page.get("")
@permits("activity.view")
def index(calendars: Calendars) -> Any:
    view = request.args.get("view", "")
    view = view if view in VIEWS else "week"
    day, who = read_day(request.args.get("day"), current.today()), request.args.get("who", "me")
    people = calendars.people()
    known = {str(one.id): one.id for one in people if one.id != current.actor().id}
    who = who if who in known or (who == "all" and people) else "me"
    first = first_day(view, day)
    owner = {"me": current.actor().id, "all": None}.get(who, known.get(who))
    may = current.actor().may
    slots = [views.slot_view(slot, who == "all", may("activity.edit")) for slot in calendars.between(first, days_of(view), owner)]
    return page.render(
        "index",
        view=view,
        title=title(view, first, day),
        days=views.days(view, first, day.month, slots, who, may("activity.create")),
        hours=views.hours_of(slots),
        most=IN_CELL,
        tabs=[Link(say(LABELS[one][0]), views.address(one, day, who), key=LABELS[one][1], current=one == view) for one in VIEWS],
        back_url=views.address(view, stepped(view, day, -1), who),
        on_url=views.address(view, stepped(view, day, 1), who),
        today_url=views.address(view, current.today(), who),
        day=day.isoformat(),
        who=who,
        people=[("me", say("My calendar")), *((str(one.id), one.name) for one in people if one.id != current.actor().id)]
        + ([("all", say("Everybody’s"))] if people else []),
        create_url=views.create_url(f"{day.isoformat()}T09:00") if may("activity.create") else None,
        create_at=views.create_url,
        may_import=may("activity.create"),
    )


@page.get("/<int:id>/move")
@permits("activity.edit")
def move_form(id: int, activities: Activities) -> Any:
    activities.check_record("edit", activities.get(id))
    return _move(id, activities)


@page.post("/<int:id>/move")
@permits("activity.edit")
def move(id: int, calendars: Calendars, activities: Activities) -> Any:
    """Move to another moment: `to` is a time, or a day alone that keeps the time."""
    try:
        row = calendars.move(id, request.form.get("to", "").strip())
    except Invalid as refusal:
        return _move(id, activities, refusal), 422
    at = row.due_at if row.kind == "task" else row.at
    toast(N_("{name} is on {at} now."), current.last_change(), name=row.name, at=language.moment(at) if at else "")
    back = request.form.get("back", "")
    return redirect(
        back if back.startswith("/calendar?") else url_for("customer_calendar.index", day=local(at).date() if at else None), 303
    )


def _move(id: int, activities: ActivityService, refusal: Invalid | None = None) -> str:
    row = activities.get(id)
    at = row.due_at if row.kind == "task" else row.at
    return page.render(
        "move",
        row=row,
        to=request.form.get("to", f"{local(at):%Y-%m-%dT%H:%M}" if at else ""),
        error=say(next(iter(refusal.fields.values()))) if refusal else "",
        back=url_for("customer_calendar.index", day=local(at).date() if at else None),
    )


# To and from other calendars ------------------------------------------------------


@page.get("/feed")
@permits("activity.view")
def feed(feeds: Feeds) -> Any:
    return _feed(feeds)


@page.post("/feed")
@permits("activity.view")
def renew(feeds: Feeds) -> Any:
    """A new secret address; it is shown on this answer and never again."""
    return _feed(feeds, url_for("customer_calendar_feed.show", token=feeds.renew(), _external=True))


@page.post("/feed/end")
@permits("activity.view")
def end_feed(feeds: Feeds) -> Any:
    feeds.end()
    toast(N_("The address no longer works."))
    return page.to("feed")


def _feed(feeds: CalendarFeedService, made: str | None = None) -> str:
    found = feeds.mine()
    return page.render(
        "feed",
        made=made,
        since=language.moment(found.created_at) if found else None,
        used=(language.ago(found.last_used_at) if found.last_used_at else say("never used")) if found else "",
    )


@page.get("/import")
@permits("activity.create")
def new_import() -> Any:
    return page.render("import", error="")


@page.post("/import")
@permits("activity.create")
def store_import(imports: Imports) -> Any:
    """First what the file would do; then, with what was shown, do it."""
    file = request.files.get("file")
    data = unpacked(request.form["held"]) if "held" in request.form else file.read() if file else b""
    try:
        if "held" not in request.form:
            return page.render("import_preview", **shown(imports.preview(data)), held=packed(data))
        taken = imports.take(data)
    except Invalid as refusal:
        return page.render("import", error=say(next(iter(refusal.fields.values())))), 422
    parts = [say_many("{n} entry was taken over", "{n} entries were taken over", taken.created)]
    if taken.changed:
        parts.append(say_many("{n} was changed", "{n} were changed", taken.changed))
    if taken.same:
        parts.append(say_many("{n} was known", "{n} were known", taken.same))
    if taken.skipped:
        parts.append(say_many("{n} has no time", "{n} have no time", taken.skipped))
    toast("; ".join(parts), taken.change_set_id)
    return page.to("index")
