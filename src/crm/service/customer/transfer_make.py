"""What the lines of an import make beside their own records: customers, departments and managers that they name."""

from typing import Any

from crm.domain.customer.transfer import MANAGER, Item
from crm.domain.customer.transfer_link import NewRecord
from crm.domain.kit.field import changed
from crm.language import Words
from crm.service.customer.transfer_name import Names

ORDER = ("account", "department", "user")  # departments before those who lead them


def make(records: Any, items: list[Item], names: Names) -> int:
    """Write what these lines name and what is not here yet, in the transaction under way; the links become ids. Gives how many."""
    count = 0
    for module in ORDER:
        first: dict[NewRecord, Item] = {}
        for item in items:
            for link in item.links.values():
                if isinstance(link, NewRecord) and link.module == module:
                    first.setdefault(link, item)
        if first:
            _write(records(module), first, items, names)
        count += len(first)
    return count


def _write(service: Any, first: dict[NewRecord, Item], items: list[Item], names: Names) -> None:
    rows = [service._owned(service.module.row(name=new.name, **_place(new, item))) for new, item in first.items()]
    if service.module.name == "user":
        rows = service.with_accounts(rows)
    made = service.writer.insert(service.module, service.records, rows, "import")
    ids = {new: row.id for new, row in zip(first, made, strict=True)}
    names.were_made(ids)
    for item in items:
        item.links = {name: ids.get(link, link) if isinstance(link, NewRecord) else link for name, link in item.links.items()}


def _place(new: NewRecord, item: Item) -> dict[str, Any]:
    """Who leads a department belongs to it."""
    return {"department_id": item.links["department_id"]} if new.module == "user" else {}


def appoint(departments: Any, items: list[Item]) -> None:
    """Departments that nobody leads get the manager whom a line names first; the others are told. In the transaction under way."""
    named = [(item, item.links["department_id"], item.links[MANAGER] or item.record_id) for item in items if MANAGER in item.links]
    rows = {row.id: row for row in departments.find(sorted({place for _, place, _ in named}))}
    leads = {id: row.manager_id for id, row in rows.items()}
    told = set()
    for item, place, person in named:
        if leads[place] is None:
            leads[place] = person
        elif leads[place] != person and (place, person) not in told:
            told.add((place, person))
            item.note = Words("“{name}” has another manager already; that was left so.", name=rows[place].name)
    pairs = [(row, changed(row, manager_id=leads[id])) for id, row in rows.items() if row.manager_id != leads[id]]
    departments.writer.update(departments.module, departments.records, pairs, "import")
