"""The condition of a pool rule: built with the filter of the list of customers or of leads, with what the rule would do beside it.

What stands in the form of the rule goes along in the address, so that nothing typed is lost on the way.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from crm.domain.kit.filter import parse_address, parse_json, parse_tree
from crm.domain.kit.filter_tree import as_json
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.sales.pool_rule import MODULE
from crm.errors import Invalid, NotFound
from crm.language import N_, say
from crm.web.kit.filter import FILTER_ROUTES, Filters
from crm.web.kit.filter_view import bar
from crm.web.kit.page import Page, allow, container
from crm.web.kit.record import ModuleView
from crm.web.kit.sentence import references, sentence

OWN = "rule."  # before the names of the rule's fields: the builder has a `value` of its own
KEPT = ("id", "version")
PATH = f"{MODULE.path}/condition"


class PoolConditionPage(Filters, Page):
    """The builder of one module's list at an address of the rules."""

    saves = False
    done = N_("Use this condition")

    def __init__(self, module: Module, name: str) -> None:
        self.module = replace(module, path=f"{PATH}/{module.name}")
        Page.__init__(self, name, self.module.path)
        for rule, action, _, methods in (("/filters", "filters", "", "GET"), *FILTER_ROUTES, ("", "show", "", "GET")):
            self.add_url_rule(rule, action, self._permitted(action), methods=methods.split())

    def _permitted(self, action: str) -> Any:
        permission, do = MODULE.permission("view"), getattr(self, action)

        def run() -> Any:
            allow(permission)
            return do()

        run.permission = permission  # type: ignore[attr-defined]
        return run

    @property
    def service(self) -> Any:
        return container().records()(self.module.name)

    def render(self, name: str, **values: Any) -> str:
        if name == "show":
            return render_template("sales/pool_rule/condition.html", module=ModuleView(self.module), **values)
        return Page.render(self, name, module=ModuleView(self.module), **values)

    def show(self) -> str:
        """The condition in words, the ways to change it, and what the rule would do."""
        state, wrong = self.state()
        condition = dumps(as_json(state.root)) if state.root else ""
        called = request.args.get(f"{OWN}name", "")
        return self.render(
            "show", filter=bar(state, self.names(state)), wrong=wrong, words=words(self.module.name, condition) if condition else "",
            told=_told(condition), back_url=_form(condition), rules=ModuleView(MODULE), called=called,
        )  # fmt: skip


def _told(condition: str) -> str:
    """What the rule would do, as far as it has been typed."""
    try:
        rule = MODULE.draft.parse(_typed() | {"condition": condition, "name": "-"})
        rules = container().sales.pool_rule()
        return say(rules.sentence(rules.preview(rule)))
    except (Invalid, NotFound):
        return ""


def _typed() -> dict[str, str]:
    """What the form of the rule says, without the condition."""
    given = {key.removeprefix(OWN): value for key, value in request.args.items() if key.startswith(OWN)}
    return {name: value for name, value in given.items() if name in MODULE.draft.fields or name in KEPT}


def _form(condition: str) -> str:
    """Back to the form, with the condition."""
    typed = _typed()
    id = typed.pop("id", "")
    way = f"{MODULE.path}/{id}/edit" if id.isdecimal() else f"{MODULE.path}/new"
    return f"{way}?{urlencode(typed | {'condition': condition})}"


def builder(module: Module, condition: str, typed: dict[str, Any], id: int | None = None, version: Any = None) -> str:
    """The address of the builder for a rule whose form says so."""
    kept = {f"{OWN}{name}": value for name, value in (typed | {"id": id, "version": version}).items() if value not in (None, "")}
    try:
        found = [("filter", dumps(as_json(parse_address(module, [], condition))))] if condition else []
    except Invalid:  # it names a field that is gone: begin anew
        found = []
    return f"{PATH}/{module.name}?{urlencode([*found, *kept.items()])}"


def words(name: str, condition: str | None) -> str:
    """The condition as a sentence; one that fields which are gone made unreadable says so."""
    module = modules()[name]
    try:
        found = parse_tree(module, parse_json(condition or ""))
        return sentence(module, found, container().records().names(references(module, found)))
    except Invalid as no:
        return " ".join(say(why) for why in no.fields.values())


def listed(name: str, condition: str) -> str:
    """The list of the records that meet it."""
    return f"{modules()[name].path}?{urlencode({'filter': condition})}"
