"""A paper by mail: seen first, with the words of its template, then put into the outbox."""

import secrets
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect, request, url_for

from crm.container import Container
from crm.domain.kit.module import Module, modules
from crm.domain.platform.user import LANGUAGES
from crm.domain.sales.paper_mail import FIELDS
from crm.errors import Invalid, NotFound, TooMany
from crm.language import N_, say
from crm.service.platform.mail import MailService
from crm.service.sales.paper import TITLES
from crm.service.sales.paper_mail import PaperMailService
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, allow, container, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, Link, SectionView
from crm.web.sales.paper import TONGUES
from crm.web.sales.quote_link import outside

page = Page(__name__, url="/papers")
PaperMails = Annotated[PaperMailService, Provide[Container.trade.paper_mail]]
Mail = Annotated[MailService, Provide[Container.platform.mail]]


@page.get("/<module>/<int:id>/mail")
@permits("signed_in")
def edit(module: str, id: int, papers: PaperMails, mail: Mail) -> Any:
    """The form, or why the paper does not go out now."""
    about = _about(module)
    try:
        return _form(about, id, papers, mail)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
        return redirect(f"{about.path}/{id}", 303)


@page.post("/<module>/<int:id>/mail")
@permits("signed_in")
def create(module: str, id: int, papers: PaperMails, mail: Mail) -> Any:
    about = _about(module)
    raw = {name: request.form.get(name, "") for name in FIELDS}
    once = request.form.get("once") or secrets.token_urlsafe(16)
    try:
        sent = papers.send(module, id, raw, lambda token: outside(url_for("sales_quote_view.show", token=token)), once, *_chosen())
    except Invalid as refusal:
        return _form(about, id, papers, mail, raw, refusal.fields), 422
    except TooMany as slow:  # here, and not by the page of all limits: what was typed stands in its form
        return _form(about, id, papers, mail, raw, {"": slow.words}), 429
    told = N_("The mail to {to} and {n} more is on its way.") if len(sent) > 1 else N_("The mail to {to} is on its way.")
    toast(told, to=sent[0], n=len(sent) - 1)  # what was mailed is not taken back
    return redirect(f"{about.path}/{id}", 303)


def _about(module: str) -> Module:
    if module not in TITLES:
        raise NotFound()
    allow(f"{module}.edit")
    return modules()[module]


def _chosen() -> tuple[str | None, int | None]:
    """Language and template, as the address says."""
    tongue = request.args.get("lang")
    return tongue if tongue in TONGUES else None, request.args.get("template", type=int)


def _form(
    about: Module, id: int, papers: PaperMailService, mail: MailService, raw: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    tongue, template = _chosen()
    begun, errors = papers.begun(about.name, id, tongue, template), errors or {}
    values = raw if raw is not None else vars(begun.letter)
    here, asked = f"/papers/{about.name}/{id}/mail", {"lang": tongue} if tongue else {}
    chosen = asked | ({"template": str(template)} if template else {})
    inputs = tuple(input_view(field, values[name], error=errors.get(name)) for name, field in FIELDS.items())
    summary = tuple((name, f"{say(FIELDS[name].label)}: {say(why)}") if name in FIELDS else ("", say(why)) for name, why in errors.items())
    return page.render(
        "edit", title=begun.name, record_url=f"{about.path}/{id}", list_url=about.path, plural=say(about.plural), list_icon=about.icon,
        form=FormView(f"{here}?{urlencode(chosen)}", (SectionView("", inputs),), once=secrets.token_urlsafe(16), errors=summary,
                      cancel_url=f"{about.path}/{id}"),
        receivers=inputs[:2], subject=inputs[2], text=inputs[3], recipients=begun.recipients, linkable=begun.linkable,
        waits=say(why) if (why := mail.waits()) else "",
        sends=begun.sends, paper=f"/papers/{about.name}/{id}.pdf?{urlencode(chosen)}",
        paper_name=say(TITLES[about.name]),
        tongues=() if begun.fixed else tuple(
            Link(say(one.label), f"{here}?lang={one.value}", current=one.value == begun.language) for one in LANGUAGES
        ),
        templates=_templates(here, asked, begun.language, template),
    )  # fmt: skip


def _templates(here: str, asked: dict[str, str], language: str, chosen: int | None) -> tuple[Link, ...]:
    """The templates of its language, where there is a choice."""
    found = container().trade.quote_template().usable(language)
    if len(found) < 2:
        return ()
    now = chosen if any(one.id == chosen for one in found) else found[0].id
    return tuple(Link(one.name, f"{here}?{urlencode(asked | {'template': one.id})}", current=one.id == now) for one in found)
