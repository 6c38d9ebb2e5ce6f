"""Preferences: answers of customers and contacts to the questions of the house."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from crm.dao.customer.preference import PreferenceDao
from crm.domain.customer.preference import Answer, Preference, PreferenceDraft
from crm.domain.customer.preference_field import PreferenceField
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional


class PreferenceService(RecordService[Preference, PreferenceDraft]):
    records: PreferenceDao

    def __init__(self, kit: Kit, records: PreferenceDao, of: Callable[[str], RecordService[Any, Any]]):
        super().__init__(kit, records)
        self.of = of

    def verify(self, row: Any, before: Any | None) -> None:
        """The question was not answered before."""
        others = self.records.held([row.field_id], **({"account_id": row.account_id} if row.account_id else {"contact_id": row.contact_id}))
        if any(other.id != row.id for other in others):
            raise Invalid(field_id=Words("This question is answered already."))

    @transactional
    def create(self, draft: PreferenceDraft, once: str | None = None, digest: str = "") -> Preference:
        question = self._question(draft.field_id)
        return super().create(replace(draft, value=_read(question, draft.value)), once, digest)

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> Preference:
        if changes.get("value"):
            question = self._question(int(changes.get("field_id") or self.get(id).field_id))
            changes = {**changes, "value": _read(question, str(changes["value"]))}
        return super().change(id, changes, version)

    def _owned(self, row: Any) -> Any:
        return replace(super()._owned(row), field_name=self._question(row.field_id).name)

    def _question(self, field_id: int) -> PreferenceField:
        found = self.of("preference_field").find([field_id])
        if not found:
            raise Invalid(field_id=Words("Please choose one from the list."))
        return found[0]  # type: ignore[no-any-return]

    # One customer's cards ---------------------------------------------------------

    @reading
    def answers(self, module: str, id: int) -> list[Answer]:
        """Every question for this customer or contact, card by card, with the answers there are."""
        self.require("view")
        row = self.of(module).get(id)
        return self.records.answers(getattr(row, "kind", "person"), **{f"{module}_id": id})

    @transactional
    def answer(self, module: str, id: int, given: Mapping[int, str], source: str = "said") -> int:
        """Write what was answered to these questions; an empty answer is taken back. Gives how many changed, undone as one.

        What is known of a customer belongs to all who may see him: who may edit preferences may also correct a colleague's.
        Raises Invalid with a sentence under "field-<question>".
        """
        self.require("edit")
        self.of(module).get(id)
        about = {f"{module}_id": id}
        held = {row.field_id: row for row in self.records.held(list(given), **about)}
        read = self._read_all(given)
        fresh, pairs, gone = [], [], []
        for field_id, value in read.items():
            row = held.get(field_id)
            if row is None and value:
                draft = PreferenceDraft.parse({"field_id": field_id, "value": value, "source": source, **about})
                fresh.append(self._owned(self.module.row(**draft.values())))
            elif row is not None and not value:
                gone.append(row)
            elif row is not None and value != row.value:
                pairs.append((row, replace(row, value=value, source=source)))
        with self.writer.together():
            if fresh:
                self.require("create")
                self.writer.insert(self.module, self.records, fresh)
            self.writer.update(self.module, self.records, pairs)
            self.writer.remove(self.module, self.records, gone)
        return len(fresh) + len(pairs) + len(gone)

    def _read_all(self, given: Mapping[int, str]) -> dict[int, str]:
        questions = {row.id: row for row in self.of("preference_field").find(list(given))}
        read, refused = {}, {}
        for field_id, raw in given.items():
            try:
                read[field_id] = questions[field_id].read(raw) if raw.strip() else ""
            except KeyError:
                refused[f"field-{field_id}"] = Words("Please choose one from the list.")
            except Refused as no:
                refused[f"field-{field_id}"] = no.words
        if refused:
            raise Invalid(refused)
        return read


def _read(question: PreferenceField, raw: str) -> str:
    try:
        return question.read(raw)
    except Refused as no:
        raise Invalid(value=no.words) from None
