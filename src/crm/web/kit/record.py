"""The pages of a record module: list, record, forms. A controller adds only its own actions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, g, jsonify, request
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit.event import RecordOpening
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.module import Module, modules
from crm.errors import Conflict, Forbidden, Invalid, Taken
from crm.language import N_, noun, say
from crm.service.kit.record import RecordService
from crm.web.kit import listing
from crm.web.kit.address import ROUTES, url
from crm.web.kit.board import BOARD_ROUTES, Boards
from crm.web.kit.bulk import BULK_ROUTES, Bulk
from crm.web.kit.calendar import CALENDAR_ROUTES, Calendars
from crm.web.kit.filter import FILTER_ROUTES, Filters
from crm.web.kit.form import form_view, sent
from crm.web.kit.inline import Inline
from crm.web.kit.lists import LIST_ROUTES, Lists
from crm.web.kit.page import Page, allow, container, one_moment
from crm.web.kit.paste import PASTE_ROUTES, Paste
from crm.web.kit.reveal import Reveal
from crm.web.kit.show import Show
from crm.web.kit.toast import toast
from crm.web.kit.twins import held_back, pairs_link, strip_of
from crm.web.kit.upload import take_files
from crm.web.kit.view import Link
from crm.web.kit.views import VIEW_ROUTES, Views
from crm.web.proof import SENSITIVE, asked

EVERY = (*ROUTES, *BULK_ROUTES, *LIST_ROUTES, *BOARD_ROUTES, *CALENDAR_ROUTES, *VIEW_ROUTES, *PASTE_ROUTES, *FILTER_ROUTES)
LOOKS = ("index", "show")  # pages of many statements that only read


class ModuleView:
    """A module's words in the reader's language, for the templates."""

    def __init__(self, module: Module):
        self.name, self.icon, self.url = module.name, module.icon, module.path
        self.label, self.plural = say(module.label), say(module.plural)
        self.noun, self.nouns = noun(module.label), noun(module.plural)
        self.description = say(module.description)


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a record page, as Flask calls it: thousands of these weigh less than as many functions."""

    module: str
    name: str
    do: Callable[..., Any]
    permission: str
    sensitive: bool

    @property
    def __name__(self) -> str:
        return self.name

    def __call__(self, **kwargs: Any) -> Any:
        allow(self.permission)
        if self.sensitive and (first := asked()):
            return first
        if self.name == "show":
            container().events().publish(RecordOpening(self.module, kwargs["id"]))
        if self.name in LOOKS:
            with one_moment():
                return self.do(**kwargs)
        return self.do(**kwargs)


