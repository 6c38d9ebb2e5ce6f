"""Pages of the fields that administrators add: by module and in order, with a preview of what people will see."""

from dataclasses import replace
from typing import Any

from flask import g, request

from crm import current
from crm.domain.kit.module import modules
from crm.domain.kit.text import Refused
from crm.domain.platform.field import (
    COMPUTED,
    CURRENCIES,
    KINDS,
    MODULE,
    NEVER_REQUIRED,
    NEVER_UNIQUE,
    SEALABLE,
    SETTINGS,
    WORDED,
    FieldRow,
    described,
)  # fmt: skip
from crm.errors import Conflict, Invalid
from crm.language import N_, noun, say
from crm.web.kit.address import url
from crm.web.kit.form import input_view, posted
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, Link
from crm.web.platform.field_view import formula_help, line, rights

ALWAYS = ("label_zh", "label_en", "name", "help_zh", "help_en", "listed", "indexed")


class FieldPage(RecordPage):
    """As for every record; the list is one module's fields in their order, the form asks for what the kind needs."""

    @property
    def service(self) -> Any:
        return container().platform.field()

    def index(self) -> Any:
        if set(request.args) - {"module"}:
            return super().index()
        name = self.asked()
        new = Link(say("New {name}", name=noun(MODULE.label)), f"/fields/new?module={name}", "plus", "c", "platform_field.new")
        return self.render(
            "modules", tabs=self.modules(name), rows=[line(row) for row in self.service.of_module(name)],
            removed=[line(row) for row in self.service.removed(name)], create=new if self.may("create") else None,
            editable=self.may("edit"), removable=self.may("remove"),
        )  # fmt: skip

    @staticmethod
    def asked() -> str:
        """The module that the address names, or the first."""
        known = [name for name, module in modules().items() if module.is_extensible]
        given = request.values.get("module", "")
        return given if given in known else known[0]

    @staticmethod
    def modules(name: str) -> tuple[Link, ...]:
        return tuple(
            Link(say(module.plural), f"/fields?module={module.name}", module.icon, current=module.name == name)
            for module in modules().values()
            if module.is_extensible
        )

    def new(self) -> Any:
        """First the kind, then what it needs."""
        if request.args.get("kind") in [option.value for option in KINDS]:
            return super().new()
        name = self.asked()
        kinds = [Link(say(one.label), f"/fields/new?module={name}&kind={one.value}", one.icon, testid=f"kind-{one.value}") for one in KINDS]
        return self.render("kinds", tabs=self.modules(name), kinds=kinds, of=say(modules()[name].plural))

    def _form(self, action: str, row: Any = None, raw: Any = None, refusal: Invalid | None = None, conflict: Conflict | None = None) -> str:
        kind = row.kind if row else (raw or {}).get("kind") or "text"
        g.shaped = (kind, row, raw or {})
        return super()._form(action, row, raw, refusal, conflict)

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            kind, row, raw = g.shaped
            of = row.module if row else raw.get("module") or self.asked()
            values["form"] = shaped(values["form"], kind, row, of)
            values |= {
                "of": modules().get(of, MODULE), "kind": say(next((o.label for o in KINDS if o.value == kind), "")),
                "preview": preview(row, raw), "formulas": formula_help(of) if kind == "formula" else None,
                "history_url": url(MODULE, "history", id=row.id) if row else None,
                "rights": rights(row) if row else None,
                "no_index": kind != "file" and not self.service.has_index(kind, row.result if row else None),
            }  # fmt: skip
        return super().render(name, **values)

    def show(self, id: int) -> Any:
        return self.to("edit", id=self.service.get(id).id) if self.may("edit") else super().show(id)

    def create(self) -> Any:
        return self._back(super().create())

    def update(self, id: int) -> Any:
        return self._back(super().update(id), id)

    def _back(self, answer: Any, id: int | None = None) -> Any:
        """To the list of the module when all went well."""
        if isinstance(answer, tuple):
            return answer
        return self.to("index", module=self.service.get(id).module if id else self.asked())

    def removal(self, id: int) -> Any:
        """Before a field is removed: who uses it, and what becomes of its values."""
        row = self.service.get(id)
        return self.render("removal", row=line(row), uses=self.service.uses(row), cancel_url=f"/fields?module={row.module}")

    def destroy(self, id: int) -> Any:
        row = self.service.get(id)
        outcome = self.service.remove_all([id])
        if outcome.refused:
            toast(outcome.refused[id], tone="bad")
        else:
            toast(N_("{name} was removed. Its values are kept."), outcome.change_set_id, name=row.label)
        return self.to("index", module=row.module)

    def bring_back(self, id: int) -> Any:
        row = self.service.restore(id)
        toast(N_("{name} is back, with its values."), current.last_change(), name=row.label)
        return self.to("index", module=row.module)

    def move(self, id: int) -> Any:
        row = self.service.get(id)
        self.service.move(id, -1 if request.form.get("way") == "up" else 1)
        return self.to("index", module=row.module)

    def grant(self, id: int) -> Any:
        row = self.service.get(id)
        self.service.put_rights(id, {int(key): level for key, level in request.form.items() if key.isascii() and key.isdigit()})
        toast(N_("Saved."))
        return self.to("index", module=row.module)

    def preview(self) -> Any:
        """What was typed so far, as the control that it makes; for the form while one types."""
        return self.render("preview", preview=preview(None, posted(MODULE, request.form)))


