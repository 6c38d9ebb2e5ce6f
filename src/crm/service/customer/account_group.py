"""Groups of companies: the tree around a customer, and what it comes to."""

from dataclasses import dataclass
from datetime import timedelta

from crm import current
from crm.dao.customer.account_group import AccountGroupDao
from crm.dao.kit.database import Database
from crm.domain.customer.account_group import DEEPEST, Branch, Tally, branches
from crm.errors import Invalid
from crm.language import Words
from crm.service.customer.account import AccountService
from crm.service.kit.transaction import reading, transactional

MOST = 500
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Tree:
    """The group that a customer belongs to; `more` when it has more members than are shown."""

    branches: list[Branch]
    more: bool


class AccountGroupService:
    """Reads groups, and puts customers into them."""

    def __init__(self, db: Database, groups: AccountGroupDao, accounts: AccountService):
        self.db = db
        self.groups = groups
        self.accounts = accounts

    @reading
    def of(self, id: int) -> Tree:
        """The group of a customer that the actor may see, from the highest above it that he may see too."""
        self.accounts.get(id)
        line = self.groups.line(id, DEEPEST)
        seen = {row.id for row in self.accounts.find(line)}
        top = [one for one in line if one in seen][-1]
        nodes = self.groups.tree(top, DEEPEST, MOST + 1)
        ids = [node.id for node in nodes[:MOST]]
        may = current.actor().may
        contacts = self.groups.contacts(ids) if may("contact.view") else []
        acts, tasks = [], []
        if may("activity.view"):
            acts, tasks = self.groups.activities(ids, current.now() - YEAR), self.groups.tasks(ids)
        return Tree(branches(nodes[:MOST], _by_id(contacts), _by_id(acts), _by_id(tasks)), len(nodes) > MOST)

    @transactional
    def put(self, parent_id: int, id: int) -> str:
        """Put a customer that is there already below another; gives its name."""
        row = self.accounts.get(id)
        if row.kind != "company":
            raise Invalid(person_id=Words("A person cannot be a subsidiary."))
        self.accounts.change(id, {"parent_id": parent_id})
        return row.name


def _by_id(tallies: list[Tally]) -> dict[int, int]:
    return {one.account_id: one.count for one in tallies}
