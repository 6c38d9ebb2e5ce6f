"""Rules about records: the condition of one is a filter of the list of those records, said as a sentence wherever it stands and
built on a page of its own, with the records that meet it beside.

What stands in the form of the rule goes along in the address, so that nothing typed is lost on the way. Where a field of each rule
says what it is about, `Field.filters` names that field, and there is a page for each of these modules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request
from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Group, Query, as_json, parse_address
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.errors import Invalid
from crm.language import N_, say
from crm.web.kit.address import url
from crm.web.kit.cell import WHOLE
from crm.web.kit.filter import FILTER_ROUTES, Filters
from crm.web.kit.filter_view import bar
from crm.web.kit.form import posted
from crm.web.kit.page import Page, allow, container
from crm.web.kit.record import ModuleView, RecordPage
from crm.web.kit.sentence import kept_words
from crm.web.kit.view import FieldView, FormView

FIELD = "condition"
OWN = "rule."  # before the names of the rule's fields: the builder has a `value` of its own
KEPT = ("id", "version")
COUNTED, FEW = 1001, 8


@dataclass(frozen=True)
class Asked:
    """How the pages speak of what the rules are about."""

    every: str  # said where there is no condition
    choose: str  # the button that begins one
    which: str  # the question above an empty builder
    met: str  # the heading above the records that meet it
    first: bool = True  # the condition stands before the other fields of the form


class ConditionPage(Filters, Page):
    """The builder of a list at an address of the rules about its records."""

    saves = False
    verb = "view"  # of the rules: who may build their conditions
    done = N_("Use this condition")

    def __init__(self, rules: Module, name: str, asked: Asked) -> None:
        self.rules, self.asked = rules, asked
        if not _varies(rules):
            self.subject = _subject(rules)
            self.module = replace(self.subject, path=f"{rules.path}/condition")
        self.open(name)

    def open(self, name: str) -> None:
        """Its addresses."""
        Page.__init__(self, name, f"{self.rules.path}/condition")
        for rule, action, _, methods in (("/filters", "filters", "", "GET"), *FILTER_ROUTES, ("", "show", "", "GET")):
            self.add_url_rule(rule, action, self._permitted(action), methods=methods.split())

    def _permitted(self, action: str) -> Any:
        permission, do = self.rules.permission(self.verb), getattr(self, action)

        def run() -> Any:
            allow(permission)
            return do()

        run.permission = permission  # type: ignore[attr-defined]
        return run

    @property
    def service(self) -> Any:
        return container().records()(self.subject.name)

    def render(self, name: str, **values: Any) -> str:
        if name == "show":
            return render_template("kit/ruled_condition.html", module=ModuleView(self.module), asked=said(self.asked), **values)
        return Page.render(self, name, module=ModuleView(self.module), **values)

    def show(self) -> str:
        """The condition in words, the ways to change it, and what meets it."""
        state, wrong = self.state()
        condition = dumps(as_json(state.root)) if state.root else ""
        told = self.told(state.root, condition) if condition else None
        back = self.back_address(condition)
        called = request.args.get(f"{OWN}name", "")
        return self.render(
            "show", filter=bar(state, self.names(state)), wrong=wrong, told=told, back_url=back, rules=ModuleView(self.rules), called=called
        )

    def back_address(self, condition: str) -> str:
        """Where the condition is used."""
        return form_address(self.rules, condition)

    def told(self, root: Group, condition: str) -> dict[str, Any]:
        """How many meet it, and the newest of them, for whoever may see such records at all."""
        one, query = self.subject, Query(root, size=FEW)
        if not _seen(one):
            return {"words": kept_words(one, condition), "unseen": say(one.plural)}
        met, rows = self.service.count(query, COUNTED), self.service.page(query)[:FEW]
        return {
            "met": language.number(met) if met < COUNTED else f"{language.number(COUNTED - 1)}+",
            "examples": tuple((one.title(row), f"{one.path}/{row.id}", one.subtitle(row)) for row in rows),
            "words": kept_words(one, condition), "list_url": listed(one, condition),
        }  # fmt: skip


class Ruled(RecordPage):
    """The pages of a module of rules."""

    def __init__(self, module: Module, asked: Asked) -> None:
        self.asked = asked
        super().__init__(module)
        WHOLE[module.name, FIELD] = self._cells

    def _cells(self) -> Callable[[Any], str]:
        return lambda row: str(escape(self._said(row)))

    def _said(self, row: Any) -> str:
        return kept_words(_subject(self.module, row), row.condition) if row.condition else say(self.asked.every)

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """The condition is a sentence, and is built on its page, not typed in place."""
        view = super().field_view(field, row, editable)
        if field.name != FIELD:
            return view
        subject, shown = _subject(self.module, row), escape(self._said(row))
        if row.condition and _seen(subject):
            shown = Markup('<a href="{}">{}</a>').format(listed(subject, row.condition), shown)
        return FieldView(view.name, view.label, shown, long=True)

    def field_edit(self, id: int, name: str) -> Any:
        return self.to("edit", id=id) if name == FIELD else super().field_edit(id, name)

    def render(self, name: str, **values: Any) -> str:
        if name != "form":
            return super().render(name, **values)
        return render_template(
            "kit/ruled_form.html", module=ModuleView(self.module), asked=said(self.asked), **(values | self._parted(values["form"]))
        )

    def _parted(self, form: FormView) -> dict[str, Any]:
        """The form without the input of the condition, which stands beside as a sentence."""
        items = {item.name: item for section in form.sections for item in section.items}
        asked, subject = items[FIELD], _subject(self.module, {name: item.value for name, item in items.items()})
        others = tuple(replace(part, items=tuple(item for item in part.items if item is not asked)) for part in form.sections)
        return {
            "form": replace(form, sections=tuple(part for part in others if part.items)),
            "condition": asked,
            "words": kept_words(subject, asked.value) if asked.value and subject else "",
            "list_url": listed(subject, asked.value) if asked.value and subject and not asked.error and _seen(subject) else "",
        }

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
        """With what was typed to the builder, when that is the button that was pressed; without it where the rule is about nothing
        yet, which the form says then."""
        typed = posted(self.module, request.form)
        if request.form.get("then") != FIELD or _subject(self.module, typed) is None:
            return None
        return redirect(builder(self.module, typed.pop(FIELD, ""), typed, id, request.form.get("version")), 303)


def _varies(rules: Module) -> bool:
    """Whether each rule says itself what it is about."""
    return rules.draft.own[FIELD].filters in rules.draft.own


def _subject(rules: Module, values: Any = None) -> Any:
    """What the rules are about, or a rule with these values; None where it does not say yet."""
    named: str = rules.draft.own[FIELD].filters
    if _varies(rules):
        named = (values.get(named) if isinstance(values, Mapping) else getattr(values, named)) or ""
    return modules().get(named)


def _seen(subject: Module) -> bool:
    """Whether whoever looks at rules may see the records that they are about."""
    return current.actor().may(subject.permission("view"))


def said(asked: Asked) -> dict[str, Any]:
    return {name: say(words) if isinstance(words, str) else words for name, words in vars(asked).items()}


def builder(rules: Module, condition: str, typed: dict[str, Any], id: int | None = None, version: Any = None) -> str:
    """The address of the builder for a rule whose form says so."""
    given = {name: value if isinstance(value, list) else [value] for name, value in (typed | {"id": id, "version": version}).items()}
    kept = [(f"{OWN}{name}", one) for name, values in given.items() for one in values if one not in (None, "")]
    subject = _subject(rules, typed)
    try:
        found = [("filter", dumps(as_json(parse_address(subject, [], condition))))] if condition else []
    except Invalid:  # it names a field that is gone: begin anew
        found = []
    return f"{rules.path}/condition{f'/{subject.name}' if _varies(rules) else ''}?{urlencode([*found, *kept])}"


def form_address(rules: Module, condition: str) -> str:
    """Back to the form, with the condition."""
    given = [(key.removeprefix(OWN), value) for key, value in request.args.items(multi=True) if key.startswith(OWN)]
    typed = [(name, value) for name, value in given if name in rules.draft.fields or name in KEPT]
    id = next((value for name, value in typed if name == "id" and value.isdecimal()), "")
    way = f"{rules.path}/{id}/edit" if id else f"{rules.path}/new"
    return f"{way}?{urlencode([*((name, value) for name, value in typed if name != 'id'), (FIELD, condition)])}"


def listed(subject: Module, condition: str | None) -> str:
    """The list of the records that meet it."""
    return f"{subject.path}?{urlencode({'filter': condition})}" if condition else subject.path
