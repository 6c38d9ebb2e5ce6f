"""Members of households: customers, contacts, and people known by name only."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crm.dao.customer.household_member import HouseholdMemberDao
from crm.domain.customer.household_member import HouseholdMember, HouseholdMemberDraft
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional

MOST = 100
PEOPLE = (("account_id", "account"), ("contact_id", "contact"))


class HouseholdMemberService(RecordService[HouseholdMember, HouseholdMemberDraft]):
    records: HouseholdMemberDao

    def __init__(self, kit: Kit, records: HouseholdMemberDao, of: Callable[[str], RecordService[Any, Any]]):
        super().__init__(kit, records)
        self.of = of

    def verify(self, row: Any, before: Any | None) -> None:
        """A person is in a household once, and it has one head."""
        others = [m for m in self.records.of(row.household_id, MOST) if m.id != row.id]
        if row.relation == "head" and any(m.relation == "head" for m in others):
            raise Invalid(relation=Words("This household has a head already."))
        for name in ("account_id", "contact_id"):
            if getattr(row, name) and any(getattr(m, name) == getattr(row, name) for m in others):
                raise Invalid({name: Words("This person is in the household already.")})

    def _owned(self, row: Any) -> Any:
        """Without a name of its own the member is called like the customer or contact."""
        row = super()._owned(row)
        for name, module in PEOPLE:
            if not row.name and (id := getattr(row, name)) and (found := self.of(module).find([id])):
                return replace(row, name=found[0].name)
        return row

    @reading
    def of_household(self, household_id: int) -> list[HouseholdMember]:
        """The members of a household that the actor may see, the head first."""
        if not self._shown(household_id):
            return []
        return self.records.of(household_id, MOST)

    def _shown(self, household_id: int) -> bool:
        try:
            return bool(self.of("household").get(household_id))
        except NotFound:
            return False

    @transactional
    def join(self, household_id: int, relation: str, module: str, id: int) -> HouseholdMember:
        """Put a customer or a contact that is there already into the household."""
        raw = {"household_id": household_id, "relation": relation, f"{module}_id": id}
        return self.create(HouseholdMemberDraft.parse(raw))

    @transactional
    def join_new(self, household_id: int, relation: str, name: str, phone: str = "") -> HouseholdMember:
        """Write a person as a new customer and put him into the household."""
        accounts, home = self.of("account"), self.of("household").get(household_id)
        person = {"name": name, "kind": "person", "phone": phone, "province": home.province, "city": home.city, "district": home.district}
        with self.writer.together():  # both are undone as one
            made = accounts.create(accounts.module.draft.parse(person | {"address": home.address}))
            return self.join(household_id, relation, "account", made.id)
