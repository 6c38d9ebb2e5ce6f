"""The condition of a rule: built with the filter of the list of customers, with what the rule would do beside it.

What stands in the form of the rule goes along in the address, so that nothing typed is lost on the way.
"""

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm.container import Container
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.grade_rule import MODULE, TARGETS, GradeRule
from crm.domain.kit.field import made_of
from crm.domain.kit.filter import parse_address
from crm.domain.kit.filter_tree import Group, as_json
from crm.domain.kit.plain import dumps
from crm.errors import Invalid
from crm.language import N_
from crm.service.customer.grade_rule import GradeRuleService
from crm.web.customer.grade_rule_view import tried
from crm.web.kit.filter import FILTER_ROUTES, Filters
from crm.web.kit.filter_state import State
from crm.web.kit.filter_view import bar
from crm.web.kit.page import Page, allow, container, permits
from crm.web.kit.record import ModuleView

PATH = f"{MODULE.path}/condition"
OWN = "rule."  # before the names of the rule's fields: the builder has a `value` of its own
KEPT = ("id", "version")
Rules = Annotated[GradeRuleService, Provide[Container.customer.grade_rule]]


class ConditionPage(Filters, Page):
    """The builder of the list of customers at an address of the rules."""

    saves = False
    done = N_("Use this condition")

    def __init__(self) -> None:
        self.module = replace(ACCOUNT, path=PATH)
        Page.__init__(self, "crm.web.customer.grade_rule_condition", PATH)
        for rule, action, _, methods in (("/filters", "filters", "", "GET"), *FILTER_ROUTES):
            self.add_url_rule(rule, action, self._permitted(action), methods=methods.split())

    def _permitted(self, action: str) -> Any:
        do = getattr(self, action)

        def run() -> Any:
            allow("grade_rule.view")
            return do()

        run.permission = "grade_rule.view"  # type: ignore[attr-defined]
        return run

    @property
    def service(self) -> Any:
        return container().customer.account()

    def render(self, name: str, **values: Any) -> str:
        return Page.render(self, name, module=ModuleView(self.module), **values)


page = ConditionPage()


def builder(condition: str, typed: dict[str, Any], id: int | None = None, version: Any = None) -> str:
    """The address of this page for a rule whose form says so."""
    kept = {f"{OWN}{name}": value for name, value in (typed | {"id": id, "version": version}).items() if value not in (None, "")}
    try:
        found = [("filter", dumps(as_json(parse_address(ACCOUNT, [], condition))))] if condition else []
    except Invalid:  # it names a field that is gone: begin anew
        found = []
    return f"{PATH}?{urlencode([*found, *kept.items()])}"


@page.get("")
@permits("grade_rule.view")
def show(rules: Rules) -> Any:
    """The condition in words, the ways to change it, and what the rule would do."""
    state, wrong = page.state()
    names = page.names(state)
    condition = dumps(as_json(state.root)) if state.root else ""
    rule = _rule(state, condition)
    trial = tried(rules.preview(rule)) if condition else None
    if trial and rule.result is None:  # nobody has said what it gives
        trial |= {"gives": "", "changed": "", "examples": ()}
    return page.render(
        "show", filter=bar(state, names), wrong=wrong, trial=trial, back_url=_form(condition), rules=ModuleView(MODULE), called=rule.name
    )  # fmt: skip


def _typed() -> dict[str, str]:
    """What the form of the rule says, without the condition."""
    given = {key.removeprefix(OWN): value for key, value in request.args.items() if key.startswith(OWN)}
    return {name: value for name, value in given.items() if name in MODULE.draft.fields or name in KEPT}


def _rule(state: State, condition: str) -> GradeRule:
    """The rule as far as it has been typed."""
    typed = _typed()
    target = typed.get("target", "")
    return made_of(  # type: ignore[no-any-return]
        GradeRule,
        {
            "id": _number(typed.get("id")),
            "name": typed.get("name", "")[:80],
            "target": target if target in {option.value for option in TARGETS} else "grade",
            "value": typed.get("value", "").strip()[:40],
            "position": _number(typed.get("position")),
            "condition": condition or dumps(as_json(Group())),
        },
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


def _form(condition: str) -> str:
    """Back to the form, with the condition."""
    typed = _typed()
    id = typed.pop("id", "")
    way = f"{MODULE.path}/{id}/edit" if id.isdecimal() else f"{MODULE.path}/new"
    return f"{way}?{urlencode(typed | {'condition': condition})}"
