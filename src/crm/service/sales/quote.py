"""Quotes: their numbers and states, what may be sent and answered, and what becomes of the others of their family."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.sales.quote import QuoteDao
from crm.domain.kit.field import changed
from crm.domain.platform.journal import Outcome
from crm.domain.sales.line import LinesChanged
from crm.domain.sales.quote import ANSWERED, EVIDENCE, FIXED, MOVES, NEEDED, PREPARED, SHARED, STATES, Quote, QuoteDraft, replaces
from crm.domain.sales.quote_event import QuoteAnswered, QuoteBegun, QuoteSent
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import transactional
from crm.service.kit.writer import Pairs
from crm.service.sales.document import DocumentService

LABELS = {option.value: option.label for option in STATES}


class QuoteService(DocumentService[Quote, QuoteDraft]):
    records: QuoteDao
    numbered_by, dated, moves, needed, labels = "quote_number", "quoted_on", MOVES, NEEDED, LABELS

    # What is done with one ----------------------------------------------------

    @transactional
    def send(self, id: int) -> Quote:
        """It went to the customer. Invalid names what is missing, or why it may not go; of two at once the second hears that it went."""
        self.records.lock([id])
        if self.get(id).state == "sent":
            raise Invalid(state=Words("This quote was sent already."))
        return self.change(id, {"state": "sent"})

    @transactional
    def accept(self, id: int, signer: str, mail: str | None = None, note: str | None = None) -> Quote:
        """The customer accepts. Invalid for `state` when it is answered, replaced or not sent, for `valid_until` when it is over;
        of two at once the second hears that it is answered."""
        return self._answered(id, {"state": "accepted", "signer": signer, "signer_mail": mail, "answer": note})

    @transactional
    def decline(self, id: int, reason: str) -> Quote:
        """The customer does not want it; Invalid as of `accept`, and for `answer` without a reason."""
        return self._answered(id, {"state": "declined", "answer": reason})

    def _answered(self, id: int, values: Mapping[str, Any]) -> Quote:
        self.records.lock([id])
        row = self.get(id)
        self.check_record("edit", row)
        if row.state != "sent":
            raise Invalid(state=Words("This quote can no longer be answered: {state}.", state=Words(LABELS[row.state])))
        return self.change(id, values)

    @transactional
    def create(self, draft: QuoteDraft, once: str | None = None, digest: str = "") -> Quote:
        if current.source() != "form":
            return super().create(draft, once, digest)
        with self.writer.together():
            made = super().create(draft, once, digest)
            self.writer.events.publish(QuoteBegun(made))
        return self.get(made.id)

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> Quote:
        """A change of state holds the family, so that of two at once the second sees what the first did. What follows from it in other
        quotes is undone with it."""
        if "state" not in changes:
            return super().change(id, changes, version)
        self.records.lock([id])
        with self.writer.together():
            return super().change(id, changes, version)

    def _bulk(self, ids: list[int], verb: str, wanted: Callable[[Any], Any]) -> Outcome:
        if verb != "edit":
            return super()._bulk(ids, verb, wanted)
        self.records.lock(ids)
        with self.writer.together():
            return super()._bulk(ids, verb, wanted)

    # What follows --------------------------------------------------------------

    def with_days(self, before: Any | None, row: Any) -> Any:
        """Until when it holds, when it was sent and answered; a first version begins a family."""
        days = self.settings.get("quote_valid_days")
        valid = row.valid_until
        if before is None and valid is None and row.state in PREPARED and days:
            valid = row.quoted_on + timedelta(days=days)
        sent = None if row.state in PREPARED else row.sent_at
        if row.state not in (*PREPARED, "replaced"):
            sent = sent or current.now()
        answered = (row.answered_at or current.now()) if row.state in ANSWERED else None
        return changed(row, valid_until=valid, sent_at=sent, answered_at=answered, family_id=row.family_id or row.id)

    def written(self, rows: list[Any]) -> None:
        """What is sent or accepted replaces others of its family. Rows come as they were wanted: what has no day yet is sent or
        answered just now."""
        sent = [row for row in rows if row.state == "sent" and row.sent_at is None]
        answered = [row for row in rows if row.state in ANSWERED and row.answered_at is None]
        self._replace([*sent, *(row for row in answered if row.state == "accepted")])
        for row in sent:
            self.writer.events.publish(QuoteSent(row.id))
        for row in answered:
            self.writer.events.publish(QuoteAnswered(row.id, row.state == "accepted"))

    def _replace(self, rows: list[Any]) -> None:
        kin = self._of(self.records.lock, [row.id for row in rows])
        if others := sorted({one.id for one in kin for row in rows if replaces(row, one)}):
            with current.acting(actor=current.everyone()):
                found = self.records.find(others)
            self.writer.update(self.module, self.records, [(one, changed(one, state="replaced")) for one in found])

    @listens(LinesChanged)
    def lined(self, event: LinesChanged) -> None:
        """A quote with lines comes to what they come to."""
        if event.module != self.module.name or not event.count:
            return
        rows: list[Any] = list(self.records.find([event.record_id], "edit"))
        for row in rows:
            if row.state != "draft" and row.amount != event.amounts.total:
                raise Invalid(lines=_settled())
            self.writer.update(self.module, self.records, [(row, changed(row, amount=event.amounts.total, currency=event.currency))])

    # What is true --------------------------------------------------------------

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """What is not a draft keeps its lines and stays, and no undo changes it; what became an order stays accepted."""
        refused = super().guarded(pairs)
        known = [(at, wanted, row) for at, (wanted, row) in enumerate(pairs) if row is not None]
        undone = current.source() == "undo"  # which asks for nothing but this
        settled = {
            at: Invalid(lines=_settled())
            for at, wanted, row in known
            if row.state != "draft" and (wanted is None or (undone and wanted.state != "draft" and _differs(wanted, row, FIXED)))
        }
        back = [(at, row.id) for at, wanted, row in known if wanted is not None and row.state == "accepted" != wanted.state]
        ordered = self._of(self.records.ordered, [id for _, id in back])
        why = Words("There is an order of this quote already.")
        return {at: Invalid(state=why) for at, id in back if id in ordered} | settled | refused

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Its number is its family's alone, the move is allowed, and what was settled stays."""
        known = [(row, before) for row, before in pairs if before is not None]
        sending = [(row, before) for row, before in known if row.state == "sent" != before.state]
        lined = self._of(self.records.lined, [row.id for row, before in known if _differs(row, before, ("amount", "currency"))])
        waiting = self._of(self.records.waiting, [row.id for row, _ in sending])
        unasked = self._unasked(sending)
        named = [row.id for row, before in known if _differs(row, before, SHARED)]
        kin = self._of(self.records.kin, [*named, *(row.id for row, _ in sending)])
        several = {family for family, count in Counter(one.family_id for one in kin).items() if count > 1}
        chosen = {one.family_id for one in kin if one.state == "accepted"}
        wrong = {}
        for at, (row, before) in enumerate(pairs):
            wrong[at] = self._held_back(row, before)
            if before is None or wrong[at]:
                continue
            if row.id in lined and before.state == "draft":
                why = Words("This quote has lines: it comes to what they come to.")
                wrong[at] = {name: why for name in ("amount", "currency") if _differs(row, before, (name,))}
            elif row.id in waiting:
                wrong[at] = {"state": Words("A discount on its lines is not approved.")}
            elif row.id in unasked:
                wrong[at] = {"state": unasked[row.id]}
            elif row.state == "sent" != before.state and row.family_id in chosen:
                wrong[at] = {"state": Words("A quote of this family was accepted already.")}
            elif row.family_id in several and _differs(row, before, SHARED):
                wrong[at] = {name: Words("All versions have this in common.") for name in SHARED if _differs(row, before, (name,))}
        return self.refused(pairs, wrong)

    def _unasked(self, sending: list[tuple[Any, Any]]) -> dict[int, Words]:
        """Why drafts may not go out at once: a flow has to approve them."""
        drafts = [(changed(row, state="approved"), before) for row, before in sending if before.state == "draft"]
        refused = self.writer.guard(self.module, drafts) if drafts else {}
        return {drafts[at][0].id: next(iter(no.fields.values())) for at, no in refused.items()}

    @staticmethod
    def _of(ask: Callable[[list[int]], list[Any]], ids: list[int]) -> list[Any]:
        return ask(ids) if ids else []

    def numbered_as(self, row: Any) -> int:
        return row.family_id or row.id

    def number_taken(self) -> Words:
        return Words("Another quote has this number.")

    def _held_back(self, row: Any, before: Any | None) -> dict[str, Words]:
        """Why the quote may not stand in its state, or be changed in it."""
        was = before.state if before else None
        wrong = (self._unmoved(row, was) or self.missing(row) or self._gone_by(row, was)) if was != row.state else {}
        if wrong or before is None or "draft" in (was, row.state):
            return wrong
        settled = (*FIXED, *(EVIDENCE if was in ANSWERED else ()))
        return dict.fromkeys([name for name in settled if _differs(row, before, (name,))], _settled())

    def _unmoved(self, row: Any, was: str | None) -> dict[str, Words]:
        """Why this move cannot be made, whatever is filled in."""
        if was is None and row.state == "draft":
            return {}
        if was is None and current.source() != "import":
            return {"state": Words("A new quote begins as a draft.")}
        if was is not None and (wrong := self.not_a_move(was, row.state)):
            return wrong
        if (was is None or row.state == "approved") and not self.may("approve", row):
            return {"state": Words("You may not decide on this quote. Put it in approval.")}
        return {}

    @staticmethod
    def _gone_by(row: Any, was: str | None) -> dict[str, Words]:
        if was is None or row.state not in ("sent", "accepted") or not row.is_over(current.today()):
            return {}
        return {"valid_until": Words("This day is gone by: the quote no longer holds.")}


def _settled() -> Words:
    return Words("Only a draft is changed; make a new version.")


def _differs(row: Any, before: Any, names: tuple[str, ...]) -> bool:
    return any(getattr(row, name) != getattr(before, name) for name in names)
