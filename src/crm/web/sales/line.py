"""Lines have no pages of their own: whoever meets one is led to its document."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, redirect

from crm.container import Container
from crm.domain.kit.module import modules
from crm.service.sales.line import LineService
from crm.web.kit.page import Page, permits

page = Page(__name__, url="/lines")
Lines = Annotated[LineService, Provide[Container.sales.line]]


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, lines: Lines) -> Any:
    line = next(iter(lines.find([id])), None) or abort(404)
    return redirect(f"{modules()[line.module].path}/{line.record_id}", 303)
