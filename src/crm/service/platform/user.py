"""Users: who they are and what they may do."""

from typing import Any

from crm import current
from crm.dao.platform.user import UserDao
from crm.domain.kit.access import Grants, Scope
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.user import User, UserDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading


class UserService(RecordService[User, UserDraft]):
    records: UserDao

    def __init__(self, kit: Kit, records: UserDao):
        super().__init__(kit, records)
        self._actors: dict[int, tuple[int, current.Actor]] = {}

    @reading
    def find_one(self, text: str) -> User | None:
        """The active user of that id, account, mail address or name, when there is exactly one."""
        text = text.strip()
        found = self.records.by_id(int(text)) if text.isascii() and text.isdigit() and len(text) < 16 else self.records.by_account(text)
        return found if found and found.is_active else None

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
        made = current.Actor(id, user.name, user.department_id, self._grants(user), user.language, user.timezone)
        if len(self._actors) > 5000:
            self._actors.clear()
        self._actors[id] = (stamp, made)
        return made

    def _grants(self, user: User) -> Grants:
        """Several roles add up: each permission reaches as far as the widest of them."""
        roles = self.records.role_grants(user.id)
        scopes: dict[str, Scope] = {}
        for role in roles:
            for name, scope in role.grants.items():
                scopes[name] = max(scopes.get(name, Scope.NONE), Scope(scope))
        below = self.records.departments_below(user.department_id) if user.department_id else []
        return Grants(scopes, user.id, user.department_id, tuple(below), any(role.administrator for role in roles))

    def _owned(self, row: Any) -> Any:
        """A user belongs to his own department, not to whoever typed him in."""
        return row

    def verify(self, row: Any, before: Any | None) -> None:
        same = self.records.by_account(row.account)
        if same and same.id != row.id:
            raise Invalid(account=Words("Another user has this account."))
        if row.mail and (same := self.records.by_account(row.mail)) and same.id != row.id:
            raise Invalid(mail=Words("Another user has this mail address."))

    @listens(RecordsWritten)
    def keep_roles(self, event: RecordsWritten) -> None:
        """Follow the roles of users into the table that grants are read from."""
        if event.module != self.module.name:
            return
        ids = list(event.ids)
        self.records.drop_roles(ids)
        for id in ids:
            if user := self.records.by_id(id):
                self.records.put_roles([{"user_id": id, "role_id": role} for role in user.roles])
        self.records.move_stamp()
