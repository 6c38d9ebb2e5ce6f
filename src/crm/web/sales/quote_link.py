"""The links of a quote on our side: made and revoked, who opened them when, what the customer wrote and what we answer."""

from collections.abc import Mapping
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.sales.quote import MODULE, Quote
from crm.domain.sales.quote_link import DAYS, SHARED, LinkLine, gone
from crm.domain.sales.quote_view import DEVICES
from crm.errors import Invalid
from crm.language import N_, say, say_many
from crm.service.sales.quote_link import QuoteLinkService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, Link
from crm.web.sales.quote_view import comment_view

CLOSED = {"revoked": N_("Link withdrawn"), "over": N_("Expired"), "replaced": N_("Replaced"), "away": N_("Cannot be read now")}
page = Page(__name__, url=MODULE.path)
Links = Annotated[QuoteLinkService, Provide[Container.trade.quote_link]]


@page.get("/<int:id>/customer")
@permits("quote.view")
def index(id: int, links: Links) -> Any:
    return _page(id, links)


@page.post("/<int:id>/customer/links")
@permits("quote.edit")
def create(id: int, links: Links) -> Any:
    """A new link, shown this once: only its hash is kept."""
    form = request.form
    days, template = form.get("days", type=int), form.get("template", type=int)
    try:
        token = links.make(id, days or 0, form.get("recipient"), template)
    except Invalid as no:
        return _page(id, links, wrong=no.fields), 422
    return _page(id, links, address=outside(url_for("sales_quote_view.show", token=token)))


@page.post("/<int:id>/customer/links/<int:link>/revocation")
@permits("quote.edit")
def revoke(id: int, link: int, links: Links) -> Response:
    links.revoke(id, link)
    toast(N_("The link no longer works."))
    return redirect(url_for("sales_quote_link.index", id=id), 303)


@page.post("/<int:id>/customer/comments")
@permits("quote.edit")
def reply(id: int, links: Links) -> Any:
    try:
        links.reply(id, request.form.get("body", ""))
    except Invalid as no:
        return _page(id, links, wrong=no.fields), 422
    return redirect(url_for("sales_quote_link.index", id=id, _anchor="comments"), 303)


def outside(path: str) -> str:
    """As the outside world writes it."""
    return f"{(container().platform.setting().get('address') or request.host_url).rstrip('/')}{path}"


def _page(id: int, links: QuoteLinkService, wrong: Mapping[str, str] | None = None, address: str = "") -> str:
    quote, found = links.of(id)
    templates = container().trade.quote_template().usable(quote.language)
    return page.render(
        "index",
        title=quote.name, record_url=f"{MODULE.path}/{id}", quotes_url=MODULE.path, quotes=say(MODULE.plural), quote_icon=MODULE.icon,
        editable=links.quotes.may("edit", quote) and current.actor().may("quote.edit"),
        shareable=quote.state in SHARED, sends=quote.state == "approved", address=address, days=request.form.get("days", str(DAYS)),
        recipient=request.form.get("recipient", quote.contact_name or "") if not address else "", body=request.form.get("body", ""),
        templates=tuple((one.id, one.name) for one in templates) if len(templates) > 1 else (),
        errors={name: say(why) for name, why in (wrong or {}).items()},
        links=tuple(_line(one, quote) for one in found),
        views=tuple((language.moment(one.at), one.recipient or "", one.network, say(DEVICES[one.device])) for one in links.views_of(id)),
        comments=tuple(comment_view(one) for one in links.comments_of(id)),
    )  # fmt: skip


def _line(one: LinkLine, quote: Quote) -> dict[str, Any]:
    why = gone(one, quote.state, current.now())
    return {
        "id": one.id, "recipient": one.recipient or "—", "by": one.created_name or "", "made": language.moment(one.created_at),
        "until": language.moment(one.expires_at), "views": language.number(one.views), "state": say(CLOSED[why]) if why else "",
        "revocable": one.is_open(current.now()), "signed": f"/files/{one.signed_file_id}" if one.signed_file_id else "",
    }  # fmt: skip


def share(row: Quote) -> tuple[Link, ...]:
    """The way to a link, for whoever may edit the quote."""
    if row.state not in SHARED:
        return ()
    return (Link(say("Share with the customer"), f"{MODULE.path}/{row.id}/customer", "link", testid="sales_quote_link.index"),)


def customer_card(row: Quote) -> tuple[Card, ...]:
    """What came of the links, on the page of the quote; nothing before the first."""
    found, url = container().trade.quote_link().summary(row.id), f"{MODULE.path}/{row.id}/customer"
    if not found.links:
        return ()
    seen = say("Opened {ago}", ago=language.ago(found.seen_at)) if found.seen_at else say("Nobody has opened it yet.")
    items = [CardItem(seen, url, say_many("{n} time in all", "{n} times in all", found.views) if found.views else "")]
    if found.comments:
        items.append(CardItem(say("Questions and comments"), f"{url}#comments", language.number(found.comments)))
    return (Card(say("Customer link"), "link", language.number(found.links), tuple(items), url, None, False, "customer"),)
