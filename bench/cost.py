"""What the kit itself costs: a mapper call against the bare driver call, a journalled write against a bare one."""

import itertools
from typing import Any

from bench.clock import Line, side_by_side
from crm.container import Container
from crm.current import acting
from crm.dao.kit.driver import compile_sql
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.event import RecordComing
from crm.domain.kit.filter import Query

MAPPER_LIMIT = 2.5
WRITE_LIMIT = 1.6


def bare(dao: Any, name: str, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """The driver's own SQL and binds of a statement, as the mapper would run it for somebody who sees everything."""
    statement = dao.mapper.statement(name, dao.db.dialect)
    text = statement.text(statement.shape(values))
    for mark in statement.marks:
        text = text.replace(mark.token, f"{mark.alias}.removed_at IS NULL" if mark.word == "visible" else "TRUE")
    compiled = compile_sql(text.replace(":sort", "a.updated_at DESC, a.id DESC"), "bare", dao.db.driver)
    return compiled.sql, compiled.bind(values, dao.db.driver.value_in, dao.db.driver.list_in)


def mapper(container: Container, actor: Any) -> list[Line]:
    """One record, and a page of fifty."""
    dao = container.customer.account_dao()
    ids = [row.id for row in container.customer.account().page(Query())[:50]]
    lines = []
    calls = (
        ("mapper: one record", "find", lambda: dao.find(ids[:1]), {"ids": ids[:1]}),
        ("mapper: a page of 50", "page", lambda: dao.page(Query(), 50), {"size": 50}),
    )
    with acting(actor=actor), dao.db.transaction(writes=False) as work:
        for title, name, call, values in calls:
            sql, binds = bare(dao, name, values)
            seconds, floor = side_by_side(call, lambda sql=sql, binds=binds: work.cursor.execute(sql, binds).fetchall())
            lines.append(Line(f"{title}, {dao.db.dialect}", seconds, floor, MAPPER_LIMIT))
    return lines


def write(container: Container, actor: Any) -> list[Line]:
    """Creating a customer against the same without the journal and without what follows from its being written: events and jobs."""
    service, numbers = container.customer.account(), itertools.count()
    writer = service.writer

    def journalled() -> None:
        service.create(AccountDraft.parse({"name": f"基准客户{next(numbers)}"}))

    def alone() -> None:
        kept = writer.journal, writer.events
        writer.journal, writer.events = Without(), Without(kept[1])
        try:
            journalled()
        finally:
            writer.journal, writer.events = kept

    with acting(actor=actor):
        seconds, floor = side_by_side(journalled, alone, rounds=30, inner=10)
    return [Line(f"journal and outbox on a create, {service.db.dialect}", seconds, floor, WRITE_LIMIT)]


class Without:
    """Stands where the journal and the events are, and keeps nothing; what may still refuse a record is asked."""

    def __init__(self, events: Any = None):
        self.events = events

    def store(self, *_: Any) -> int:
        return 0

    def publish(self, event: Any) -> None:
        if isinstance(event, RecordComing):
            self.events.publish(event)
