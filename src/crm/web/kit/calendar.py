"""The calendar as a layout of a list: what the filter finds as chips on its days, by any field that holds a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from babel import dates
from flask import redirect, request
from werkzeug.datastructures import MultiDict

from crm import current, language
from crm.domain.kit.calendar import days_of, first_day, read_day, stepped
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query, added
from crm.domain.kit.module import Module
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused
from crm.errors import Conflict, Invalid
from crm.language import LOCALES, N_, Words, local, say
from crm.service.kit.days import Day
from crm.web.kit.cell import shown, typed_in
from crm.web.kit.filter_state import State
from crm.web.kit.layout import layout
from crm.web.kit.listing import Address
from crm.web.kit.look import SPANS, Look, dated, day_field
from crm.web.kit.room import Room
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, Link, SectionView

LABELS = {"month": N_("Month"), "week": N_("Week")}
EACH = {"month": 4, "week": 40}  # chips of a day; the others stand behind “n more”
COUNTED = 50_000
FACTS = 3
CALENDAR_ROUTES = (("/calendar/<int:id>", "calendar_move", "edit", "GET POST"),)
Marks = Callable[[date, int], Mapping[date, Any]]
_marks: list[Marks] = []


def marking(marks: Marks) -> None:
    """Calendars show these names of days, such as holidays: from a day on, for so many days."""
    _marks.append(marks)


@dataclass(frozen=True, slots=True)
class Chip:
    """One record on its day."""

    id: int
    title: str
    time: str
    icon: str
    label: str  # what a pointer is told
    url: str
    tone: str
    second: str
    move_url: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its names, its mark, and what stands there."""

    day: date
    number: str
    name: str
    full: str
    today: bool
    off: bool
    other: bool  # of the month before or after
    mark: Any
    url: str
    create_url: str | None
    slots: tuple[Chip, ...]
    count: int


def show(page: Any, frame: dict[str, Any], query: Query, look: Look, address: Address) -> Any:
    """The page of the calendar."""
    module, span = page.module, look.span
    name = day_field(module, look) or ""
    day = read_day(request.args.get("day"), current.today())
    first = first_day(span, day)
    days = [first + timedelta(days=n) for n in range(days_of(span))]
    found = page.service.by_day(query, name, days, EACH[span], COUNTED + 1)
    total = sum(one.count for one in found.values())
    return page.render(
        "calendar",
        view=span,
        days=_cells(page, module.fields[name], days, day, look, query, address, found),
        title=title(span, first, day),
        spans=[Link(say(LABELS[one]), address(span=one, day=day.isoformat()), current=one == span) for one in SPANS],
        today_url=address(day=None),
        back_url=address(day=stepped(span, day, -1).isoformat()),
        on_url=address(day=stepped(span, day, 1).isoformat()),
        field=name,
        fields=[(one, say(field.label)) for one, field in dated(module).items()],
        over=language.number(COUNTED) if total > COUNTED else "",
        tools=frame.pop("view"),
        **frame,
    )


def title(view: str, first: date, day: date) -> str:
    """What a calendar shows, in words."""
    if view == "month":
        return dates.format_skeleton("yMMMM", day, locale=LOCALES[current.language()])
    if view == "day":
        return f"{language.day(day)} {language.weekday(day)}"
    return f"{language.day(first)} – {language.day(first + timedelta(days=days_of(view) - 1))}"


def _cells(
    page: Any, field: Field, days: list[date], day: date, look: Look, query: Query, address: Address, found: Mapping[date, Day]
) -> list[Cell]:
    marks: dict[date, Any] = {}
    for known in _marks:
        marks |= known(days[0], len(days))
    write, there, new = _chip_maker(page, field, look), _list_of(page.module, field, query, address), _new_url(page, field)
    return [
        Cell(
            one, str(one.day), language.weekday(one), f"{language.day(one)} {language.weekday(one)}", one == current.today(),
            marks[one].off if one in marks else one.weekday() > 4, look.span == "month" and one.month != day.month, marks.get(one),
            there(one), new(one), tuple(write(row, one) for row in here.rows), here.count,
        )
        for one in days
        for here in (found.get(one, Day(0, ())),)
    ]  # fmt: skip


