"""Invitations: a link by mail with which somebody comes in; sent again, taken back, sent to many."""

from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.invitation import InvitationDao
from crm.domain.platform.invitation import Invited
from crm.errors import CrmError, Invalid
from crm.language import N_, Words, say
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.password import INVITATION, PasswordService
from crm.service.platform.user import UserService

MOST = 2000


class InvitationService:
    def __init__(self, db: Database, dao: InvitationDao, passwords: PasswordService, users: UserService, jobs: JobService):
        self.db = db
        self.dao = dao
        self.passwords = passwords
        self.users = users
        self.jobs = jobs

    @reading
    def page(self, size: int, after: int | None = None) -> list[Invited]:
        """Who was invited and has not come yet."""
        return self.dao.page(size, after)

    @reading
    def uninvited(self) -> list[int]:
        """Who works here, could be invited, and has never come in: after an import of people."""
        return self.dao.uninvited(MOST)

    @transactional
    def send(self, user_id: int, base: str) -> None:
        """Mail a link, also once more: the one before holds no longer."""
        self.passwords.invite(user_id, base)
        self.dao.put(user_id, current.now(), current.actor().id, current.now() + INVITATION)

    @transactional
    def send_all(self, base: str) -> int:
        """The id of the job that invites everybody who never was."""
        ids = self.dao.uninvited(MOST)
        if not ids:
            raise Invalid(ids=Words("Nobody is left to be invited."))
        return self.jobs.enqueue("invitations", {"ids": ids, "base": base}, title=say("Invitations: {n}", n=len(ids)))

    @handles("invitations", label=N_("Invitations of many people"))
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Each in a transaction of its own; who cannot be invited is counted."""
        refused = 0
        for n, id in enumerate(payload["ids"], 1):
            try:
                self.send(id, payload["base"])
            except CrmError:
                refused += 1
            job.progress(n, len(payload["ids"]))
        return {"url": "/invitations", "refused": refused}

    @transactional
    def withdraw(self, user_id: int) -> None:
        """The link holds no longer, and the account is suspended."""
        user = self.users.require_rank(user_id)
        if user.state != "invited":
            raise Invalid(state=Words("There is no open invitation for this person."))
        self.passwords.revoke(user_id)
        self.dao.drop(user_id)
        self.users.change(user_id, {"state": "suspended"})
