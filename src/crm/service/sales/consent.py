"""Consents of people: whose owner they follow, given once for a purpose, withdrawn by one click."""

from collections.abc import Callable
from typing import Any

from crm import current
from crm.dao.sales.consent import ConsentDao
from crm.dao.sales.consent_purpose import ConsentPurposeDao
from crm.domain.kit.access import predicate
from crm.domain.kit.event import RecordsMerged, RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.sales.consent import GIVEN, PEOPLE, WEB, WITHDRAWN, Consent, ConsentDraft, Standing, deciding, until
from crm.domain.sales.lead_submission import FormAgreed
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file import FileService


class ConsentService(RecordService[Consent, ConsentDraft]):
    records: ConsentDao

    def __init__(self, kit: Kit, records: ConsentDao, purposes: ConsentPurposeDao, of: Callable[[str], Any], files: FileService):
        super().__init__(kit, records)
        self.purposes = purposes
        self.of = of
        self.files = files

    # What follows -----------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """Whose it is, the person says; the days follow from what was done. Within the writer's transaction."""
        heads = {head.id: head for head in self.records.heads(sorted({row.person[1] for _, row in pairs}))}
        months = {one.id: one.months for one in self.purposes.in_order()} if any(before is None for before, _ in pairs) else {}
        rows, today = [], current.today()
        for before, row in pairs:
            row = changed(row, given_on=row.given_on or (today if row.state == GIVEN else None))
            if row.state == GIVEN:
                row = changed(row, withdrawn_on=None)
                if before is None and row.valid_until is None and (long := months.get(row.purpose_id)):
                    row = changed(row, valid_until=until(row.given_on, long))
            elif row.withdrawn_on is None:
                row = changed(row, withdrawn_on=today)
            if head := heads.get(row.person[1]):
                row = changed(row, owner_id=head.owner_id, department_id=head.department_id)
            rows.append(row)
        return rows

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A consent is a person's, holds once for each purpose, also among the rows themselves, and its proof is there. Whoever writes
        one down may do so for that person: it becomes his owner's."""
        heads = {head.id: head for head in self.records.heads(sorted({row.person[1] for row, _ in pairs}))}
        known = self.records.of([row.person[1] for row, _ in pairs])
        holding = {(one.person, one.purpose_id): one.id for one in known if one.state == GIVEN}
        fresh = [row.proof for row, before in pairs if row.proof and (before is None or before.proof != row.proof)]
        proofs = {file.id for file in self.files.find(fresh)} if fresh else set()
        allowed, refused = predicate(current.actor().grants, self.module.permission("create")), {}
        for at, (row, before) in enumerate(pairs):
            own, key = row.id or -1 - at, (row.person, row.purpose_id)
            head = heads.get(row.person[1])
            if before is None and not (head and allowed.holds(head)):
                refused[at] = Invalid({PEOPLE[row.person[0]]: Words("You may not write down what this person agreed to.")})
            elif head and head.kind == "company":
                refused[at] = Invalid(account_id=Words("A company gives no consent: its contacts do."))
            elif row.state == GIVEN and holding.setdefault(key, own) != own:
                refused[at] = Invalid(purpose_id=Words("There is a consent for this purpose already. Change it, or withdraw it first."))
            elif row.proof in fresh and row.proof not in proofs:
                refused[at] = Invalid(proof=Words("Please choose one from the list."))
        return refused

    def written(self, rows: list[Any]) -> None:
        """A proof hangs on its consent."""
        for row in rows:
            if row.proof is not None:
                self.files.hang([row.proof], self.module.name, row.id)

    # One person ---------------------------------------------------------------------

    @reading
    def standings(self, module: str, id: int) -> list[Standing]:
        """How the person stands to every purpose that is in use, or that it was ever asked about."""
        self.of(module).get(id)
        found = deciding(self.records.of([id]), current.today())
        return [Standing(one.id, one.name, found.get(one.id)) for one in self.purposes.in_order() if one.active or one.id in found]

    @reading
    def refused(self, id: int) -> list[Consent]:
        """What a person that the actor was allowed to read has withdrawn, and not agreed to again."""
        return [row for row in deciding(self.records.of([id]), current.today()).values() if row.state == WITHDRAWN]

    @transactional
    def withdraw(self, id: int) -> Consent:
        """What was given no longer holds, from today on."""
        row = self.get(id)
        return self.change(id, {"state": WITHDRAWN, "withdrawn_on": current.today()}) if row.state == GIVEN else row

    @transactional
    def refuse(self, module: str, id: int, purpose_id: int) -> Consent:
        """The person does not want it: what holds is withdrawn; where nothing was given, the refusal itself is written down."""
        self.require("edit")
        self.of(module).get(id)
        row = deciding(self.records.of([id]), current.today()).get(purpose_id)
        if row is not None and row.state == GIVEN:
            return self.withdraw(row.id)
        raw = {PEOPLE[module]: id, "purpose_id": purpose_id, "state": WITHDRAWN, "way": "call"}
        return row or self.create(ConsentDraft.parse(raw))

    @listens(FormAgreed)
    def taken(self, event: FormAgreed) -> None:
        """What somebody agreed to on a form of the website, with the words that he read. The same form sent twice is one consent."""
        shown = self.purposes.shown(event.purpose_id)
        if shown is None or event.purpose_id in deciding(self.records.of([event.lead_id]), current.today()):
            return
        if event.seal != shown.seal(event.language):
            raise Invalid(agreed=Words("These words were changed meanwhile. Please read them once more."))
        raw = {"lead_id": event.lead_id, "purpose_id": shown.id, "way": WEB, "text_shown": shown.text(event.language)}
        self.create(ConsentDraft.parse(raw | {"edition": shown.edition or ""}))

    # What becomes of its person ----------------------------------------------------

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """A person that is handed over takes its consents along."""
        if event.module in PEOPLE and event.verb != "create" and (strays := self.records.strays(list(event.ids))):
            self.records.follow([vars(one) for one in strays])
            self.writer.search.move(strays)

    @listens(RecordsMerged)
    def carried(self, event: RecordsMerged) -> None:
        """What a lead agreed to, the contact or the personal customer has agreed to whom it became; part of the conversion, so that
        its undo takes it back."""
        if event.module != "lead" or event.kept_module != "account" or not (rows := self.records.of([event.gone_id])):
            return
        (lead,) = self.of("lead").records.find([event.gone_id])
        (account,) = self.records.heads([event.kept_id])
        if lead.converted_contact_id:
            to = {"contact_id": lead.converted_contact_id}
        elif account.kind == "person":
            to = {"account_id": account.id}
        else:
            return
        with current.acting(actor=current.everyone()):
            self.writer.update(self.module, self.records, [(row, changed(row, lead_id=None, **to)) for row in rows], "merge")
