"""What the pages of rules show: the condition as a sentence, what a rule gives, what it would do."""

from typing import Any
from urllib.parse import urlencode

from crm import language
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.grade_rule import MODULE, GradeRule
from crm.errors import Invalid
from crm.language import say
from crm.service.customer.grade_rule import Trial
from crm.web.kit.page import container
from crm.web.kit.sentence import references, sentence


def tried(one: Trial) -> dict[str, Any]:
    """A trial in words and figures."""
    rule = one.rule
    return {
        "name": rule.name,
        "url": f"{MODULE.path}/{rule.id}",
        "words": condition_words(rule),
        "list_url": listed(rule.condition),
        "gives": f"{say(MODULE.fields['target'].label_of(rule.target))}: {value_words(rule, rule.result)}",
        "met": language.number(one.met) + ("+" if one.more else ""),
        "changed": language.number(one.changed) + ("+" if one.more else ""),
        "examples": tuple((row.name, f"{ACCOUNT.path}/{row.id}", _before(rule, row)) for row in one.examples),
    }


def value_words(rule: GradeRule, value: Any) -> str:
    return str(value) if rule.target == "tag" else say(ACCOUNT.own[rule.target].label_of(value)) if value else "—"


def _before(rule: GradeRule, row: Any) -> str:
    if rule.target == "tag":
        return f"+ {rule.value}"
    return f"{value_words(rule, getattr(row, rule.target))} → {value_words(rule, rule.result)}"


def condition_words(rule: GradeRule) -> str:
    """The condition as a sentence; one that fields which are gone made unreadable says so."""
    try:
        found = rule.filter
        return sentence(ACCOUNT, found, container().records().names(references(ACCOUNT, found)))
    except Invalid as no:
        return " ".join(say(why) for why in no.fields.values())


def listed(condition: str) -> str:
    """The list of the customers who meet it."""
    return f"{ACCOUNT.path}?{urlencode({'filter': condition})}"
