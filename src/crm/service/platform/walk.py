"""Walking along a list from record to record, in the order in which the list stood when one left it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.walk import WalkDao
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module
from crm.domain.platform.walk import MOST, Walk
from crm.service.kit.transaction import reading, transactional


class WalkService:
    def __init__(self, db: Database, walks: WalkDao, records: Callable[[str], Any]):
        self.db = db
        self.walks = walks
        self.records = records

    @transactional
    def begin(self, module: Module, text: str, query: Query) -> Walk:
        """Remember the list of an address: its first 1,000 records, and how many there are."""
        service = self.records(module.name)
        found = service.page(replace(query, size=MOST, after=None))
        made = Walk(text, [row.id for row in found[:MOST]], len(found))
        self.walks.put(current.actor().id, module.name, made.query, made.ids, made.total, current.now())
        return made

    @reading
    def get(self, module: Module) -> Walk | None:
        """The list of this module that the actor left last."""
        return self.walks.get(current.actor().id, module.name)
