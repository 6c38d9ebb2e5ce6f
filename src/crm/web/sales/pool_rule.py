"""Pages of the rules of pools: the condition is built with the filter, and every change can be tried before it is saved."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import redirect, request
from markupsafe import Markup, escape

from crm import language
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module
from crm.domain.sales.pool_rule import MODULE, Preview
from crm.errors import Invalid, NotFound
from crm.language import Words, noun, say
from crm.web.kit.address import url
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.cell import WHOLE
from crm.web.kit.form import form_view, posted
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.view import FieldView, FormView, Link
from crm.web.sales.pool_rule_condition import builder, listed, words

MOST = 8


class PoolRulePage(RecordPage):
    """The pages of rules."""

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        view = super().field_view(field, row, editable)
        if field.name != "condition" or not row.condition:
            return view
        said = Markup('<a href="{}">{}</a>').format(listed(row.module, row.condition), words(row.module, row.condition))
        return FieldView(view.name, view.label, said, long=True)

    def field_edit(self, id: int, name: str) -> Any:
        """What the rule does is changed in the form, where it is previewed and asked to be confirmed."""
        return super().field_edit(id, name) if name in ("name", "warn_days") else self.to("edit", id=id)

    # The form ----------------------------------------------------------------

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            values = {"preview": None} | values | _condition(values["form"])
        return super().render(name, **values)

    def create(self) -> Any:
        return self._tried() or super().create()

    def edit(self, id: int) -> Any:
        if not (given := self.given()):
            return super().edit(id)
        row = self.service.get(id)
        self.service.check_record("edit", row)
        row = replace(row, version=request.args.get("version", row.version, int))
        return self._form(url(self.module, "update", id=id), row, raw=given)

    def update(self, id: int) -> Any:
        return self._tried(id) or super().update(id)

    def _tried(self, id: int | None = None) -> Any:
        """To the builder, or the same form with what the rule would do: nothing is saved by either button."""
        then = request.form.get("then")
        if then not in ("condition", "preview"):
            return None
        typed = posted(MODULE, request.form)
        module = _module(typed.get("pool_id"))
        if then == "condition" and module:
            return redirect(builder(module, typed.pop("condition", ""), typed, id, request.form.get("version")), 303)
        row = self.service.get(id) if id else None
        found, refusal = None, None
        try:
            if module is None:
                raise Invalid(pool_id=Words("Please choose one from the list."))
            found = container().sales.pool_rule().preview(MODULE.draft.parse(typed, base=row))
        except Invalid as no:
            refusal = no
        action = url(MODULE, "update", id=id) if row else url(MODULE, "create")
        cancel = url(MODULE, "show", id=id) if row else url(MODULE, "index")
        title = MODULE.title(row) if row else say("New {name}", name=noun(MODULE.label))
        form = form_view(MODULE, action, cancel, row, typed, refusal, again=row is None)
        page = self.render("form", form=form, title=title, row=row, strip=None, preview=told(found) if found else None)
        return page if refusal is None else (page, 422)


page = PoolRulePage(MODULE)


def _module(pool_id: Any) -> Module | None:
    """What the pool is for that was typed."""
    if not str(pool_id or "").isdecimal():
        return None
    try:
        pool = container().sales.pool().one(int(pool_id))
    except NotFound:
        return None
    return container().records()(pool.module).module  # type: ignore[no-any-return]


def told(found: Preview) -> dict[str, Any]:
    """What a rule would do tonight, in words."""
    shares = tuple((share.owner_name or "—", language.number(share.count)) for share in found.shares[:MOST])
    return {
        "sentence": say(container().sales.pool_rule().sentence(found)), "shares": shares, "rest": max(0, len(found.shares) - MOST),
        "much": found.is_much, "moved": language.number(found.moved),
    }  # fmt: skip


def _condition(form: FormView) -> dict[str, Any]:
    """The form without the input of the condition, which stands beside as a sentence."""
    items = {item.name: item for section in form.sections for item in section.items}
    asked, module = items["condition"], _module(items["pool_id"].value)
    others = tuple(replace(part, items=tuple(item for item in part.items if item is not asked)) for part in form.sections)
    return {
        "form": replace(form, sections=tuple(part for part in others if part.items)),
        "condition": asked,
        "words": words(module.name, asked.value) if asked.value and module else "",
        "list_url": listed(module.name, asked.value) if asked.value and module and not asked.error else "",
    }


def conditions() -> Callable[[Any], str]:
    """The cell of the condition: its sentence."""
    return lambda row: str(escape(words(row.module, row.condition))) if row.condition else ""


def _beside(module: Module, row: Any) -> Beside:
    """On the page of a rule: what it would do tonight."""
    if module.name != MODULE.name or not row.active:
        return Beside()
    try:
        found = container().sales.pool_rule().preview(row)
    except Invalid:  # its condition names a field that is gone: the condition itself says so
        return Beside()
    return Beside((Link(say(container().sales.pool_rule().sentence(found)), "/pools/falling", tone="bad" if found.is_much else "info"),))


WHOLE[MODULE.name, "condition"] = conditions
OF_RECORD.append(_beside)
