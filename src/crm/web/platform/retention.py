"""How long details are kept: what holds for each module and kind of event, and what would go tonight."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.platform.chain import LEAST
from crm.domain.platform.journal_words import OTHERS
from crm.domain.platform.retention import CHANGE, Line
from crm.domain.platform.security import KINDS
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.retention import RetentionService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.journal_tabs import tabs

page = Page(__name__, url="/journal/retention")
Retention = Annotated[RetentionService, Provide[Container.trace.retention]]


@dataclass(frozen=True, slots=True)
class LineView:
    """One kind with its rule."""

    name: str
    label: str
    value: str
    holds: str
    waiting: str
    due: str
    error: str | None


@page.get("")
@permits("setting.view")
def show(retention: Retention) -> Any:
    return _page(retention)


@page.post("")
@permits("setting.edit")
def update(retention: Retention) -> Any:
    known = {line.subject for line in retention.lines()}
    typed = {name: text for name, text in request.form.items() if name in known}
    try:
        changed = retention.change(typed)
    except Invalid as refusal:
        return _page(retention, typed, refusal), 422
    toast(N_("Saved.") if changed else N_("Nothing was changed."))
    return page.to("show")


def _page(retention: RetentionService, typed: dict[str, str] | None = None, refusal: Invalid | None = None) -> str:
    lines, wrong = retention.lines(), refusal.fields if refusal else {}
    groups = [
        (label, [_view(line, typed or {}, wrong.get(line.subject)) for line in lines if line.subject.startswith(f"{group}:")])
        for group, label in ((CHANGE, say("Details of changes")), ("event", say("Details of security events")))
    ]
    general = retention.general()
    return page.render(
        "show", groups=groups, tabs=tabs("platform_retention.show"), editable=current.actor().may("setting.edit"), least=LEAST.days,
        rules_url="/retention-rules" if current.actor().may("retention_rule.view") else None,
        due=sum(line.due for line in lines), general=[(say("changes"), _days(general[CHANGE])), (say("events"), _days(general["event"]))],
    )  # fmt: skip


def _view(line: Line, typed: dict[str, str], error: str | None) -> LineView:
    group, _, kind = line.subject.partition(":")
    module = modules().get(kind) if group == CHANGE else None
    label = module.plural if module else OTHERS.get(kind, kind) if group == CHANGE else KINDS.get(kind, kind)
    own = "" if line.own is None else str(line.own)
    return LineView(
        line.subject, say(label), typed.get(line.subject, own), _days(line.days), language.number(line.waiting),
        language.number(line.due) if line.due else "", say(error) if error else None,
    )  # fmt: skip


def _days(days: int) -> str:
    return say("{n} days", n=days) if days else say("for ever")
