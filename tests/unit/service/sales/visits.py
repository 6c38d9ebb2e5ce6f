"""What tests of visits are told with: customers with places, and visits to them."""

from typing import Any

from crm.domain.customer.place import PlaceDraft
from crm.domain.sales.visit import VisitDraft

HERE = (31.2304, 121.4737)  # Shanghai, People's Square


def customer(company: Any, name: str = "云帆科技", north: float | None = 0.0, **more: Any) -> Any:
    """A customer of whoever acts, so many degrees north of HERE; without a place where `north` is None."""
    accounts = company.container.customer.account()
    made = accounts.create(accounts.module.draft.parse({"name": name, "kind": "company", **more}))
    if north is not None:
        place(company, made.id, north)
    return made


def place(company: Any, account_id: int, north: float = 0.0) -> Any:
    raw = {"account_id": account_id, "latitude": round(HERE[0] + north, 6), "longitude": HERE[1]}
    return company.container.field.place().create(PlaceDraft.parse(raw))


def visit(company: Any, account_id: int, day: str = "2026-11-20", **more: Any) -> Any:
    return company.container.field.visit().create(VisitDraft.parse({"account_id": account_id, "planned_on": day, **more}))


def at(north: float = 0.0, **more: Any) -> dict[str, Any]:
    """A position so many degrees north of HERE, as a phone sends it."""
    return {"latitude": f"{HERE[0] + north:.6f}", "longitude": f"{HERE[1]:.6f}", "accuracy": "12", **more}
