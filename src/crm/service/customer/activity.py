"""Activities: they belong to a record, touch it, and make its story."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from crm import current
from crm.dao.customer.activity import ActivityDao
from crm.domain.customer.activity import OPEN, PINS, TOUCHES, Activity, ActivityDraft, Tally, Top
from crm.domain.customer.event import Touched
from crm.domain.customer.mention import candidates, resolved
from crm.domain.kit.field import changed
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused
from crm.domain.platform.follow import PeopleNamed, RecordTold
from crm.errors import Invalid, NotFound
from crm.language import Words, local
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional

COUNTED = 1000
OF_CUSTOMERS = ("contact", "opportunity", "quote", "sales_order", "contract")  # what is done with them is done with their customer


class ActivityService(RecordService[Activity, ActivityDraft]):
    records: ActivityDao
    touching = TOUCHES

    def __init__(self, kit: Kit, records: ActivityDao, of: Callable[[str], RecordService[Any, Any]]):
        super().__init__(kit, records)
        self.of = of

    def verify(self, row: Any, before: Any | None) -> None:
        """What it is about exists and may be seen by whoever says so."""
        if row.at is None:
            raise Invalid(at=Words("Please fill this in."))
        about = (row.subject_module, row.subject_id)
        if row.subject_id and (before is None or about != (before.subject_module, before.subject_id)):
            try:
                self.of(row.subject_module).get(row.subject_id)
            except NotFound:
                raise Invalid(subject_id=Words("Please choose one from the list.")) from None

    def _wrong(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """An activity of a customer says so in both fields; the reason stands beside the one that was given."""
        refused = super()._wrong(pairs)
        for at, no in refused.items():
            if "account_id" in no.fields and pairs[at][0].subject_module == "account":
                refused[at] = Invalid(subject_id=no.fields["account_id"])
        return refused

    def _owned(self, row: Any) -> Any:
        """Without a time of its own it happened now; an activity of a contact belongs to his company as well."""
        row = super()._owned(row)
        if row.at is None:
            row = replace(row, at=current.now())
        if row.subject_module == "account" and row.account_id is None:
            row = replace(row, account_id=row.subject_id)
        elif row.subject_module in OF_CUSTOMERS and row.account_id is None:
            row = replace(row, account_id=self.of(row.subject_module).get(row.subject_id).account_id)
        elif row.subject_module is None and row.account_id:
            row = replace(row, subject_module="account", subject_id=row.account_id)
        return row

    def written(self, rows: list[Any]) -> None:
        """A call, a visit, a mail or a meeting touches the record and its customer."""
        for row in rows:
            at = row.done_at if row.kind == "task" else row.at
            if at is None or (row.kind not in TOUCHES and row.kind != "task") or at > current.now():
                continue
            if row.account_id:
                self.writer.events.publish(Touched("account", (row.account_id,), at))
            if row.subject_module and row.subject_module != "account":
                self.writer.events.publish(Touched(row.subject_module, (row.subject_id,), at))

    def moved(self, row: Any, name: str, value: Any) -> dict[str, Any]:
        """The end moves along with the beginning, the reminder with the day when it is due."""
        other, was = {"at": "ends_at", "due_at": "remind_at"}.get(name), getattr(row, name)
        if value is None or was is None or other is None or (along := getattr(row, other)) is None:
            return {name: value}
        return {name: value, other: along + (value - was)}

    # Naming people -----------------------------------------------------------

    @transactional
    def create(self, draft: ActivityDraft, once: str | None = None, digest: str = "") -> Activity:
        """As for every record; whoever is named in it with @, or follows what it is about, hears of it."""
        body, named = self._named(draft.body)
        again = once is not None and self.once.get(once, current.actor().id) is not None
        made = super().create(changed(draft, body=body), once, digest)
        if not again:
            self._tell(made, named)
            for module, id in {("account", made.account_id), (made.subject_module, made.subject_id)}:
                if module and id:
                    self.writer.events.publish(RecordTold(module, (id,), made.name))
        return made

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> Activity:
        if not isinstance(changes.get("body"), str):
            return super().change(id, changes, version)
        _, before = self._named(self.get(id).body)
        body, named = self._named(changes["body"])
        made = super().change(id, {**changes, "body": body}, version)
        self._tell(made, named - before)
        return made

    def _tell(self, row: Any, people: set[int]) -> None:
        """Whoever is named hears of it, on the record that the activity is about."""
        if people:
            module, id = (row.subject_module, row.subject_id) if row.subject_id else (self.module.name, row.id)
            self.writer.events.publish(PeopleNamed(tuple(sorted(people)), module, id, f"entry-a{row.id}", row.name))

    def _named(self, text: str | None) -> tuple[str | None, set[int]]:
        """The text as it is kept, with a space behind each name that was recognised, and whom it names."""
        if not text or not (wanted := candidates(text)):
            return text, set()
        known: dict[str, int] = {}
        for person in self.records.people(sorted(wanted)):
            known |= {person.account.casefold(): person.id, person.name.casefold(): person.id}
        return resolved(text, known)

    @reading
    def story(
        self,
        module: str,
        id: int,
        size: int,
        kind: str | None = None,
        owner_id: int | None = None,
        only: bool = False,
        before: tuple[datetime, int] | None = None,
    ) -> list[Activity]:
        """The activities of a record that the actor was allowed to read; a customer's include its contacts', unless `only`."""
        if not current.actor().may("activity.view"):
            return []
        at, before_id = before or (None, None)
        return self.records.story(size, **self._about(module, id, only), kind=kind, owner_id=owner_id, before=at, before_id=before_id)

    @reading
    def top(self, module: str, id: int) -> Top:
        """The next step of a record, how many tasks are open, and what was pinned."""
        if not current.actor().may("activity.view"):
            return Top()
        rows = self.records.top(OPEN + PINS, **self._about(module, id))
        tasks = sorted((row for row in rows if row.is_open), key=lambda row: (row.due_at or row.at, row.id))
        return Top(tasks[0] if tasks else None, len(tasks), tuple(row for row in rows if row.pinned_at))

    @reading
    def next_step(self, module: str, id: int) -> Activity | None:
        """The open task that is due first."""
        return self.top(module, id).next

    @reading
    def tally(self, module: str, id: int, since: datetime) -> list[Tally]:
        """How much there is of each kind by each person, counting no further than 1,000."""
        about = self._about(module, id) if current.actor().may("activity.view") else {"account_id": 0}
        return self.records.tally(COUNTED, since, module, id, **about)

    @staticmethod
    def _about(module: str, id: int, only: bool = False) -> dict[str, Any]:
        return {"account_id": id} if module == "account" and not only else {"subject_module": module, "subject_id": id}

    @reading
    def mine(self, size: int = 50) -> list[Activity]:
        """The actor's open tasks, the most urgent first."""
        return self.records.open_of(current.actor().id, size)

    @transactional
    def pin(self, id: int) -> Activity:
        """Keep an activity above the story of its record, or no longer; at most three are."""
        row = self.get(id)
        if row.pinned_at is None:
            about = self._about("account", row.account_id) if row.account_id else self._about(row.subject_module or "", row.subject_id or 0)
            if sum(1 for one in self.records.top(OPEN + PINS, **about) if one.pinned_at) >= PINS:
                raise Invalid(pinned_at=Words("Three entries are pinned already. Take one down first."))
        return self.change(id, {"pinned_at": None if row.pinned_at else current.now()})

    @transactional
    def snooze(self, id: int, until: str) -> Activity:
        """Put a task off: until the given day or moment, at the hour it was due."""
        self.check_record("edit", row := self.get(id))
        if not row.is_open or row.due_at is None:
            raise Invalid(due_at=Words("This task is done."))
        try:
            due = moment(until, current.now(), current.timezone(), at=local(row.due_at).time())
        except Refused as no:
            raise Invalid(due_at=no.words) from None
        return self.change(id, {"due_at": due, "remind_at": row.remind_at and due - (row.due_at - row.remind_at)})

    @transactional
    def finish(self, id: int, result: str | None = None) -> Activity:
        """Mark a task as done now."""
        changes: dict[str, Any] = {"done_at": current.now()}
        return self.change(id, changes | ({"result": result} if result else {}))
