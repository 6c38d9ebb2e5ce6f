"""Pages of webhooks: the secret, a test message, and what was delivered."""

import json
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import render_template, request
from markupsafe import Markup

from crm import language
from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.platform.webhook import MODULE, STATES, Delivery, subjects
from crm.language import N_, say, say_many
from crm.service.platform.webhook import WebhookService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import container, permits
from crm.web.kit.ruled_subject import SubjectRuled
from crm.web.kit.toast import toast
from crm.web.platform.webhook_condition import RECORDS
from crm.web.proof import sensitive

Webhooks = Annotated[WebhookService, Provide[Container.gateway.webhook]]
FEW, SIZE = 8, 50
page = SubjectRuled(MODULE, RECORDS, subjects)


def beside(module: Module, row: Any) -> Beside:
    """On the page of a webhook: its secret, the test, and the last messages."""
    if module.name != MODULE.name:
        return Beside()
    hooks = container().gateway.webhook()
    found = hooks.log(row.id, FEW)
    html = render_template(
        "platform/webhook/panel.html", row=row, editable=hooks.may("edit", row), deliveries=[_line(one) for one in found[:FEW]],
        more=len(found) > FEW,
    )  # fmt: skip
    return Beside(strips=(Markup(html),))


OF_RECORD.append(beside)


@page.get("/<int:id>/secret")
@permits("webhook.edit")
@sensitive
def secret(id: int, hooks: Webhooks) -> Any:
    return page.render("secret", row=hooks.get(id), secret=hooks.secret(id))


@page.post("/<int:id>/secret")
@permits("webhook.edit")
@sensitive
def replace_secret(id: int, hooks: Webhooks) -> Any:
    hooks.replace_secret(id)
    toast(N_("Messages are signed with a new secret now; for a day with the one before as well."))
    return page.to("secret", id=id)


@page.post("/<int:id>/test")
@permits("webhook.edit")
def test(id: int, hooks: Webhooks) -> Any:
    return page.to("delivery", id=id, delivery=hooks.test(id))


@page.get("/<int:id>/deliveries")
@permits("webhook.view")
def deliveries(id: int, hooks: Webhooks) -> Any:
    found = hooks.log(id, SIZE, request.args.get("before", type=int))
    next_id = found[SIZE - 1].id if len(found) > SIZE else None
    return page.render("deliveries", row=hooks.get(id), deliveries=[_line(one) for one in found[:SIZE]], next_id=next_id)


@page.get("/<int:id>/deliveries/<int:delivery>")
@permits("webhook.edit")
def delivery(id: int, delivery: int, hooks: Webhooks) -> Any:
    found = hooks.delivery(id, delivery)
    body = json.dumps(json.loads(found.body), ensure_ascii=False, indent=2) if found.body else ""
    return page.render("delivery", row=hooks.get(id), delivery=_line(found), body=body, waits=found.state == "waiting")


@page.post("/<int:id>/deliveries/<int:delivery>/replay")
@permits("webhook.edit")
def replay(id: int, delivery: int, hooks: Webhooks) -> Any:
    hooks.replay(id, delivery)
    toast(N_("It is sent again."))
    return page.to("delivery", id=id, delivery=delivery)


def _line(one: Delivery) -> dict[str, Any]:
    words, tone = STATES[one.state]
    return {
        "id": one.id, "key": one.key, "state": say(words), "tone": tone, "at": language.ago(one.created_at),
        "at_full": language.moment(one.created_at), "tried": language.moment(one.tried_at) if one.tried_at else "",
        "label": say_many("{n} record", "{n} records", len(one.record_ids)) if one.change_set_id else say("Test message"),
        "attempts": one.attempts, "status": one.status, "took": one.took_ms, "error": one.error,
    }  # fmt: skip
