"""The chart of the organisation: who leads which department, and who works there as what; and the reporting line of a person."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm.container import Container
from crm.domain.kit.module import Module
from crm.language import say
from crm.service.platform.position import PositionService, Unit
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import Page, container, permits
from crm.web.kit.view import Link

page = Page(__name__, url="/departments/chart")
Positions = Annotated[PositionService, Provide[Container.people.position]]


@page.get("")
@permits("department.view")
def show(positions: Positions) -> Any:
    return page.render("show", nested=_nested(positions.chart()))


def _nested(units: list[Unit]) -> list[dict[str, Any]]:
    """Each with those below it, as the tree tells them one after the other."""
    top: list[dict[str, Any]] = []
    path: list[list[dict[str, Any]]] = [top]
    for unit in units:
        below: list[dict[str, Any]] = []
        del path[unit.line.depth + 1 :]
        path[-1].append({"line": unit.line, "manager": unit.manager, "people": unit.people, "below": below})
        path.append(below)
    return top


def beside(module: Module, row: Any) -> Beside:
    """To whom somebody reports: the managers of his department and those above, the nearest first."""
    if module.name != "user" or not row.department_id:
        return Beside()
    found = container().people.reporting().line(row.id, row.department_id)
    return Beside(tuple(
        Link(say("Reports to {name}", name=one.name) if at == 0 else f"› {one.name}", f"/users/{one.id}") for at, one in enumerate(found)
    ))  # fmt: skip


OF_RECORD.append(beside)
