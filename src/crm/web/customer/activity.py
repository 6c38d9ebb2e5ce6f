"""Activity pages, the composer of every timeline, and the tick of a task."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.customer.activity import MODULE, ActivityDraft
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.customer.activity import ActivityService
from crm.web.kit.attached import FIELD, ids_of, take_more
from crm.web.kit.form import posted
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage, known_module
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, Link


class ActivityPage(RecordPage):
    """The pages of activities; a task may come back."""

    def cards(self, row: Any) -> tuple[Card, ...]:
        """The files that came with it, as far as the reader may see any."""
        files = container().platform.file().of_entries([row.id]).get(row.id, [])
        items = tuple(CardItem(file.name, f"/files/{file.id}", language.size(file.size)) for file in files)
        return (*super().cards(row), *((Card(say("Attachments"), "paperclip", str(len(items)), items),) if items else ()))

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        if not editable or not row.is_open:
            return links
        return Link(say("Repeat"), f"{MODULE.path}/{row.id}/recurrence", "refresh", "r", "customer_recurrence.show"), *links


page = ActivityPage(MODULE)
Activities = Annotated[ActivityService, Provide[Container.customer.activity]]


@page.post("/for/<module>/<int:id>/<kind>")
@permits("activity.create")
def compose(module: str, id: int, kind: str, activities: Activities) -> Any:
    """Log what was done with a record, from the composer on its page."""
    about = known_module(module)
    row = container().records()(module).get(id)
    raw = posted(MODULE, request.form) | {"kind": kind, "subject_module": module, "subject_id": id}
    raw[FIELD] = ",".join(request.form.getlist(FIELD))
    try:
        take_more(raw)
        made = activities.create(ActivityDraft.parse({name: raw[name] for name in raw if name != FIELD}), once=request.form.get("once"))
    except Invalid as refusal:
        return _page_of(about).show_refused(row, raw, refusal), 422
    container().platform.file().hang(ids_of(raw[FIELD]), module, id, made.id)
    container().platform.draft().drop(row.id, kind)
    toast(N_("{name} was logged."), current.last_change(), name=made.name)
    return redirect(f"{about.path}/{id}", 303)


@page.post("/<int:id>/completion")
@permits("activity.edit")
def finish(id: int, activities: Activities) -> Any:
    """Tick a task off."""
    row = activities.finish(id, request.form.get("result"))
    toast(N_("{name} is done."), current.last_change(), name=row.name)
    return redirect(request.referrer or f"{MODULE.path}/{id}", 303)


@page.post("/<int:id>/snooze")
@permits("activity.edit")
def snooze(id: int, activities: Activities) -> Any:
    """Put a task off."""
    try:
        row = activities.snooze(id, request.form.get("until", ""))
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("{name} waits until {at}."), current.last_change(), name=row.name, at=language.moment(row.due_at or current.now()))
    return redirect(request.referrer or f"{MODULE.path}/{id}", 303)


@page.post("/<int:id>/pin")
@permits("activity.edit")
def pin(id: int, activities: Activities) -> Any:
    """Keep an entry above the story of its record, or no longer."""
    try:
        row = activities.pin(id)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("{name} is pinned.") if row.pinned_at else N_("{name} was taken down."), current.last_change(), name=row.name)
    return redirect(request.referrer or f"{MODULE.path}/{id}", 303)


def _page_of(module: Any) -> Any:
    return current_app.blueprints[module.endpoint]
