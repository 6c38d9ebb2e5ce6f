"""Pages of the lines of statements: each opens what it is paid for; a question goes to whoever worked it out."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from markupsafe import Markup

from crm import current
from crm.container import Container
from crm.domain.kit.field import Field
from crm.domain.sales.commission_line import MODULE
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.commission_line import CommissionLineService
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import FieldView, Link
from crm.web.sales.commission_words import how, source_url


class CommissionLinePage(RecordPage):
    """The pages of lines."""

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        view = super().field_view(field, row, editable)
        if field.name == "source_name" and row.source_module:
            return FieldView(view.name, view.label, Markup('<a href="{}">{}</a>').format(source_url(row), row.source_name))
        if field.name == "formula":
            return FieldView(view.name, view.label, Markup(" · ").join(how(row)), long=True)
        return view

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        ways = [Link(say("The whole statement"), f"/my-commission?month={row.month}&person={row.owner_id}", "report")]
        if row.owner_id == current.actor().id:
            ways.append(Link(say("Ask about it"), f"{MODULE.path}/{row.id}/question", "message-circle", testid="sales_commission_line.ask"))
        return super().head(row, editable) | {"actions": tuple(ways)}


page = CommissionLinePage(MODULE)
Lines = Annotated[CommissionLineService, Provide[Container.performance.commission_line]]


@page.get("/<int:id>/question")
@permits("commission_line.view")
def ask(id: int, lines: Lines) -> Any:
    return _question(lines.get(id), "", None)


@page.post("/<int:id>/question")
@permits("commission_line.view")
def send(id: int, lines: Lines) -> Any:
    text = request.form.get("question", "")
    try:
        lines.ask(id, text)
    except Invalid as no:
        return _question(lines.get(id), text, say(no.fields["question"])), 422
    toast(N_("Your question was sent."))
    return page.to("show", id=id)


def _question(line: Any, text: str, error: str | None) -> str:
    return page.render("question", title=MODULE.title(line), how=how(line), record_url=f"{MODULE.path}/{line.id}", text=text, error=error)