def _chip_maker(page: Any, field: Field, look: Look) -> Callable[[Any, date], Chip]:
    """A function from a row to its chip."""
    module, service, today = page.module, page.service, current.today()
    names = [name for name in look.columns if name not in (module.title_field, field.name)]
    follow, movable = field.name.startswith(("next_", "due_")), page.may("edit") and may_move(module, field)

    def chip(row: Any, day: date) -> Chip:
        value, done = getattr(row, field.name), getattr(row, "done_at", None)
        facts = [text for name in names if (text := shown(module.fields[name], row, linked=False).striptags())][:FACTS]
        clock = f"{local(value):%H:%M}" if isinstance(value, datetime) else ""
        move = f"{module.path}/calendar/{row.id}?{urlencode({'date': field.name, 'version': row.version})}"
        return Chip(
            row.id, module.title(row), "" if clock == "00:00" else clock, module.icon, " · ".join(facts), f"{module.path}/{row.id}",
            "done" if done else "late" if follow and day < today else "", facts[0] if facts else "",
            move if movable and service.may("edit", row) else None,
        )  # fmt: skip

    return chip


def _list_of(module: Module, field: Field, query: Query, address: Address) -> Callable[[date], str]:
    """A function from a day to the list of what stands on it; no filter finds a day of every year, but the week shows it."""
    if field.yearly:
        return lambda day: address(span="week", day=day.isoformat())
    args = MultiDict((key, value) for key, value in request.args.items(multi=True) if key not in ("layout", "date", "span", "day"))
    state = State(module, args, query.filter)
    root = Group((state.root,)) if state.root.any else state.root
    return lambda day: state.url("", added(root, (), Condition(field.name, "on", day)))


def _new_url(page: Any, field: Field) -> Callable[[date], str | None]:
    if not page.may("create") or not may_move(page.module, field):
        return lambda _: None
    clock = "T09:00" if field.kind_name == "datetime" else ""
    return lambda day: f"{page.module.path}/new?{urlencode({field.name: f'{day.isoformat()}{clock}'})}"


def may_move(module: Module, field: Field) -> bool:
    """Whether another day can be written into the field at all."""
    return field.name in module.draft.fields and not field.computed and not field.yearly


class Calendars(Room):
    """The action calendar_move of a record module."""

    def calendar_move(self, id: int) -> Any:
        """Put one record on another day: asked in a form (GET), written (POST `to`: a day that keeps the time, or a moment)."""
        given, module = request.values, self.module
        field = dated(module).get(given.get("date", ""))
        if field is None or not may_move(module, field):
            raise Invalid(date=Words("Please choose one from the list."))
        row = self.service.get(id)
        self.service.check_record("edit", row)
        if request.method == "GET":
            return self._day_form(row, field, {})
        try:
            changes = self.service.moved(row, field.name, _read(field, getattr(row, field.name), given.get("to", "")))
            row = self.service.change(id, changes, given.get("version", type=int))
        except Invalid as refusal:
            return self._day_form(row, field, refusal.fields), 422
        except Conflict as conflict:
            return self._day_form(self.service.get(id), field, {"": conflict.words}), 409
        value = getattr(row, field.name)
        told = language.moment(value) if isinstance(value, datetime) else language.day(value) if value else "—"
        toast(N_("{name} → {stage}"), current.last_change(), name=module.title(row), stage=told)
        target = self._calendar()
        if request.headers.get("HX-Request"):
            return "", 204, {"HX-Redirect": target}
        return redirect(target, 303)

    def _calendar(self) -> str:
        """Where the calendar is: a page of this list, nothing else."""
        parts, path = urlsplit(request.referrer or ""), self.module.path
        url = request.values.get("back") or f"{parts.path}?{parts.query}"
        return url if url.startswith(f"{path}?") and "//" not in url and "\\" not in url else path

    def _day_form(self, row: Any, field: Field, errors: dict[str, Any]) -> str:
        why = errors.get(field.name)
        value = request.form.get("to") or typed_in(field, getattr(row, field.name))
        asked = InputView("to", say(field.label), field.kind_name, value, error=say(why) if why else None, required=field.required)
        carried = {"date": field.name, "version": row.version, "back": self._calendar()}
        hidden = tuple(InputView(key, "", "hidden", str(one)) for key, one in carried.items())
        form = FormView(
            f"{self.module.path}/calendar/{row.id}", (SectionView("", (asked, *hidden)),), cancel_url=self._calendar(), save=say("Move"),
            errors=tuple(("to" if name == field.name else "", say(one)) for name, one in errors.items()),
        )  # fmt: skip
        return self.render("bulk", title=say("Move {name}", name=self.module.title(row)), form=form, warning="", count=0)


def _read(field: Field, was: Any, to: str) -> Any:
    """The value that was asked for; a day alone keeps the time of day. Raises Invalid beside the field."""
    try:
        if field.kind_name == "datetime" and to.strip():
            return moment(to, current.now(), current.timezone(), at=local(was).time() if was else time(0))
        return field.parse(to)
    except Refused as no:
        raise Invalid({field.name: no.words}) from None


layout("calendar", N_("Calendar"), "calendar", lambda module: day_field(module) is not None, show)
