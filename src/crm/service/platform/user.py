"""Users: who they are and what they may do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.platform.belonging import BelongingDao
from crm.dao.platform.user import Colleague, RoleGrants, UserDao
from crm.domain.kit.access import Grants
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.explain import gathered
from crm.domain.platform.key import chosen
from crm.domain.platform.user import DENSITIES, OWN, THEMES, User, UserDraft
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform import rank
from crm.service.platform.security import SecurityService

COUNTED = 1000


class UserService(RecordService[User, UserDraft]):
    records: UserDao

    def __init__(self, kit: Kit, records: UserDao, belonging: BelongingDao, security: SecurityService):
        super().__init__(kit, records)
        self.belonging = belonging
        self.security = security
        self._actors: dict[int, tuple[int, current.Actor]] = {}

    @reading
    def find_one(self, text: str) -> User | None:
        """The active user of that id, account, mail address or name, when there is exactly one."""
        text = text.strip()
        found = self.records.by_id(int(text)) if text.isascii() and text.isdigit() and len(text) < 16 else self.records.by_account(text)
        return found if found and found.is_active else None

    @reading
    def is_active(self, id: int) -> bool:
        found = self.records.by_id(id)
        return found is not None and found.is_active

    @reading
    def me(self) -> User:
        """The actor's own record, whatever he may see of others."""
        found = self.records.by_id(current.actor().id)
        if found is None:
            raise Forbidden()
        return found

    @reading
    def colleagues(self, text: str = "", size: int = 10) -> list[Colleague]:
        """Active users whose name or account contains the text, or whose name in pinyin begins with it; for everybody."""
        text = text.strip().casefold()
        if not text:
            return self.records.colleagues(size)
        plain = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        tones = "".join(f"{letter}%" for letter in text if letter.isascii() and letter.isalnum())
        return self.records.colleagues(size, f"%{plain}%", tones)

    # Acting ------------------------------------------------------------------

    @reading
    def actor(self, id: int, stamp: int | None = None) -> current.Actor | None:
        """The user as one who acts; None when he may not sign in. Kept until the access stamp moves."""
        stamp = self.records.access_stamp() if stamp is None else stamp
        known = self._actors.get(id)
        if known and known[0] == stamp:
            return known[1]
        user = self.records.by_id(id)
        if user is None or not user.is_active:
            return None
        roles = self.records.role_grants(user.id)
        grants, held = self._grants(user, roles), tuple(role.id for role in roles)
        made = current.Actor(id, user.name, user.department_id, grants, user.language, user.timezone, held)
        if len(self._actors) > 5000:
            self._actors.clear()
        self._actors[id] = (stamp, made)
        return made

    def _grants(self, user: User, roles: list[RoleGrants]) -> Grants:
        """What the roles add up to: gathered as the explanation of access gathers it, so that it cannot lie."""
        below = self.records.departments_below(user.department_id) if user.department_id else []
        pools = [(one.module, one.pool_id) for one in self.records.pools_of(user.id)]
        teams = [(one.module, one.record_id) for one in self.records.teams_of(user.id)]
        return gathered(roles, user.id, user.department_id, below, pools, teams)

    @transactional
    def open_pool(self, id: int, module: str, doors: list[tuple[str, int]]) -> None:
        """From now on these (kind, id) of people, roles and departments see what lies in a public pool of records of the module."""
        self.records.drop_doors([id])
        self.records.put_doors([{"pool_id": id, "module": module, "kind": kind, "holder_id": holder} for kind, holder in doors])
        self.records.move_stamp()

    @transactional
    def open_team(self, module: str, sources: list[int], members: list[tuple[int, int, int]]) -> None:
        """What these sources say of teams is, from now on, that (source, record, person) sees a record of the module."""
        self.records.drop_teams(sources)
        self.records.put_teams([{"source_id": id, "module": module, "record_id": at, "user_id": who} for id, at, who in members])
        self.records.move_stamp()

    # What must be true -------------------------------------------------------

    def _owned(self, row: Any) -> Any:
        """A user belongs to his own department, not to whoever typed him in."""
        return row

    def verify(self, row: Any, before: Any | None) -> None:
        if before is not None and not rank.covers_all(self.records, row.id):
            raise Invalid(id=rank.MORE)
        same = self.records.by_account(row.account)
        if same and same.id != row.id:
            raise Invalid(account=Words("Another user has this account."))
        if row.mail and (same := self.records.by_account(row.mail)) and same.id != row.id:
            raise Invalid(mail=Words("Another user has this mail address."))
        moved = row.department_id and (before is None or row.department_id != before.department_id)
        if moved and not self.records.departments_below(row.department_id):
            raise Invalid(department_id=Words("Please choose one from the list."))
        added = sorted(set(row.roles) - set(before.roles if before else ()))
        if len(self.records.roles_named(added)) < len(added):
            raise Invalid(roles=Words("Please choose one from the list."))
        if before is not None:
            self._verify_own(row, before)

    def _verify_own(self, row: Any, before: Any) -> None:
        """Nobody changes what he himself may do, or leaves by accident."""
        if row.id != current.actor().id:
            return
        if row.state != "active":
            raise Invalid(state=Words("You cannot suspend yourself."))
        if not current.actor().grants.everything and (row.roles, row.department_id) != (before.roles, before.department_id):
            raise Invalid(roles=Words("You cannot change your own roles or your own department."))

    def verify_removal(self, row: Any) -> None:
        if row.id == current.actor().id:
            raise Invalid(id=Words("You cannot remove yourself."))
        if not rank.covers_all(self.records, row.id):
            raise Invalid(id=rank.MORE)
        if owned := self.belonging.owned(row.id, COUNTED):
            first, count = max(owned, key=lambda pair: pair[1])
            raise Invalid(
                id=Words(
                    "{name} still owns records ({count} of “{module}”). Hand them over to somebody else first.",
                    name=row.name, count=f"{count}+" if count == COUNTED else count, module=Words(first.plural),
                )
            )  # fmt: skip

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """By whatever way users were written: roles go where grants are read from, records follow their owner."""
        if event.module != self.module.name:
            return
        ids = list(event.ids)
        for id in ids:
            self._follow_roles(id, event.change_set_id)
        if event.verb != "create":
            self.belonging.follow(ids)
            rank.require_administrator(self.records)
        self.records.move_stamp()

    def _follow_roles(self, id: int, change_set_id: int) -> None:
        """Here, and not in `verify`, because undo and import come by here as well."""
        user = self.records.by_id(id)
        wanted = set(user.roles) if user else set()
        had = {role.id for role in self.records.role_grants(id)}
        if wanted == had:
            return
        added = self.records.roles_named(sorted(wanted - had))
        if len(added) != len(wanted - had):
            raise Invalid(roles=Words("Please choose one from the list."))
        for role in added:
            if not rank.covered(role):
                raise Invalid(roles=Words("You cannot grant “{name}”: it allows more than you may do yourself.", name=role.name))
        self.records.drop_roles([id])
        self.records.put_roles([{"user_id": id, "role_id": role} for role in sorted(wanted)])
        self.security.note("grant", id, change_set=change_set_id, roles=sorted(wanted))

    # One's own ---------------------------------------------------------------

    @transactional
    def change_own(self, changes: Mapping[str, Any]) -> User:
        """What everybody may set about himself; needs no right over users."""
        row = self.me()
        draft = self.module.draft.parse({name: changes[name] for name in OWN if name in changes}, base=row)
        wanted = replace(row, **draft.values())
        self.verify(wanted, row)
        self.writer.update(self.module, self.records, [(row, wanted)])
        return wanted

    @transactional
    def change_look(self, theme: str, density: str) -> None:
        """How one's pages look; no business of the journal."""
        if theme not in THEMES or density not in DENSITIES:
            raise Invalid(theme=Words("Please choose one from the list."))
        self.records.put_look(current.actor().id, theme, density)

    @transactional
    def change_keys(self, typed: Mapping[str, str]) -> None:
        """One's own keys: action -> key. Raises Invalid beside each action whose key is no key, or another's."""
        self.records.put_keys(current.actor().id, chosen(typed))

    @reading
    def require_rank(self, id: int) -> User:
        """The user, when the actor may act on his account: see him, edit him, and holds no less himself."""
        row = self.get(id)
        self.check_record("edit", row)
        if not rank.covers_all(self.records, id):
            raise Forbidden(rank.MORE)
        return row
