"""Absences: entered by everybody for himself and by managers for their people; the stand-in is told."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from crm import current, language
from crm.dao.platform.absence import AbsenceDao
from crm.dao.platform.handover import Receiver
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.platform.absence import Absence, AbsenceDraft, overlaps
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

FEW = 200


class AbsenceService(RecordService[Absence, AbsenceDraft]):
    records: AbsenceDao

    def __init__(self, kit: Kit, records: AbsenceDao, users: UserService, settings: SettingService, notice: NoticeService):
        super().__init__(kit, records)
        self.users = users
        self.settings = settings
        self.notice = notice

    def today(self) -> date:
        """The day on the company's calendar."""
        return current.now().astimezone(ZoneInfo(self.settings.get("timezone"))).date()

    # Truth -------------------------------------------------------------------------

    def _owned(self, row: Any) -> Any:
        """An absence belongs to who is away."""
        person = self.users.records.by_id(row.person_id)
        if person is None:
            raise Invalid(person_id=Words("Please choose one from the list."))
        return changed(row, name=person.name, owner_id=person.id, department_id=person.department_id)

    def verify(self, row: Any, before: Any | None) -> None:
        if before is not None and row.person_id != before.person_id:
            raise Invalid(person_id=Words("An absence stays with who is away. Enter another one for somebody else."))
        if not self._may_for(row.person_id):
            raise Invalid(person_id=Words("One enters absences for oneself and for the people whom one manages."))
        if not self.users.is_active(row.stand_in_id):
            raise Invalid(stand_in_id=Words("Please choose somebody who works here."))
        near = self.records.near(row.first_day, FEW, [row.person_id, row.stand_in_id])
        for other in (one for one in near if one.id != row.id and overlaps(one, row.first_day, row.last_day)):
            if other.person_id == row.person_id:
                raise Invalid(first_day=Words("There is an absence in this time already."))
            raise Invalid(stand_in_id=Words("{name} is away as well in this time.", name=other.name))

    def _may_for(self, person_id: int) -> bool:
        me = current.actor()
        return person_id == me.id or me.grants.everything or any(one.id == person_id for one in self.records.people(me.id))

    # One's own, and those of one's people ----------------------------------------------

    @reading
    def mine(self) -> list[Absence]:
        """The actor's own and his people's, that are not over yet."""
        me = current.actor().id
        return self.records.near(self.today(), FEW, [me, *(one.id for one in self.records.people(me))])

    @reading
    def stood_in_for(self) -> list[Absence]:
        """Those in which the actor stands in, now or later."""
        return self.records.near(self.today(), FEW, None, current.actor().id)

    @reading
    def people(self) -> list[Receiver]:
        """Whom the actor manages."""
        return self.records.people(current.actor().id)

    @transactional
    def enter(self, raw: Mapping[str, Any], once: str | None = None) -> Absence:
        """For oneself or for one of one's people, without any further right."""
        draft = AbsenceDraft.parse(raw)
        if not self._may_for(draft.person_id):
            raise Forbidden()
        with current.acting(actor=current.everyone()):
            return self.create(draft, once)

    @transactional
    def drop(self, id: int) -> Absence:
        """Take one's own back, or that of one of one's people."""
        with current.acting(actor=current.everyone()):
            found: list[Any] = list(self.records.find([id]))
        if not found or not self._may_for(found[0].person_id):
            raise NotFound()
        with current.acting(actor=current.everyone()):
            self.remove_all([id])
        return found[0]  # type: ignore[no-any-return]

    # What follows ----------------------------------------------------------------------

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """By whatever way it was written: from now on grants say who looks after whose records, and both are told."""
        if event.module != self.module.name:
            return
        self.users.records.move_stamp()
        if event.verb not in ("create", "edit"):
            return
        with current.acting(actor=current.everyone()):
            rows: list[Any] = list(self.records.find(list(event.ids)))
        for row in rows:
            days = {"first": language.day(row.first_day), "last": language.day(row.last_day)}
            told = Words("You stand in for {name} from {first} to {last}.", name=row.person_name or "—", **days)
            away = Words("{name} stands in for you from {first} to {last}.", name=row.stand_in_name or "—", **days)
            for who, words in ((row.stand_in_id, told), (row.person_id, away)):
                if who != current.actor().id:
                    self.notice.tell([who], "assignment", words, "/absences/mine")
