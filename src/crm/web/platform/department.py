"""Department pages: a tree instead of a list, in which departments are moved."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.platform.department import MODULE, TreeLine
from crm.errors import Invalid
from crm.language import N_, noun, say
from crm.service.platform.department import DepartmentService
from crm.service.platform.department_move import DepartmentMoveService
from crm.web.kit.address import url
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.platform.role_told import told

Moves = Annotated[DepartmentMoveService, Provide[Container.people.department_move]]
Departments = Annotated[DepartmentService, Provide[Container.platform.department]]
NAMED = 4  # kinds of records that are told by name


class DepartmentPage(RecordPage):
    """The tree; a search or a filter shows the list that every module has."""

    def index(self) -> Any:
        if request.args:
            return super().index()
        create = None
        if self.may("create"):
            create = Link(say("New {name}", name=noun(MODULE.label)), url(MODULE, "new"), "plus", "c", f"{self.name}.new")
        tree = container().platform.department().tree()
        more = [Link(say("Organisation chart"), "/departments/chart", "hierarchy-2", testid="platform_department_chart.show")]
        more += self.import_links()
        return self.render("tree", tree=tree, create=create, more=more, edits=self.may("edit"), adds=self.may("create"))


page = DepartmentPage(MODULE)


@page.get("/<int:id>/place")
@permits("department.edit")
def place(id: int, moves: Moves) -> Any:
    """Where it is to stand, and what comes under whom by that."""
    return _place(id, moves, request.args.get("parent_id", type=int), None)


def _place(id: int, moves: DepartmentMoveService, parent_id: int | None, refusal: Invalid | None) -> Any:
    chosen, foreseen, status = "parent_id" in request.values, None, 200
    try:
        foreseen = moves.foresee(id, parent_id if chosen else None)
    except Invalid as no:
        refusal, status = no, 422
    row = container().platform.department().get(id)
    records = foreseen.records if foreseen else []
    return page.render(
        "place", row=row, title=say("Move {name}", name=row.name), foreseen=foreseen if chosen and row.parent_id != parent_id else None,
        parent_id=parent_id if chosen else row.parent_id, places=moves.places(id), above=_chain(foreseen.above if foreseen else []),
        wanted=_chain(foreseen.wanted if foreseen else []), error=say(next(iter(refusal.fields.values()))) if refusal else "",
        lines=told(foreseen.seen) if foreseen else (),
        records=[f"{language.number(n)} {say(module.plural)}" for module, n in records[:NAMED]],
    ), status  # fmt: skip


def _chain(lines: list[TreeLine]) -> str:
    """From the top: 总部 › 销售部 (韩梅梅)."""
    named = (f"{line.name} ({line.manager_name})" if line.manager_name else line.name for line in reversed(lines))
    return " › ".join(named) or say("the top of the tree")


@page.post("/<int:id>/place")
@permits("department.edit")
def move(id: int, moves: Moves, departments: Departments) -> Any:
    try:
        row = departments.change(id, {"parent_id": request.form.get("parent_id", "")})
    except Invalid as refusal:
        return _place(id, moves, request.form.get("parent_id", type=int), refusal)
    toast(N_("{name} was moved."), current.last_change(), name=row.name)
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": MODULE.path})
    return page.to("index")
