"""Pages of the rules for grades, stages and tags: conditions in words, the trial, the run."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect
from markupsafe import Markup, escape

from crm import language
from crm.container import Container
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.grade_rule import MODULE, GradeRule
from crm.domain.kit.field import Field
from crm.errors import Invalid
from crm.language import say
from crm.service.customer.grade_rule import GradeRuleService, Trial
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.sentence import references, sentence
from crm.web.kit.view import FieldView, Link

Rules = Annotated[GradeRuleService, Provide[Container.customer.grade_rule]]


class GradeRulePage(RecordPage):
    """The pages of rules."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        trial = Link(say("Try out and run"), f"{MODULE.path}/trial", "player-play", testid="customer_grade_rule.trial")
        return (trial, *super().more_links(address))

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        view = super().field_view(field, row, editable)
        if field.name == "value":
            return replace(view, value=escape(_value(row, row.result)))
        if field.name != "condition":
            return view
        words = Markup('<a href="{}">{}</a>').format(_listed(row), _words(row))
        return FieldView(view.name, view.label, words, False, view.edit_url, long=True)


page = GradeRulePage(MODULE)


@page.get("/trial")
@permits("grade_rule.view")
def trial(rules: Rules) -> Any:
    """What the rules would do now; nothing is written."""
    return page.render("trial", rows=tuple(_row(one) for one in rules.trial()), runs=page.may("edit"))


@page.post("/runs")
@permits("grade_rule.edit")
def store(rules: Rules) -> Any:
    return redirect(f"/jobs/{rules.start()}", 303)


def _row(one: Trial) -> dict[str, Any]:
    rule = one.rule
    return {
        "name": rule.name,
        "url": f"{MODULE.path}/{rule.id}",
        "words": _words(rule),
        "list_url": _listed(rule),
        "gives": f"{say(MODULE.fields['target'].label_of(rule.target))}: {_value(rule, rule.result)}",
        "met": language.number(one.met) + ("+" if one.more else ""),
        "changed": language.number(one.changed) + ("+" if one.more else ""),
        "examples": tuple((row.name, f"{ACCOUNT.path}/{row.id}", _before(rule, row)) for row in one.examples),
    }


def _value(rule: GradeRule, value: Any) -> str:
    return str(value) if rule.target == "tag" else say(ACCOUNT.fields[rule.target].label_of(value)) if value else "—"


def _before(rule: GradeRule, row: Any) -> str:
    return f"+ {rule.value}" if rule.target == "tag" else f"{_value(rule, getattr(row, rule.target))} → {_value(rule, rule.result)}"


def _words(rule: GradeRule) -> str:
    """The condition as a sentence; one that fields which are gone made unreadable says so."""
    try:
        found = rule.filter
        return sentence(ACCOUNT, found, container().records().names(references(ACCOUNT, found)))
    except Invalid as no:
        return " ".join(say(why) for why in no.fields.values())


def _listed(rule: GradeRule) -> str:
    return f"{ACCOUNT.path}?{urlencode({'filter': rule.condition})}"


def conditions() -> Callable[[Any], str]:
    """The cell of the condition: its sentence."""
    return lambda row: str(escape(_words(row)))


def values() -> Callable[[Any], str]:
    """The cell of the value: what the choice is called."""
    return lambda row: str(escape(_value(row, row.result)))


WHOLE["grade_rule", "condition"] = conditions
WHOLE["grade_rule", "value"] = values
