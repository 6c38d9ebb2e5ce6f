"""Pages of flows of approval: the condition as a sentence, the whole flow in words, and who would decide about a record."""

from typing import Any

from flask import render_template, request
from markupsafe import Markup

from crm import current
from crm.domain.kit.module import Module, modules
from crm.domain.platform.approval_flow import MODULE, subjects
from crm.errors import NotFound
from crm.language import noun, say
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import container
from crm.web.kit.ruled_subject import SubjectRuled
from crm.web.kit.view import InputView
from crm.web.platform.approval_flow_condition import RECORDS
from crm.web.platform.approval_words import sentence

page = SubjectRuled(MODULE, RECORDS, subjects)


def beside(module: Module, row: Any) -> Beside:
    """On the page of a flow: all of it in words, and the trial."""
    if module.name != MODULE.name or row.subject not in modules():
        return Beside()
    flows, subject = container().approval.flow(), modules()[row.subject]
    asked = request.args.get("record", "")
    record, rules = _record(subject, asked), flows.rules(row.id)
    tried = None
    if record is not None:
        fits = flows.fitting(subject.name, [record.id]).get(record.id)
        plan = flows.plan(rules, row.allow_own, record.owner_id or current.actor().id, record.owner_id)
        people = {chair.user_id for step in plan for chair in step.chairs}
        names = container().records().names({("user", id) for id in people})
        tried = {
            "title": subject.title(record), "url": f"{subject.path}/{record.id}",
            "fits": fits is not None and fits.id == row.id,
            "other": fits.name if fits is not None and fits.id != row.id else "",
            "steps": [(say(step.name), [names.get(("user", chair.user_id), "—") for chair in step.chairs]) for step in plan],
        }  # fmt: skip
    box = InputView(
        "record", say(subject.label), "reference", asked if record is not None else "", subject.title(record) if record is not None else "",
        options_url=f"{subject.path}/options",
    )  # fmt: skip
    html = render_template(
        "platform/approval_flow/trial.html", words=sentence(row, rules), box=box, tried=tried, noun=noun(subject.label),
        unknown=bool(asked) and record is None,
    )  # fmt: skip
    return Beside(strips=(Markup(html),))


def _record(subject: Module, asked: str) -> Any:
    """The record that the trial is about, as far as the reader may see it."""
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        return None
    try:
        return container().records()(subject.name).get(int(asked))
    except NotFound:
        return None


OF_RECORD.append(beside)
