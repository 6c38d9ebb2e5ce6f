"""Shares: whoever may change a record opens it to others, and takes that back."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.platform.share import ShareDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.module import Module
from crm.domain.platform.explain import Opening
from crm.domain.platform.share import HOLDERS, Share, ShareDraft, can_be_shared
from crm.errors import Invalid, NotFound
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.user import UserService

TOLD = N_("{who} shared “{name}” with you")


class ShareService(RecordService[Share, ShareDraft]):
    """What one may do about shares follows from the record: it is read, and may be edited. `share.view` opens the list of all of them."""

    records: ShareDao

    def __init__(self, kit: Kit, records: ShareDao, of: Callable[[str], Any], users: UserService, notices: NoticeService):
        super().__init__(kit, records)
        self.of_module = of
        self.users = users
        self.notices = notices

    @reading
    def of(self, record_id: int) -> list[Share]:
        """The shares of a record that the caller has read."""
        return self.records.of(record_id)

    @transactional
    def give(self, module: Module, id: int, raw: Mapping[str, Any]) -> Share:
        """Open a record that the actor may change; tells those to whom."""
        row = self._subject(module, id)
        typed = {name: raw[name] for name in (*HOLDERS, "allows", "parts", "until", "remark") if name in raw}
        draft = ShareDraft.parse({**typed, "name": module.title(row)[:200], "subject_module": module.name, "subject_id": id})
        wanted = self._owned(Share(**draft.values()))
        self._hold(wanted, None)
        (made,) = self.writer.insert(self.module, self.records, [wanted])
        people = [one for one in self.records.people(made.holder[1]) if one != current.actor().id]
        who = current.actor().name or Words("System")
        self.notices.tell(people, "share", Words(TOLD, who=who, name=made.name), f"{module.path}/{id}")
        return made

    @transactional
    def take_back(self, module: Module, id: int, share_id: int) -> Share:
        self._subject(module, id)
        found = next((one for one in self.records.of(id) if one.id == share_id), None)
        if found is None:
            raise NotFound()
        self.writer.remove(self.module, self.records, [found])
        return found

    def _subject(self, module: Module, id: int) -> Any:
        if not can_be_shared(module):
            raise NotFound()
        service = self.of_module(module.name)
        row = service.get(id)
        service.check_record("edit", row)
        return row

    def verify(self, row: Any, before: Any | None) -> None:
        """Nobody is let in twice, and no share has ended before it begins."""
        if row.until and row.until < current.today() and (before is None or before.until != row.until):
            raise Invalid(until=Words("This day is over."))
        if any(one.id != row.id and one.holder == row.holder for one in self.records.of(row.subject_id)):
            name = next(name for name in HOLDERS if getattr(row, name))
            raise Invalid({name: Words("The record is shared with these already. Take that share back first.")})

    @listens(RecordsWritten)
    def open(self, event: RecordsWritten) -> None:
        """By whatever way shares were written: the doors are as they say."""
        if event.module == self.module.name:
            self.users.open_records(event.ids, self.records.still, _door)


def _door(one: Share) -> Opening:
    """It closes at the midnight that ends its last day."""
    ends = datetime.combine(one.until + timedelta(days=1), time(), ZoneInfo(current.timezone())) if one.until else None
    return Opening(one.subject_module, one.subject_id, one.holder[1], one.allows == "edit", ends, one.id, "share", parts=one.parts)
