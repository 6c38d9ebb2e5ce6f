"""Making a receipt plan by a rule: said, looked at, and made."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.sales.contract import MODULE
from crm.domain.sales.receipt_plan import Instalment
from crm.domain.sales.receipt_schedule import Schedule
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.sales.contract import ContractService
from crm.service.sales.ledger import Ledger
from crm.service.sales.receipt_plan import ReceiptPlanService
from crm.web.kit.form import asked_when, input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.sales.line_view import plain

page = Page(__name__, url=MODULE.path)
ASKED = {"count": "equal", "shares": "shares"}  # field -> the way of dividing that needs it
Contracts = Annotated[ContractService, Provide[Container.trade.contract]]
Plans = Annotated[ReceiptPlanService, Provide[Container.trade.receipt_plan]]


@page.get("/<int:id>/plan")
@permits("receipt_plan.create")
def new(id: int, contracts: Contracts, plans: Plans) -> Any:
    """The rule; once it is said, what it makes."""
    if "way" not in request.args:
        return _page(id, contracts, plans, None, None)
    try:
        return _page(id, contracts, plans, Schedule.parse(request.args), None)
    except Invalid as refusal:
        return _page(id, contracts, plans, None, refusal), 422


@page.post("/<int:id>/plan")
@permits("receipt_plan.create")
def create(id: int, contracts: Contracts, plans: Plans) -> Any:
    schedule = None
    try:
        schedule = Schedule.parse(request.form)
        made = _made(schedule, plans.unplanned(id))
        plans.plan(id, [(one, _name(schedule, one)) for one in made])
    except Invalid as refusal:
        return _page(id, contracts, plans, schedule, refusal), 422
    toast(N_("The receipt plan was made."), current.last_change())
    return redirect(f"{MODULE.path}/{id}", 303)


def _made(schedule: Schedule | None, books: Ledger) -> list[Instalment]:
    """What the rule makes of what is not planned yet; Invalid where there is nothing, or not enough."""
    left = books.amount - books.planned
    if left <= 0:
        raise Invalid({"": Words("All of this contract is planned already.")})
    if schedule is None:
        return []
    if not (made := schedule.made(left, books.head.currency)):
        raise Invalid(count=Words("There is not enough for so many parts."))
    return made


def _name(schedule: Schedule, one: Instalment) -> str:
    if schedule.way == "shares":
        return say("Instalment {n} ({share}%)", n=one.position, share=plain(schedule.parts[one.position - 1]))
    return say("Instalment {n} of {all}", n=one.position, all=schedule.count)


def _page(id: int, contracts: ContractService, plans: ReceiptPlanService, schedule: Schedule | None, refusal: Invalid | None) -> str:
    contract, books = contracts.get(id), plans.unplanned(id)
    made: list[Instalment] = []
    if refusal is None:
        try:
            made = _made(schedule, books)
        except Invalid as no:
            refusal = no
    code, given = books.head.currency, request.values
    wrong = refusal.fields if refusal else {}
    first = contract.starts_on or contract.signed_on or current.today()
    begin = {name: field.default for name, field in Schedule.own.items()} | {"first_on": first}
    typed = {name: given.get(name, value) for name, value in begin.items()}
    return page.render(
        "edit",
        module=ModuleView(MODULE),
        title=MODULE.title(contract),
        record_url=f"{MODULE.path}/{id}",
        inputs=tuple(
            asked_when(input_view(field, typed[name], error=wrong.get(name)), "way", ASKED.get(name), typed["way"])
            for name, field in Schedule.own.items()
        ),
        plannable=books.amount > books.planned,
        wrong=tuple(say(why) for name, why in wrong.items() if name not in Schedule.own),
        rows=tuple((_name(schedule, one), language.day(one.due_on), language.money(one.amount, code)) for one in made if schedule),
        left=language.money(books.amount - books.planned, code),
        given={name: given.get(name, "") for name in Schedule.own},
    )  # fmt: skip
