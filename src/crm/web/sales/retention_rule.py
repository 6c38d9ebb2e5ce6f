"""Pages of rules of retention: what a rule would take now, and what it took on the nights before."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, render_template
from markupsafe import Markup

from crm import language
from crm.container import Container
from crm.domain.kit.module import Module, modules
from crm.domain.sales.retention_rule import ACTIONS, MODULE, REMOVE, TERMS, Run, subjects
from crm.errors import NotFound
from crm.language import say, say_many
from crm.service.platform.journal import JournalService
from crm.service.sales.retention_rule import RetentionRuleService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.ruled_subject import SubjectRuled
from crm.web.kit.view import Link
from crm.web.sales.retention_rule_condition import RECORDS

Rules = Annotated[RetentionRuleService, Provide[Container.privacy.retention_rule]]
Journal = Annotated[JournalService, Provide[Container.platform.journal]]


class RetentionRulePage(SubjectRuled):
    """The pages of rules of retention."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        """Traces have rules of their own."""
        traces = Link(say("How long traces are kept"), "/journal/retention", "history", testid="platform_retention.show")
        return (traces, *super().more_links(address))


page = RetentionRulePage(MODULE, RECORDS, subjects)


def beside(module: Module, row: Any) -> Beside:
    """On the page of a rule: what it would take, and its nights."""
    if module.name != MODULE.name or row.subject not in subjects():
        return Beside()
    rules, about = container().privacy.retention_rule(), modules()[row.subject]
    found = rules.preview(row.id)
    html = render_template(
        "sales/retention_rule/panel.html", n=f"{language.number(found.n)}{'+' if found.more else ''}", none=not found.n,
        held=language.number(found.held) if found.held else "", live=row.active, term=TERMS[about.name][1] if about.name in TERMS else 0,
        examples=[(about.title(one), f"{about.path}/{one.id}", about.subtitle(one)) for one in found.examples],
        more=found.n > len(found.examples), noun=say(about.plural), runs=[_line(one) for one in rules.runs(row.id)],
    )  # fmt: skip
    return Beside(strips=(Markup(html),))


OF_RECORD.append(beside)


def _line(one: Run) -> dict[str, Any]:
    action = next(option for option in ACTIONS if option.value == one.action)
    return {
        "at": language.moment(one.began_at), "ended": language.moment(one.ended_at) if one.ended_at else "",
        "action": say(action.label), "tone": action.tone, "done": say_many("{n} record", "{n} records", one.done),
        "held": language.number(one.held) if one.held else "", "refused": language.number(one.refused) if one.refused else "",
        "url": f"{MODULE.path}/{one.rule_id}/runs/{one.id}" if one.action == REMOVE and one.done else "",
    }  # fmt: skip


@page.get("/<int:id>/runs/<int:run>")
@permits("retention_rule.view")
def run(id: int, run: int, rules: Rules, journal: Journal) -> Any:
    """What the rule did that night, in the journal, where it can be undone."""
    found = rules.run(run)
    sets = journal.group(found.id)
    if found.rule_id != id or not sets:
        raise NotFound()
    return redirect(f"/journal/{sets[0]}", 303)