def shaped(form: FormView, kind: str, row: FieldRow | None, of: str) -> FormView:
    """The form with what the kind has, and what may still be changed."""
    names = {*ALWAYS, *SETTINGS.get(kind, ())} | ({"fallback"} if kind not in (*COMPUTED, "file") else set())
    names |= {"required"} if kind not in NEVER_REQUIRED else set()
    if kind == "file" or not container().platform.field().has_index(kind, row.result if row else None):
        names -= {"indexed"}
    names |= {"is_unique"} if kind not in NEVER_UNIQUE else set()
    names |= {"searched"} if kind in WORDED else set()
    names |= {"encrypted"} if kind == SEALABLE else set()
    names -= {"name", "target", "currency"} if row and row.id else set()
    sections = []
    for section in form.sections:
        items = tuple(_item(item) for item in section.items if item.name in names)
        if items:
            sections.append(replace(section, items=items))
    hidden = (InputView("module", "", "hidden", of), InputView("kind", "", "hidden", kind)) if not (row and row.id) else ()
    sections[0] = replace(sections[0], items=(*hidden, *sections[0].items))
    return replace(form, sections=tuple(sections), cancel_url=f"/fields?module={of}", again=False)


def _item(item: InputView) -> InputView:
    if item.name == "currency":
        return replace(item, kind="choice", choices=tuple((code, code) for code in CURRENCIES))
    if item.name != "target":
        return item
    choices = tuple((name, say(module.label)) for name, module in modules().items() if module.area != "platform")
    return replace(item, kind="choice", choices=choices)


def preview(row: FieldRow | None, raw: dict[str, Any]) -> Any:
    """The control as people will see it, or why there is none yet."""
    values = {"label_zh": say("New field"), "kind": "text"} | (vars(row) if row else {})
    for name, text in raw.items():
        try:
            values[name] = MODULE.draft.own[name].parse(text) if name in MODULE.draft.own else text
        except Refused:
            continue
    known = {name: value for name, value in values.items() if name in FieldRow.__dataclass_fields__}
    try:
        field = described(FieldRow(**{"module": "account", **known}))
        return None if field.computed else input_view(replace(field, name="preview"), field.default)
    except (Invalid, KeyError, LookupError, ValueError):
        return None


page = FieldPage(MODULE)


for rule, action, verb, method in (
    ("/preview", "preview", "view", "POST"),
    ("/<int:id>/removal", "removal", "remove", "GET"),
    ("/<int:id>/restoration", "bring_back", "remove", "POST"),
    ("/<int:id>/position", "move", "edit", "POST"),
    ("/<int:id>/rights", "grant", "edit", "POST"),
):
    page.add_url_rule(rule, action, page._permitted(action, verb), methods=[method])
