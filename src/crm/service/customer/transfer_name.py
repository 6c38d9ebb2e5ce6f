"""Names in a file become ids: of the records that a row refers to, and of its owner."""

import re
from typing import Any

from crm import current
from crm.domain.customer.transfer import AUTHOR, CREATED, MANAGER, OWNER, Item
from crm.domain.customer.transfer_link import NewRecord, makes
from crm.domain.kit.company import company_key
from crm.domain.kit.filter import Condition, Group, Query
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.customer.transfer_plan import Plan
from crm.service.kit.record import RecordService

MOST_KNOWN = 50_000  # names that are kept between batches
LIKE = ("account", "contact")  # found also when they are spelt a little otherwise: 有限公司, brackets, spaces
SPELT = N_("“{name}” is spelt otherwise here: “{meant}”. Say below that one means the other, or put the cell right.")
NOT_MADE = {
    "account": N_("You are not allowed to create the customer “{name}”."),
    "department": N_("You are not allowed to create the department “{name}”."),
    "user": N_("You are not allowed to create the user “{name}”."),
}
SEVERAL = re.compile("[;,，；、\n]")  # between the roles of one person
CODES = ("number", "code")  # fields that the house itself tells its records by
AT_ONCE = 100  # names asked for in one statement


class Names:
    """Looks up names for a whole batch at once. `heads`: names that a rehearsal finds in the file itself."""

    def __init__(self, records: Any, plan: Plan, heads: frozenset[str]):
        self.records, self.plan, self.heads = records, plan, heads
        self.module = plan.module
        self.known: dict[tuple[str, str], Any] = {}  # (module, name) -> id, company to be made, or why not
        self.assigns = current.actor().may(self.module.permission("assign"))

    def look_up(self, items: list[Item]) -> None:
        """Fill the links of these items, or say what is wrong with them."""
        fields = self.module.draft.fields
        for name in self.plan.references:
            field = fields[name]
            self._link(name, field.target or field.kind_name, [item for item in items if name in item.names and not item.wrong])
        if MANAGER in self.plan.columns:
            self._lead([item for item in items if MANAGER in item.names and not item.wrong])
        for name in self.plan.roles:
            self._grant(name, [item for item in items if name in item.names and not item.wrong])
        for name in (OWNER, AUTHOR):
            if name in self.plan.columns:
                self._hand_over(name, [item for item in items if name in item.names and not item.wrong])
        if not self.assigns:
            for item in items:
                if item.created_at and not item.wrong:
                    item.wrong[CREATED] = Words("You are not allowed to do this.")

    def were_made(self, ids: dict[NewRecord, int]) -> None:
        self.known = {name: ids.get(found, found) if isinstance(found, NewRecord) else found for name, found in self.known.items()}

    def _lead(self, items: list[Item]) -> None:
        """Whoever a line says leads its department."""
        may = current.actor().may("department.edit")
        for item in items:
            if not may:
                item.wrong[MANAGER] = Words("You are not allowed to do this.")
            elif "department_id" not in item.links:
                item.wrong[MANAGER] = Words("The row names no department that this person could lead.")
            elif company_key(item.names[MANAGER]) == company_key(item.draft.name):
                item.links[MANAGER] = None  # whom the row itself is about
        self._link(MANAGER, "user", [item for item in items if not item.wrong and MANAGER not in item.links])

    def _grant(self, name: str, items: list[Item]) -> None:
        """Roles by name; only those that the actor could grant by hand."""
        said = {id(item): [text for part in SEVERAL.split(item.names[name]) if (text := part.strip())] for item in items}
        found = self.records("role").called({text for texts in said.values() for text in texts}) if items else {}
        for item in items:
            roles = [found[text] for text in said[id(item)]]
            if refused := [why for why in roles if isinstance(why, Words)]:
                item.wrong[name] = refused[0]
            else:
                item.links[name] = list(dict.fromkeys(roles))

    def _link(self, name: str, target: str, items: list[Item]) -> None:
        """Names of other records become their ids; only records that the actor may see are found."""
        for item in items:
            item.names[name] = self.plan.options.same.get(item.names[name], item.names[name])
        texts = {item.names[name] for item in items}
        self._learn(target, {text for text in texts if (target, text) not in self.known})
        for item in items:
            found = self.known.get((target, item.names[name]))
            if isinstance(found, Words):
                item.wrong[name] = found
            else:
                item.links[name] = found

    def _learn(self, target: str, texts: set[str]) -> None:
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        service = self.records(target)
        coded = self._coded(service, sorted(texts))
        self.known |= {(target, text): id for text, id in coded.items()}
        texts = texts - coded.keys()
        numbers = {int(text): text for text in texts if text.isascii() and text.isdigit() and len(text) < 16}
        if "name" not in service.module.keys:
            return self._learn_titles(service, texts, numbers)
        keys = {text: company_key(text) for text in texts}
        ids: dict[str, list[int]] = {}
        for match in service.writer.search.search.key_matches("name", sorted({key for key in keys.values() if key}), target):
            ids.setdefault(match.value, []).append(match.record_id)
        rows = {row.id: row for row in service.records.find([*numbers, *(id for found in ids.values() for id in found)])}
        by_number = {text: id for id, text in numbers.items() if id in rows}
        for text in texts:
            same = [rows[id] for id in ids.get(keys[text], ()) if id in rows]
            exact = [row for row in same if service.module.title(row) == text]
            if same and not exact and target not in LIKE and text not in by_number:
                self.known[target, text] = Words(SPELT, name=text[:60], meant=service.module.title(same[0])[:60])
                continue
            self.known[target, text] = by_number.get(text) or self._meant(target, text, keys[text], exact or same)

    @staticmethod
    def _coded(service: RecordService[Any, Any], texts: list[str]) -> dict[str, int]:
        """Those of the texts that are the number or code of one record: told by it before all else."""
        field = next((name for name in CODES if name in service.module.draft.own), None)
        found: dict[str, list[int]] = {}
        for start in range(0, len(texts) if field else 0, AT_ONCE):
            same = tuple(Condition(field or "", "is", text) for text in texts[start : start + AT_ONCE])
            for row in service.page(Query(Group(same, any=True), size=10 * AT_ONCE)):
                found.setdefault(getattr(row, field or ""), []).append(row.id)
        return {text: found[text][0] for text in texts if len(found.get(text, ())) == 1}

    def _learn_titles(self, service: RecordService[Any, Any], texts: set[str], numbers: dict[int, str]) -> None:
        """Of modules whose names have no keys: by what they are called, letter by letter."""
        target, called = service.module.name, sorted(texts - set(numbers.values()))
        by_number = {numbers[row.id]: row.id for row in service.records.find(list(numbers))}
        rows: dict[str, list[Any]] = {}
        for start in range(0, len(called), AT_ONCE):
            same = tuple(Condition(service.module.title_field, "is", text) for text in called[start : start + AT_ONCE])
            for row in service.page(Query(Group(same, any=True), size=10 * AT_ONCE)):
                rows.setdefault(service.module.title(row), []).append(row)
        for text in texts:
            self.known[target, text] = by_number.get(text) or self._meant(target, text, "", rows.get(text, []))

    def _meant(self, target: str, text: str, key: str, rows: list[Any]) -> Any:
        if len(rows) == 1:
            return rows[0].id
        if rows:
            return Words("Several records are called “{name}”. Write the number of the one that is meant.", name=text[:60])
        if target == self.module.name and key in self.heads:
            return NewRecord(target, key, text)  # a rehearsal: it stands in the file itself
        service = self.records(target)
        if target in makes(self.module.name) and self.plan.options.create_companies and key:
            if not current.actor().may(service.module.permission("create")):
                return Words(NOT_MADE[target], name=text[:60])
            try:
                return NewRecord(target, key, service.module.draft.parse({"name": text}).name)
            except Invalid as refusal:
                return refusal.fields["name"]
        return Words("There is no “{name}” here, or you may not see it.", name=text[:60])

    def _hand_over(self, name: str, items: list[Item]) -> None:
        """The owner, or the author, by id, account, mail or name; who may not assign keeps every row himself."""
        users = self.records("user")
        for item in items:
            said = item.names[name]
            if (OWNER, said) not in self.known:
                self.known[OWNER, said] = users.find_one(said) or self._called(users, said)
            user = self.known[OWNER, said]
            if not self.assigns:
                item.wrong[name] = Words("You are not allowed to do this.")
            elif user is None:
                item.wrong[name] = Words("Nobody here is called “{name}”.", name=said[:60])
            else:
                item.links[name] = user

    @staticmethod
    def _called(users: RecordService[Any, Any], name: str) -> Any:
        """The one active user of that name, as far as the actor may see users."""
        if not current.actor().may("user.view"):
            return None
        found = [user for user in users.page(Query(Group((Condition("name", "is", name),)))) if user.is_active]
        return found[0] if len(found) == 1 else None
