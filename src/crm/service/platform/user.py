"""Users: who they are and what they may do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.platform.belonging import BelongingDao
from crm.dao.platform.door import DoorDao
from crm.dao.platform.user import Colleague, RoleGrants, UserDao, Written
from crm.domain.kit.access import Grants
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.platform.absence import looked_after
from crm.domain.platform.explain import Opened, Opening, gathered
from crm.domain.platform.key import chosen
from crm.domain.platform.user import DENSITIES, OWN, THEMES, User, UserDraft, account_of
from crm.errors import Forbidden, Invalid
from crm.language import Words, say
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform import rank
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.user_truth import UserTruth

BATCH = 500  # sources whose doors are written at once


class UserService(UserTruth, RecordService[User, UserDraft]):
    records: UserDao

    def __init__(
        self, kit: Kit, records: UserDao, belonging: BelongingDao, doors: DoorDao, security: SecurityService, settings: SettingService
    ):
        super().__init__(kit, records)
        self.belonging = belonging
        self.doors = doors
        self.security = security
        self.settings = settings
        self._actors: dict[int, tuple[int, datetime, current.Actor]] = {}  # id -> stamp, when the first of its doors closes or the day ends

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
    def inactive(self, ids: Collection[int]) -> list[int]:
        """Those of these that are no active user, or none at all."""
        return sorted(set(ids) - set(self.records.active(sorted(ids))))

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
        if known and known[0] == stamp and current.now() < known[1]:
            return known[2]
        user = self.records.by_id(id)
        if user is None or not user.is_active:
            return None
        roles = self.records.role_grants(user.id)
        opened, held = self.doors.opened_to(user.id, current.now()), tuple(role.id for role in roles)
        today, tomorrow = self.company_day()
        away = self.records.stands_in(user.id, today)
        grants = self._grants(user, roles, opened, looked_after(away, "records"))
        decides_for = looked_after(away, "approvals")
        made = current.Actor(
            id, user.name, user.department_id, grants, user.language, user.timezone, held, decides_for=decides_for,
            marked=any(role.screen_mark for role in roles),
        )  # fmt: skip
        if len(self._actors) > 5000:
            self._actors.clear()
        self._actors[id] = (stamp, min([tomorrow, *(one.ends_at for one in opened if one.ends_at)]), made)
        return made

    @reading
    def company_day(self) -> tuple[date, datetime]:
        """The day on the company's calendar, and when the next one begins: by it absences begin and end."""
        zone = ZoneInfo(self.settings.get("timezone"))
        today = current.now().astimezone(zone).date()
        return today, datetime.combine(today + timedelta(days=1), time(), zone)

    def _grants(self, user: User, roles: Sequence[RoleGrants], opened: list[Opened], stands_in: tuple[int, ...]) -> Grants:
        """What the roles add up to: gathered as the explanation of access gathers it, so that it cannot lie."""
        below = self.records.departments_below(user.department_id) if user.department_id else []
        pools = [(one.module, one.pool_id) for one in self.doors.pools_of(user.id)]
        return gathered(roles, user.id, user.department_id, below, pools, opened, stands_in)

    @transactional
    def open_pool(self, id: int, module: str, doors: list[tuple[str, int]]) -> None:
        """From now on these (kind, id) of people, roles and departments see what lies in a public pool of records of the module."""
        self.doors.drop_doors([id])
        self.doors.put_doors([{"pool_id": id, "module": module, "kind": kind, "holder_id": holder} for kind, holder in doors])
        self.records.move_stamp()

    @transactional
    def open_records(self, sources: Sequence[int], still: Callable[[list[int]], list[Any]], door: Callable[[Any], Opening]) -> None:
        """From now on these sources, which are shares of records or members of their teams, open the doors of those that are `still`
        there, and no other."""
        for start in range(0, len(sources), BATCH):
            ids = list(sources[start : start + BATCH])
            self.doors.drop_records(ids)
            doors = [door(one) for one in still(ids)]
            self.doors.put_records([vars(one) for one in doors])
            if whole := [one.source_id for one in doors if one.parts]:
                self.doors.with_parts(whole)
        self.records.move_stamp()

    # Writing ----------------------------------------------------------------

    def _owned(self, row: Any) -> Any:
        """A user belongs to his own department, not to whoever typed him in."""
        return row

    @transactional
    def create(self, draft: UserDraft, once: str | None = None, digest: str = "") -> User:
        if not draft.account:
            draft = changed(draft, account=account_of(draft.name, set(self.records.accounts())))
        return super().create(draft, once, digest)

    @reading
    def with_accounts(self, rows: list[Any]) -> list[Any]:
        """The rows, each with an account that nobody else has: made from the name where there is none."""
        if all(row.account for row in rows):
            return rows
        taken = {*self.records.accounts(), *(row.account.lower() for row in rows if row.account)}
        made = []
        for row in rows:
            if not row.account:
                row = changed(row, account=account_of(row.name, taken))
                taken.add(row.account)
            made.append(row)
        return made

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """By whatever way users were written: roles go where grants are read from, records follow their owner."""
        if event.module != self.module.name:
            return
        ids = list(event.ids)
        written = {user.id: user for user in self.records.roles_written(ids)}
        held = self.records.held(ids)
        had: dict[int, set[int]] = {id: set() for id in ids}
        for role in held:
            had[role.user_id].add(role.id)
        self._follow_roles(written, had, event.change_set_id)
        if moved := self.records.moved(event.change_set_id):
            self.belonging.follow(moved)
            self.writer.search.follow(moved)
        if any(role.administrator for role in held):
            rank.require_administrator(self.records)
        self.records.move_stamp()

    def _follow_roles(self, written: dict[int, Written], had: dict[int, set[int]], change_set_id: int) -> None:
        """Here, and not in `verify_all`, because undo comes by here as well."""
        wanted = {id: set(written[id].roles) if id in written else set() for id in had}
        moved = [id for id in had if wanted[id] != had[id]]
        added = set().union(*(wanted[id] - had[id] for id in moved))
        roles = self.records.roles_named(sorted(added))
        if len(roles) != len(added):
            raise Invalid(roles=Words("Please choose one from the list."))
        for role in roles:
            if not rank.covered(role):
                raise Invalid(roles=rank.not_granted(role.name))
        if moved:
            self.records.drop_roles(moved)
            self.records.put_roles([{"user_id": id, "role_id": role} for id in moved for role in sorted(wanted[id])])
        self.security.note_all("grant", {id: {"change_set": change_set_id, "roles": sorted(wanted[id])} for id in moved})

    # One's own ---------------------------------------------------------------

    @transactional
    def change_own(self, changes: Mapping[str, Any]) -> User:
        """What everybody may set about himself; needs no right over users."""
        row = self.me()
        draft = self.module.draft.parse({name: changes[name] for name in OWN if name in changes}, base=row)
        wanted = replace(row, **draft.values())
        self._hold(wanted, row)
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

    @transactional
    def arrive(self, user: User) -> None:
        """Whoever was invited has chosen his password by the link, and works here from now on."""
        if user.state != "invited":
            return
        himself = current.Actor(user.id, user.name, user.department_id, Grants(everything=True), user.language, user.timezone)
        with current.acting(actor=himself, reason=say("By the link of the invitation")):
            self.change(user.id, {"state": "active"})

    @reading
    def require_rank(self, id: int) -> User:
        """The user, when the actor may act on his account: see him, edit him, and holds no less himself."""
        row = self.get(id)
        self.check_record("edit", row)
        if not rank.covers_all(self.records, id):
            raise Forbidden(rank.MORE)
        return row
