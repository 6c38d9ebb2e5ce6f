"""Legal hold: a record that has to stay as it is, with the reason; nobody erases, merges or deletes it meanwhile."""

from collections.abc import Callable
from datetime import date
from typing import Any

from crm import current, language
from crm.dao.kit.database import Database
from crm.dao.sales.erasure import ErasureDao
from crm.domain.kit.module import Module
from crm.domain.platform.journal import Change
from crm.domain.sales.erasure import Hold
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.kit.writer import Pairs

SHOWN = 200
LONGEST = 500


class LegalHoldService:
    def __init__(self, db: Database, dao: ErasureDao, kit: Kit, records: Callable[[str], Any]):
        self.db = db
        self.dao = dao
        self.records = records
        self.writer = kit.writer
        self.others, kit.writer.guard = kit.writer.guard, self.refused

    def refused(self, module: Module, pairs: Pairs) -> dict[int, Invalid]:
        """Of what is to go, what is held; and what the guard before this one refuses."""
        going = {at: before.id for at, (row, before) in enumerate(pairs) if row is None and before is not None}
        held = self.held(list(going.values())) if going else {}
        found = {at: Invalid(hold=self.why(held[id])) for at, id in going.items() if id in held}
        return self.others(module, pairs) | found

    @reading
    def held(self, ids: list[int]) -> dict[int, Hold]:
        """Which of the records are held today."""
        today = language.local_day(current.now())
        return {one.record_id: one for one in self.dao.holds(ids) if one.holds(today)}

    @staticmethod
    def why(hold: Hold) -> Words:
        if hold.until:
            return Words("Under legal hold until {day}: {reason}", day=hold.until.isoformat(), reason=hold.reason)
        return Words("Under legal hold: {reason}", reason=hold.reason)

    @reading
    def of(self, id: int) -> Hold | None:
        return self.held([id]).get(id)

    @reading
    def all(self) -> list[Hold]:
        """The newest of all."""
        return self.dao.all_holds(SHOWN)

    @transactional
    def put(self, module: str, id: int, reason: str, until: date | None) -> None:
        """Hold a record. Invalid without a reason, or for a day that is over."""
        self._require()
        self.records(module).get(id)
        if not reason.strip():
            raise Invalid(reason=Words("Please fill this in."))
        if len(reason) > LONGEST:
            raise Invalid(reason=Words("At most {max} characters.", max=LONGEST))
        if until and until < language.local_day(current.now()):
            raise Invalid(until=Words("This day is over."))
        self.dao.put_hold(id, module, reason.strip(), until, current.now(), current.actor().id)
        self._note(module, id, None, {"reason": reason.strip(), "until": until})

    @transactional
    def lift(self, id: int) -> None:
        self._require()
        for hold in self.dao.holds([id]):
            self.dao.drop_hold(id)
            self._note(hold.module, id, {"reason": hold.reason, "until": hold.until}, None)

    def _note(self, module: str, id: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        verb = "create" if before is None else "remove"
        self.writer.journal.store("legal_hold", verb, f"{module} {id}", [Change("legal_hold", id, 1, before, after)])

    @staticmethod
    def _require() -> None:
        if not current.actor().may("privacy.edit"):
            raise Forbidden()
