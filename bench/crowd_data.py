"""What the people of the load harness need beside customers: passwords, a contact of each customer that is found, and tasks for Today."""

from pathlib import Path

from bench.data import STEP, SYSTEM, contact, customers, owners
from bench.pages import PASSWORD
from crm.container import Container
from crm.current import acting
from crm.domain.kit.filter import Query
from crm.domain.kit.tokens import index_tokens

FIRST = 1_000_000  # the id of the first customer
TASKS = 5  # of each person, due today or before


def complete(container: Container, n: int, done: Path) -> None:
    """Once for a database of n customers; `done` remembers it."""
    if not done.exists():
        for at in range(0, n, STEP):
            _contacts(container, FIRST + at, min(STEP, n - at))
        _people(container)
        done.touch()


def _contacts(container: Container, start: int, n: int) -> None:
    """One of each customer, with its entry in the index; every fifth customer has his already."""
    contacts, search = container.customer.contact_dao(), container.platform.search_dao()
    rows = [contact(one) for one in customers(n, start, owners(container))]
    entries = [
        {
            "id": one["id"], "module": "contact", "title": one["name"], "second": one["title"], "owner_id": one["owner_id"],
            "department_id": one["department_id"], "pool_id": None, "removed_at": None, "touched": 0,
            "tokens": " ".join(index_tokens([one["name"], *one["phones"]])),
        }
        for one in rows
    ]  # fmt: skip
    with acting(actor=SYSTEM), container.db().transaction():
        contacts.insert([one for one in rows if one["account_id"] % 5])
        search.put(entries)
        search.add_text([one["id"] for one in rows])


def _people(container: Container) -> None:
    """Passwords for all, and what is due today."""
    users, activities = container.platform.user(), container.customer.activity()
    for number, (id, _) in enumerate(owners(container)):
        with acting(actor=SYSTEM):
            container.platform.auth().set_password(id, PASSWORD)
            me = users.actor(id)
        assert me
        with acting(actor=me):
            container.platform.field().bring()
            mine = container.customer.account().page(Query())
            for day, account in enumerate(mine[:TASKS]):
                raw = {"kind": "task", "name": f"回访 {number}-{day}", "due_at": f"-{day}d"}
                raw |= {"subject_module": "account", "subject_id": account.id}
                activities.create(activities.module.draft.parse(raw))
    with container.db().transaction() as work:
        work.cursor.execute("ANALYZE")
