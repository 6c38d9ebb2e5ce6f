"""Groups of companies: the tree around a customer, and what it comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.customer.account_group import AccountGroupDao
from crm.dao.kit.database import Database
from crm.domain.customer.account_group import DEEPEST, Branch, Tally, branches
from crm.domain.kit.filter import Condition, Group, Query, parse_address
from crm.domain.kit.module import Module, Total, modules
from crm.domain.kit.money import Money
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.customer.account import AccountService
from crm.service.kit.transaction import reading, transactional

MOST = 500
ADDED_UP = 100_000  # records of one module
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Tree:
    """The group that a customer belongs to; `more` when it has more members than are shown."""

    branches: list[Branch]
    more: bool
    totals: list[str]  # what the amounts of each branch are called


class AccountGroupService:
    """Reads groups, and puts customers into them."""

    def __init__(self, db: Database, groups: AccountGroupDao, accounts: AccountService, records: Callable[[str], Any]):
        self.db = db
        self.groups = groups
        self.accounts = accounts
        self.records = records

    @reading
    def of(self, id: int) -> Tree:
        """The group of a customer that the actor may see, from the highest above it that he may see too."""
        line = self.groups.line(id, DEEPEST)
        seen = {row.id for row in self.accounts.find(line)}
        if id not in seen:
            raise NotFound()
        top = [one for one in line if one in seen][-1]
        nodes = self.groups.tree(top, DEEPEST, MOST + 1)
        ids = [node.id for node in nodes[:MOST]]
        may = current.actor().may
        contacts = self.groups.contacts(ids) if may("contact.view") else []
        acts, tasks = [], []
        if may("activity.view"):
            acts, tasks = self.groups.activities(ids, current.now() - YEAR), self.groups.tasks(ids)
        known = sorted(modules().values(), key=lambda module: module.rank)  # as they stand in the menu
        totals = [(module, total) for module in known for total in module.totals if may(module.permission("view"))]
        amounts = [self._amounts(module, total, ids) for module, total in totals]
        found = branches(nodes[:MOST], _by_id(contacts), _by_id(acts), _by_id(tasks), amounts)
        return Tree(found, len(nodes) > MOST, [total.label for _, total in totals])

    def _amounts(self, module: Module, total: Total, ids: list[int]) -> Mapping[int, Money]:
        """Customer -> what the records that the actor may see come to."""
        theirs = Condition(total.by, "any", tuple(ids))
        query = Query(Group((theirs, *parse_address(module, total.where).parts)))
        found = self.records(module.name).figures(query, ADDED_UP, total.by, (total.field,))
        return {one.value: one.fields[total.field][0] or Money(0) for one in found}

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
