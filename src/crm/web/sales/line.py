"""The lines of a document: to read, and to edit all at once; whoever meets a single line is led to its document."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, jsonify, redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.kit.module import Module, modules
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.line import LineService, stamp_of
from crm.service.sales.line_approval import LineApprovalService
from crm.service.sales.offer import OfferService, currency_of
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.sales.line_view import Raw, document_view, moved, raw_of, typed

page = Page(__name__, url="/lines")
Lines = Annotated[LineService, Provide[Container.sales.line]]
Approvals = Annotated[LineApprovalService, Provide[Container.sales.line_approval]]
Offers = Annotated[OfferService, Provide[Container.sales.offer]]
FOUND = 10


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, lines: Lines) -> Any:
    line = lines.get(id)
    return redirect(f"{modules()[line.module].path}/{line.record_id}", 303)


@page.get("/<module>/<int:id>")
@permits("signed_in")
def edit(module: str, id: int, lines: Lines) -> Any:
    """The lines as they are; a table without boxes for whoever may only read them."""
    found = lines.of(module, id)
    return _page(_known(module), id, [raw_of(line) for line in found], stamp_of(found))


@page.post("/<module>/<int:id>")
@permits("signed_in")
def store(module: str, id: int, lines: Lines) -> Any:
    """Save, or take one step of editing: add, move, drop, fill in prices, count."""
    given, stamp = typed(request.form), request.form["stamp"]
    do, _, at = request.form.get("do", "save").partition("-")
    if do != "save":
        given, focus = moved(given, do, int(at) if at.isdigit() else 0)
        given = lines.filled(module, id, given) if do in ("fill", "count") else given
        return _page(_known(module), id, given, stamp, focus=focus, part=do if "HX-Request" in request.headers else "")
    try:
        lines.put(module, id, [raw for raw in given if raw["product_id"] or raw["text"] or raw["product_id__text"]], stamp)
    except Invalid as refusal:
        kept = [raw for raw in given if raw["product_id"] or raw["text"] or raw["product_id__text"]]
        return _page(_known(module), id, kept, stamp_of(lines.of(module, id)), refusal), 422
    toast(N_("Saved."), current.last_change())
    return redirect(f"{_known(module).path}/{id}", 303)


@page.post("/<module>/<int:id>/decision")
@permits("discount_request.approve")
def decide(module: str, id: int, approvals: Approvals) -> Any:
    """Approve or refuse the discounts that wait."""
    approved, answer = request.form.get("decision") == "approve", request.form.get("answer", "")
    try:
        approvals.decide(module, id, approved, answer)
    except Invalid as refusal:
        found = container().sales.line().of(module, id)
        return _page(_known(module), id, [raw_of(line) for line in found], stamp_of(found), refusal), 422
    toast(N_("The discount was approved.") if approved else N_("The discount was refused."), current.last_change())
    return redirect(f"{_known(module).path}/{id}", 303)


@page.get("/<module>/<int:id>/products")
@permits("signed_in")
def products(module: str, id: int, offers: Offers) -> Any:
    """Products for the box of a line: what matches the typed text, with the price for this customer."""
    document, text = container().records()(module).get(id), request.args.get("q", "").strip()
    known = container().sales.product()
    if text:
        ids = [hit.id for hit in container().platform.search().find(text, FOUND, "product")]
    else:
        on_sale = Query(Group((Condition("active", "is", True),)), parse_sort(known.module, "name"), size=FOUND)
        ids = [row.id for row in known.page(on_sale)[:FOUND]]
    currency = currency_of(document)
    return jsonify(
        [
            {
                "id": row.id,
                "text": row.name,
                "second": " · ".join(part for part in (row.code, price and language.money(price, currency)) if part),
            }
            for row, price in offers.prices(document, ids)
        ]
    )


def _known(name: str) -> Module:
    return modules().get(name) or abort(404)


def _page(module: Module, id: int, given: list[Raw], stamp: str, refusal: Invalid | None = None, focus: str = "", part: str = "") -> str:
    service = container().records()(module.name)
    document = service.get(id)
    view = document_view(document, f"{page.url_prefix}/{module.name}/{id}", given, refusal, focus)
    editable = service.may("edit", document) and not service.guarded([(None, document)])
    values: dict[str, Any] = {"view": view, "stamp": stamp, "editable": editable}
    if part:
        return page.render("count" if part == "count" else "part", **values)
    values["deciding"] = container().sales.line_approval().may_decide(module.name, id)
    values["answer"], values["unanswered"] = (
        request.form.get("answer", ""),
        say(refusal.fields["answer"]) if refusal and "answer" in refusal.fields else "",
    )
    return page.render("edit", module=ModuleView(module), title=module.title(document), home=f"{module.path}/{id}", **values)
