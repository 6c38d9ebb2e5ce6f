"""Deals for the tests of what is drawn from them."""

from datetime import date
from typing import Any

from crm import current


def make(service: Any, **raw: Any) -> Any:
    return service.create(service.module.draft.parse(raw))


def settled(app: Any) -> dict[str, Any]:
    return stages_of(app.company)


def stages_of(company: Any) -> dict[str, Any]:
    """A pipeline of four stages by their names."""
    sales = company.container.sales
    with company.acting("lilei"):
        way = make(sales.pipeline(), name="标准", position="1")
        kinds = (("接洽", "open", "20"), ("谈判", "open", "60"), ("赢单", "won", "100"), ("输单", "lost", "0"))
        return {
            name: make(sales.stage(), pipeline_id=way.id, name=name, kind=kind, position=str(at), chance=chance)
            for at, (name, kind, chance) in enumerate(kinds)
        }


def deal(app: Any, stages: dict[str, Any], amount: str, close_on: date, forecast: str | None = None, stage: str = "接洽") -> Any:
    """A deal of whoever acts, called by its amount."""
    service, here = app.container.sales.opportunity(), stages["接洽"]
    more = {"forecast": forecast} if forecast else {}
    made = make(
        service, name=f"商机 {amount}", pipeline_id=here.pipeline_id, stage_id=here.id, amount=amount, close_on=close_on.isoformat(), **more
    )
    if stage != "接洽":
        assert current.actor().id
        made = service.change(made.id, {"stage_id": str(stages[stage].id)})
    return made
