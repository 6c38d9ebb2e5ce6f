"""Groups that are kept elsewhere: the roles that they stand for go to their members, and go again."""

from collections.abc import Collection, Mapping
from typing import Any

from crm import current
from crm.dao.platform.identity_group import IdentityGroupDao
from crm.dao.platform.user import UserDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.platform.identity import roles_now
from crm.domain.platform.identity_group import IdentityGroup, IdentityGroupDraft, Meaning, Member
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform import rank
from crm.service.platform.user import UserService


class IdentityGroupService(RecordService[IdentityGroup, IdentityGroupDraft]):
    records: IdentityGroupDao

    def __init__(self, kit: Kit, records: IdentityGroupDao, users: UserService, user_dao: UserDao):
        super().__init__(kit, records)
        self.users = users
        self.user_dao = user_dao

    def verify(self, row: Any, before: Any | None) -> None:
        """Whoever says that a group stands for a role hands it out."""
        if any(one.id != row.id for one in self.records.meaning([row.name.lower()])):
            raise Invalid(name=Words("Another group has this name."))
        if row.role_id and (before is None or row.role_id != before.role_id):
            rank.require_grantable(self.user_dao, row.role_id)

    @reading
    def meaning(self, names: Collection[str]) -> list[Meaning]:
        """What the groups of these names stand for; those that nobody wrote down stand for nothing."""
        return self.records.meaning(sorted({name.lower() for name in names})) if names else []

    @reading
    def members(self, group_ids: list[int]) -> list[Member]:
        return self.records.members(group_ids)

    @transactional
    def change_members(self, group_id: int, add: Collection[int], drop: Collection[int]) -> None:
        """People join a group and leave it, with the role that it stands for."""
        leaving = {(group_id, id) for id in drop}
        self.records.put_members([{"group_id": group_id, "user_id": id} for id in add])
        self._align({*add, *drop}, leaving)
        if drop:
            self.records.drop_members(group_id, sorted(drop))
        self.records.note_members(group_id)

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """By whatever way groups were written, also by an undo: what they stand for now is what their members hold."""
        if event.module == self.module.name and event.verb != "create":
            self._align(set(self.records.people_in(list(event.ids))))

    def _align(self, user_ids: Collection[int], leaving: Collection[tuple[int, int]] = ()) -> None:
        if not user_ids:
            return
        before: dict[int, set[int]] = {id: set() for id in user_ids}
        now: dict[int, set[int]] = {id: set() for id in user_ids}
        for one in self.records.standing(sorted(user_ids)):
            if one.granted_id:
                before[one.user_id].add(one.granted_id)
            if one.role_id and (one.group_id, one.user_id) not in leaving:
                now[one.user_id].add(one.role_id)
        self.give({id: (before[id], now[id]) for id in user_ids if before[id] != now[id]})
        self.records.put_granted(sorted(user_ids))

    def give(self, roles: Mapping[int, tuple[Collection[int], Collection[int]]]) -> None:
        """Person -> the roles that his groups gave him before, and those that they give him now. In the caller's transaction, with
        the caller's rights: Invalid where he may not hand a role out."""
        with current.acting(actor=current.everyone()):  # whoever is in a group, the caller may see him or not
            rows: list[Any] = self.users.records.find(list(roles))
        pairs = [(row, changed(row, roles=roles_now(row.roles, *roles[row.id]))) for row in rows]
        for refusal in self.users.hold_all([(new, old) for old, new in pairs]).values():
            raise refusal
        self.users.writer.update(self.users.module, self.users.records, pairs)
