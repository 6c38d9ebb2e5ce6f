"""What must be true of users before they are written or removed."""

from typing import Any

from crm import current
from crm.dao.platform.belonging import BelongingDao
from crm.dao.platform.user import UserDao
from crm.domain.platform.user import MOVES
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading
from crm.service.platform import rank

COUNTED = 1000


class UserTruth:
    """Holds many users at once against the others, and against who writes them."""

    db: Any
    records: UserDao
    belonging: BelongingDao

    @reading
    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        rows = [row for row, _ in pairs]
        asked = sorted({text.lower() for row in rows for text in (row.account, row.mail) if text})
        taken = {text: one.id for one in self.records.signing_in(asked) for text in (one.account, one.mail) if text}
        covered = rank.who_cover(self.records, [before.id for _, before in pairs if before is not None])
        roles = {role.id for role in self.records.roles_named(sorted({id for row in rows for id in row.roles}))}
        found = {}
        for at, (row, before) in enumerate(pairs):
            if before is not None and row.id not in covered:
                found[at] = {"id": rank.MORE}
            else:
                found[at] = self._wrong_sign_in(row, -at - 1, taken) or _wrong_move(row, before) or self._wrong_roles(row, before, roles)
        return {at: Invalid(wrong) for at, wrong in found.items() if wrong}

    @staticmethod
    def _wrong_sign_in(row: Any, place: int, taken: dict[str, int]) -> dict[str, Words]:
        """Nobody signs in with what another one does, also among those that are written together; `place` stands for a new one."""
        if not row.account:
            return {"account": Words("Please fill this in.")}
        who = row.id or place
        if taken.setdefault(row.account.lower(), who) != who:
            return {"account": Words("Another user has this account.")}
        if row.mail and taken.setdefault(row.mail.lower(), who) != who:
            return {"mail": Words("Another user has this mail address.")}
        return {}

    def _wrong_roles(self, row: Any, before: Any | None, there: set[int]) -> dict[str, Words]:
        if set(row.roles) - set(before.roles if before else ()) - there:
            return {"roles": Words("Please choose one from the list.")}
        return self._wrong_own(row, before) if before is not None else {}

    @staticmethod
    def _wrong_own(row: Any, before: Any) -> dict[str, Words]:
        """Nobody changes what he himself may do, or leaves by accident."""
        if row.id != current.actor().id:
            return {}
        if row.state != "active":
            return {"state": Words("You cannot suspend yourself.")}
        if not current.actor().grants.everything and (row.roles, row.department_id) != (before.roles, before.department_id):
            return {"roles": Words("You cannot change your own roles or your own department.")}
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        ids = [row.id for row in rows]
        covered, owners = rank.who_cover(self.records, ids), self.belonging.owners(ids)
        refused = {}
        for row in rows:
            if row.id == current.actor().id:
                refused[row.id] = Words("You cannot remove yourself.")
            elif row.id not in covered:
                refused[row.id] = rank.MORE
            elif row.id in owners:
                refused[row.id] = self._owned_by(row)
        return {id: Invalid(id=why) for id, why in refused.items()}

    def _owned_by(self, row: Any) -> Words:
        first, count = max(self.belonging.owned(row.id, COUNTED), key=lambda pair: pair[1])
        return Words(
            "{name} still owns records ({count} of “{module}”). Hand them over to somebody else first.",
            name=row.name, count=f"{count}+" if count == COUNTED else count, module=Words(first.plural),
        )  # fmt: skip


def _wrong_move(row: Any, before: Any | None) -> dict[str, Words]:
    """A state becomes what it can become, and nobody is invited who cannot be reached."""
    if before is not None and row.state != before.state and row.state not in MOVES[before.state]:
        return {"state": Words("Whoever left is not suspended. Let the person in again first.")}
    if row.state == "invited" and not row.mail:
        return {"mail": Words("Without a mail address nobody can be invited.")}
    return {}
