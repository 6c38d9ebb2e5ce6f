"""The condition of a rule about leads: built with the filter of their list, with what the rule would do beside it.

What stands in the form of the rule goes along in the address, so that nothing typed is lost on the way.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request
from markupsafe import Markup, escape

from crm.domain.kit.field import Field
from crm.domain.kit.filter import parse_address
from crm.domain.kit.filter_tree import Group, as_json
from crm.domain.kit.module import Module
from crm.domain.kit.plain import dumps
from crm.domain.sales.lead import MODULE as LEAD
from crm.domain.sales.lead_condition import parsed
from crm.errors import Invalid
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.cell import WHOLE
from crm.web.kit.filter import FILTER_ROUTES, Filters
from crm.web.kit.filter_view import bar
from crm.web.kit.form import posted
from crm.web.kit.page import Page, allow, container
from crm.web.kit.record import ModuleView, RecordPage
from crm.web.kit.sentence import references, sentence
from crm.web.kit.view import FieldView, FormView

OWN = "rule."  # before the names of the rule's fields: the builder has a `value` of its own
KEPT = ("id", "version")


class LeadConditionPage(Filters, Page):
    """The builder of the list of leads at an address of the rules. `told`: what leads that meet the condition would get."""

    saves = False
    done = N_("Use this condition")

    def __init__(self, rules: Module, name: str, told: Callable[[Group], dict[str, Any]]) -> None:
        self.rules, self.told = rules, told
        self.module = replace(LEAD, path=f"{rules.path}/condition")
        Page.__init__(self, name, self.module.path)
        for rule, action, _, methods in (("/filters", "filters", "", "GET"), *FILTER_ROUTES, ("", "show", "", "GET")):
            self.add_url_rule(rule, action, self._permitted(action), methods=methods.split())

    def _permitted(self, action: str) -> Any:
        permission, do = self.rules.permission("view"), getattr(self, action)

        def run() -> Any:
            allow(permission)
            return do()

        run.permission = permission  # type: ignore[attr-defined]
        return run

    @property
    def service(self) -> Any:
        return container().sales.lead()

    def render(self, name: str, **values: Any) -> str:
        if name == "show":
            return render_template("sales/lead_condition/show.html", module=ModuleView(self.module), **values)
        return Page.render(self, name, module=ModuleView(self.module), **values)

    def show(self) -> str:
        """The condition in words, the ways to change it, and what it would mean."""
        state, wrong = self.state()
        condition = dumps(as_json(state.root)) if state.root else ""
        told = self.told(state.root) | {"words": words(condition), "list_url": listed(condition)} if condition else None
        back = form_address(self.rules, condition)
        called = request.args.get(f"{OWN}name", "")
        return self.render(
            "show", filter=bar(state, self.names(state)), wrong=wrong, told=told, back_url=back, rules=ModuleView(self.rules), called=called
        )


class LeadRulesPage(RecordPage):
    """The pages of a module of rules: the condition stands in the form as a sentence, and is built on a page of its own."""

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        view = super().field_view(field, row, editable)
        if field.name != "condition":
            return view
        said = Markup('<a href="{}">{}</a>').format(listed(row.condition), words(row.condition))
        return FieldView(view.name, view.label, said, long=True)

    def field_edit(self, id: int, name: str) -> Any:
        """The condition is built on its page, not typed."""
        return self.to("edit", id=id) if name == "condition" else super().field_edit(id, name)

    def render(self, name: str, **values: Any) -> str:
        if name != "form":
            return super().render(name, **values)
        return render_template("sales/lead_condition/form.html", module=ModuleView(self.module), **(values | _condition(values["form"])))

    def given(self) -> dict[str, Any]:
        """As for every form; a field of several values may stand in the address several times."""
        found = super().given()
        several = [name for name in found if self.module.draft.fields[name].kind.several]
        return found | {name: request.args.getlist(name) for name in several if request.method == "GET"}

    def create(self) -> Any:
        return self._built() or super().create()

    def edit(self, id: int) -> Any:
        if not (given := self.given()):
            return super().edit(id)
        row = self.service.get(id)
        self.service.check_record("edit", row)
        row = replace(row, version=request.args.get("version", row.version, int))
        return self._form(url(self.module, "update", id=id), row, raw=given)

    def update(self, id: int) -> Any:
        return self._built(id) or super().update(id)

    def _built(self, id: int | None = None) -> Any:
        """With what was typed to the builder, when that is the button that was pressed."""
        if request.form.get("then") != "condition":
            return None
        typed = posted(self.module, request.form)
        return redirect(builder(self.module, typed.pop("condition", ""), typed, id, request.form.get("version")), 303)


def builder(rules: Module, condition: str, typed: dict[str, Any], id: int | None = None, version: Any = None) -> str:
    """The address of the builder for a rule whose form says so."""
    given = {name: value if isinstance(value, list) else [value] for name, value in (typed | {"id": id, "version": version}).items()}
    kept = [(f"{OWN}{name}", one) for name, values in given.items() for one in values if one not in (None, "")]
    try:
        found = [("filter", dumps(as_json(parse_address(LEAD, [], condition))))] if condition else []
    except Invalid:  # it names a field that is gone: begin anew
        found = []
    return f"{rules.path}/condition?{urlencode([*found, *kept])}"


def form_address(rules: Module, condition: str) -> str:
    """Back to the form, with the condition."""
    given = [(key.removeprefix(OWN), value) for key, value in request.args.items(multi=True) if key.startswith(OWN)]
    typed = [(name, value) for name, value in given if name in rules.draft.fields or name in KEPT]
    id = next((value for name, value in typed if name == "id" and value.isdecimal()), "")
    way = f"{rules.path}/{id}/edit" if id else f"{rules.path}/new"
    return f"{way}?{urlencode([*((name, value) for name, value in typed if name != 'id'), ('condition', condition)])}"


def _condition(form: FormView) -> dict[str, Any]:
    """The form without the input of the condition, which stands beside as a sentence."""
    asked = next(item for section in form.sections for item in section.items if item.name == "condition")
    others = tuple(replace(part, items=tuple(item for item in part.items if item is not asked)) for part in form.sections)
    return {
        "form": replace(form, sections=tuple(part for part in others if part.items)),
        "condition": asked,
        "words": words(asked.value) if asked.value else "",
        "list_url": listed(asked.value) if asked.value and not asked.error else "",
    }


def words(condition: str | None) -> str:
    """The condition as a sentence; one that fields which are gone made unreadable says so."""
    if not condition:
        return say("All leads")
    try:
        found = parsed(condition)
        return sentence(LEAD, found, container().records().names(references(LEAD, found)))
    except Invalid as no:
        return " ".join(say(why) for why in no.fields.values())


def listed(condition: str | None) -> str:
    """The list of the leads that meet it."""
    return f"{LEAD.path}?{urlencode({'filter': condition})}" if condition else LEAD.path


def conditions() -> Callable[[Any], str]:
    """The cell of the condition: its sentence."""
    return lambda row: str(escape(words(row.condition)))


WHOLE["lead_rule", "condition"] = conditions
WHOLE["lead_score", "condition"] = conditions