class RecordPage(Lists, Boards, Calendars, Views, Paste, Show, Inline, Reveal, Bulk, Filters, Page):
    """The controller of a record module, made from its description."""

    def __init__(self, module: Module, only: tuple[str, ...] = ()):
        self.module = module
        Page.__init__(self, f"crm.web.{module.area}.{module.name}", module.path)
        for rule, action, verb, methods in EVERY:
            if verb in module.verbs and (not only or action in only) and (action != "bulk_tag" or "tags" in module.fields):
                self.add_url_rule(rule, action, self._permitted(action, verb), methods=methods.split())

    def _permitted(self, action: str, verb: str) -> Any:
        permission = self.module.permission(verb)
        return Action(self.module.name, action, getattr(self, action), permission, permission in SENSITIVE)

    @property
    def service(self) -> RecordService[Any, Any]:
        return container().records()(self.module.name)

    def may(self, verb: str) -> bool:
        return verb in self.module.verbs and current.actor().may(self.module.permission(verb))

    def render(self, name: str, **values: Any) -> str:
        return Page.render(self, name, module=ModuleView(self.module), **values)

    # The list ----------------------------------------------------------------

    def import_links(self) -> list[Link]:
        if not (self.module.importable and self.may("import")):
            return []
        return [
            Link(say("Import"), f"/imports/{self.module.name}/new", "upload", testid="customer_transfer.new"),
            Link(say("Imports"), "/imports", "history", testid="customer_transfer.index"),
        ]

    def more_links(self, address: listing.Address) -> tuple[Link, ...]:
        links = self.import_links()
        if self.may("export"):
            for kind in self.module.file_kinds:
                link = address(path="").replace(self.module.path, f"/exports/{self.module.name}.{kind}", 1)
                links.append(Link(say("Export as {kind}", kind=kind.upper()), link, "download", testid="customer_transfer.export"))
        links.append(Link(say("Print"), "#print", "printer", testid="print"))
        return (*links, *pairs_link(self.module))

    def options(self) -> Response:
        """Records for a reference field: what matches the typed text, the most recent ones when nothing is typed."""
        text = request.args.get("q", "").strip()
        if text:
            hits = container().platform.search().find(text, 10, self.module.name)
            return jsonify([{"id": hit.id, "text": hit.title, "second": hit.second or ""} for hit in hits])
        rows = self.service.page(Query(sort=parse_sort(self.module, None), size=10))[:10]
        return jsonify([{"id": r.id, "text": self.module.title(r), "second": self.module.subtitle(r)} for r in rows])

    # Forms -------------------------------------------------------------------

    def new(self) -> Any:
        return self._form(url(self.module, "create"), raw=self.given() or None)

    def given(self) -> dict[str, Any]:
        """What the address already says, such as ?account_id=7; or what was held while a session ran out."""
        held = g.get("held")
        if held:
            return sent(self.module, held)
        return {k: v for k, v in request.args.items() if k in self.module.draft.fields}

    def create(self) -> Any:
        raw = sent(self.module, request.form)
        try:
            take_files(self.module, raw)
            draft = self.module.draft.parse(raw)
            if held_back(self.module, draft, request.form):
                return self._form(url(self.module, "create"), raw=raw), 409
            row = self.make(draft, request.form.get("once"))
        except Invalid as refusal:
            return self._form(url(self.module, "create"), raw=raw, refusal=refusal), 422
        except Taken as taken:
            return self._form(url(self.module, "create"), raw=raw, refusal=Invalid({"": taken.words})), 409
        toast(N_("{name} was created."), current.last_change(), name=self.module.title(row))
        if request.form.get("then") == "new":
            return self.to("new")
        return self.to("show", id=row.id)

    def make(self, draft: Any, once: str | None) -> Any:
        """The new record; a controller whose records begin with more than the form says so here."""
        return self.service.create(draft, once=once)

    def edit(self, id: int) -> Any:
        row = self.service.get(id)
        self.service.check_record("edit", row)
        held = g.get("held")
        if held:  # saved against the version it was typed on, so that what others did meanwhile still shows
            row = replace(row, version=held.get("version", row.version, int))
        return self._form(url(self.module, "update", id=id), row, raw=sent(self.module, held) if held else None)

    def update(self, id: int) -> Any:
        raw = sent(self.module, request.form)
        version = request.form.get("version", type=int)
        try:
            take_files(self.module, raw)
            row = self.service.change(id, raw, version)
        except Invalid as refusal:
            return self._form(url(self.module, "update", id=id), self.service.get(id), raw, refusal), 422
        except Taken as taken:
            return self._form(url(self.module, "update", id=id), self.service.get(id), raw, Invalid({"": taken.words})), 409
        except Conflict as conflict:
            return self._form(url(self.module, "update", id=id), self.service.get(id), raw, conflict=conflict), 409
        toast(N_("Saved."), current.last_change())
        return self.to("show", id=row.id)

    def _form(self, action: str, row: Any = None, raw: Any = None, refusal: Invalid | None = None, conflict: Conflict | None = None) -> str:
        cancel = url(self.module, "show", id=row.id) if row is not None else url(self.module, "index")
        title = self.module.title(row) if row is not None else say("New {name}", name=noun(self.module.label))
        view = form_view(self.module, action, cancel, row, raw, refusal, conflict, again=row is None)
        return self.render("form", form=view, title=title, row=row, strip=strip_of(self.module, row, raw))

    def destroy(self, id: int) -> Response:
        row = self.service.get(id)
        outcome = self.service.remove_all([id])
        if outcome.refused:
            raise Forbidden(outcome.refused[id])
        toast(N_("{name} was deleted."), outcome.change_set_id, name=self.module.title(row))
        return self.to("index")


def known_module(name: str) -> Module:
    """The module of that name, or 404."""
    return modules().get(name) or abort(404)
