"""What each role may do with each field, module by module."""

import json
from collections.abc import Mapping

from crm.dao.kit.database import Database
from crm.dao.platform.field import FieldDao
from crm.dao.platform.user import UserDao
from crm.domain.kit import custom
from crm.domain.kit.module import modules
from crm.domain.platform.field_right import levels_of, limitable
from crm.domain.platform.journal import Change, ChangeItem, Outcome
from crm.domain.platform.role import Role
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.field import FieldService
from crm.service.platform.journal import JournalService
from crm.service.platform.role import RoleService
from crm.service.platform.security import SecurityService

Place = tuple[str, str]  # (module, field)


class FieldRightService:
    """Rights of fields belong to the snapshot that every request acts with (FieldService); here a role's are read and written whole."""

    puts_back = "field_right"  # the name under which its change sets stand in the journal

    def __init__(
        self, db: Database, records: FieldDao, fields: FieldService, roles: RoleService, users: UserDao, security: SecurityService,
        journal: JournalService,
    ):  # fmt: skip
        self.db = db
        self.records = records
        self.fields = fields
        self.roles = roles
        self.users = users
        self.security = security
        self.journal = journal

    @reading
    def of_role(self, role_id: int) -> dict[Place, str]:
        """(module, field) -> level, where the role may not do everything."""
        self.roles.get(role_id)
        return {place: levels[role_id] for place, levels in custom.here().rights.items() if role_id in levels}

    @reading
    def every(self) -> dict[int, dict[Place, str]]:
        """Role -> (module, field) -> level, of all roles that are limited."""
        found: dict[int, dict[Place, str]] = {}
        for one in self.records.rights():
            found.setdefault(one.role_id, {})[one.module, one.field] = one.level
        return found

    @reading
    def check(self, role_id: int, levels: Mapping[Place, str]) -> tuple[Role, dict[Place, str]]:
        """The role and its limits as they are; raises what stands against writing these."""
        role = self.roles.get(role_id)
        self.roles.check_record("edit", role)
        if role.administrator:
            raise Invalid(administrator=Words("Administrators see and edit every field."))
        before = self._now(role_id)
        self._verify(before, levels)
        return role, before

    @transactional
    def put(self, role_id: int, levels: Mapping[Place, str]) -> int:
        """Write all limits of the role; gives how many fields it is limited in from now on."""
        role, before = self.check(role_id, levels)
        if levels != before:
            self._write(role, before, levels)
        return len(levels)

    def _write(self, role: Role, before: Mapping[Place, str], levels: Mapping[Place, str], undoes: int | None = None) -> int:
        """Gives the change set."""
        self.records.drop_role_rights(role.id)
        self.records.put_rights(
            [{"module": module, "field": field, "role_id": role.id, "level": level} for (module, field), level in levels.items()]
        )
        self.security.note("grant", None, role=role.id, fields={f"{module}.{field}": level for (module, field), level in levels.items()})
        self.fields.move_stamp()
        self.users.move_stamp()  # what was made for a person before, such as his menus of bulk actions, is made anew
        old, new = ({".".join(place): part.get(place, "") for place in sorted({**before, **levels})} for part in (before, levels))
        verb = "undo" if undoes else "edit"
        return self.journal.store(self.puts_back, verb, role.name, [Change(self.puts_back, role.id, 0, old, new)], undoes)

    @transactional
    def put_back(self, records: dict[int, list[ChangeItem]], undoes: int, outcome: Outcome) -> None:
        """What roles were limited to before a change set, where nobody has changed it since; see UndoService."""
        for role in self.roles.find(list(records), "edit"):
            now = self._now(role.id)
            levels = dict(now)
            outcome.titles[role.id] = role.name
            for item in records[role.id]:
                module, _, field = (item.field or "").partition(".")
                before, after = (json.loads(text) if text else "" for text in (item.before, item.after))
                if now.get((module, field), "") != after:
                    outcome.kept[role.id] = Words("Edited since.")
                elif before:
                    levels[module, field] = before
                else:
                    levels.pop((module, field), None)
            self._verify(now, levels)
            outcome.done.append(role.id)
            outcome.change_set_id = self._write(role, now, levels, undoes)
        outcome.refused |= {id: Words("You are not allowed to do this.") for id in records if id not in outcome.titles}

    def _now(self, role_id: int) -> dict[Place, str]:
        """As the database has it, within a transaction that may have changed it already."""
        return self.every().get(role_id, {})

    def _verify(self, before: Mapping[Place, str], levels: Mapping[Place, str]) -> None:
        known = {(name, field.name): levels_of(module, field) for name, module in modules().items() for field in limitable(module).values()}
        mine = {place for place, _ in custom.here().limits()}
        wrong: dict[str, Words] = {}
        for place in {**before, **levels}:
            if before.get(place) == levels.get(place):
                continue
            if levels.get(place) not in (None, *known.get(place, ())):
                wrong[".".join(place)] = Words("Roles cannot be limited in this way here.")
            elif place in mine:
                wrong[".".join(place)] = Words("You cannot grant what you do not hold yourself: {name}.", name=".".join(place))
        if wrong:
            raise Invalid(wrong)
