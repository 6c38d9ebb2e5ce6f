"""Passwords: chosen, changed, set by an administrator, reset through a link that is used once."""

import secrets
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.auth import AuthDao
from crm.domain.platform.password import weakness
from crm.domain.platform.user import LINKED, User
from crm.errors import Invalid, NotFound
from crm.language import N_, Words, say
from crm.service.kit.job import handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.attempt import AttemptService, account_key, network
from crm.service.platform.auth import HASHER, AuthService, hashed
from crm.service.platform.job import JobService
from crm.service.platform.mail import MailService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

RESET, INVITATION = timedelta(hours=1), timedelta(days=3)
# Subject and text, in the words of whoever gets it.
MAILS = {
    "reset": (
        N_("Choose a new password for {company}"),
        N_(
            "Hello {name},\n\nsomebody, probably you, asked for a new password. Choose it here within an hour:\n\n{link}\n\n"
            "If it was not you, ignore this mail: your password stays as it is.\n"
        ),
    ),
    "invitation": (
        N_("Your account at {company}"),
        N_(
            "Hello {name},\n\nan account was made for you: {account}. Choose your password here within three days:\n\n"
            "{link}\n"
        ),
    ),
}


class PasswordService:
    def __init__(
        self, db: Database, auth_dao: AuthDao, auth: AuthService, attempts: AttemptService, users: UserService, security: SecurityService,
        settings: SettingService, jobs: JobService, mail: MailService,
    ):  # fmt: skip
        self.db = db
        self.links = auth_dao
        self.auth = auth
        self.attempts = attempts
        self.users = users
        self.security = security
        self.settings = settings
        self.jobs = jobs
        self.mail = mail

    def check(self, password: str, words: tuple[str | None, ...] = ()) -> None:
        """Raise Invalid when the password is too short or too easy to guess for somebody called so."""
        words = (*words, self.settings.get("company"))
        if why := weakness(password, words, self.settings.get("password_length")):
            raise Invalid(password=why)

    def change(self, current_password: str, password: str, keep: str | None) -> None:
        """The actor's own; ends his other sessions. Raises Invalid with `current_password` or `password`."""
        self.auth.prove(current_password)
        user = self.users.me()
        self.check(password, (user.name, user.account, user.mail))
        if password == current_password:
            raise Invalid(password=Words("This is your current password. Please choose another one."))
        self._store(user.id, HASHER.hash(password), False, "password_change", keep)

    def set_initial(self, user_id: int, password: str) -> None:
        """By somebody who may edit the user; it has to be changed at the first sign-in."""
        user = self.users.require_rank(user_id)
        self.check(password, (user.name, user.account, user.mail))
        self._store(user_id, HASHER.hash(password), True, "password_change", None)
        if user.state == "invited":
            self.users.change(user_id, {"state": "active"})

    @transactional
    def _store(self, user_id: int, password_hash: str, must_change: bool, kind: str, keep: str | None) -> None:
        self.auth.put(user_id, password_hash, must_change)
        self.auth.end_sessions(user_id, keep)
        self.security.note(kind, user_id)

    # By link -----------------------------------------------------------------

    def ask_reset(self, text: str, base: str, address: str | None = None) -> None:
        """Mail a link to whoever has this account or mail address. Says nothing about whether there is one.

        Raises TooMany. `base` is the address that links begin with.
        """
        self.attempts.admit({"reset": account_key(text), "reset-address": network(address)})
        self._ask({"account": text.strip()[:200], "base": base, "address": address})

    @transactional
    def _ask(self, payload: dict[str, Any]) -> None:
        self.jobs.enqueue("reset", payload)

    @handles("reset", forget=True, label=N_("Password reset"))
    @transactional
    def mail_reset(self, payload: dict[str, Any], _: Any = None) -> None:
        """A job, so that asking takes as long for an unknown account as for a known one."""
        user = self.users.records.by_account(payload["account"])
        if user is None or not user.is_active or not user.mail:
            return
        self.security.note("password_reset_asked", user.id, payload["address"])
        self._send(user, self._link(user, payload["base"], RESET), "reset")

    @transactional
    def invite(self, user_id: int, base: str) -> None:
        """Mail a link by which a user sets his own password; who never had one cannot sign in before. Raises Invalid when he has no
        mail address."""
        user = self.users.require_rank(user_id)
        if not user.mail:
            raise Invalid(mail=Words("This user has no mail address."))
        if not user.is_active or (user_id != current.actor().id and self.links.credential(user_id) is None):
            user = self.users.change(user_id, {"state": "invited"})
        self.security.note("invitation", user.id)
        self._send(user, self._link(user, base, INVITATION), "invitation")

    @transactional
    def revoke(self, user_id: int) -> None:
        """No link that was mailed holds any longer."""
        self.links.drop_resets([user_id])

    def _link(self, user: User, base: str, holds: timedelta) -> str:
        token = secrets.token_urlsafe(32)
        self.links.drop_resets([user.id])
        self.links.insert_reset(hashed(token), user.id, current.now() + holds)
        return f"{base.rstrip('/')}/password/{token}"

    def _send(self, user: User, link: str, kind: str) -> None:
        """In the language of whoever gets it."""
        with current.acting(language=user.language):
            company = self.settings.get("company")
            subject, text = MAILS[kind]
            values = {"name": user.name, "account": user.account, "company": company, "link": link}
            self.mail.send(user.mail or "", say(subject, **values), say(text, **values), secret=True)

    @reading
    def link_user(self, token: str) -> User:
        """Whom a link is for. NotFound when it was used or holds no longer."""
        id = self.links.reset_user(hashed(token), current.now())
        user = self.users.records.by_id(id) if id else None
        if user is None or user.state not in LINKED:
            raise NotFound(Words("This link was used already, or is too old. Please ask for a new one."))
        return user

    def reset(self, token: str, password: str, address: str | None = None) -> User:
        """Choose a password through a link; ends all sessions. Works once."""
        user = self.link_user(token)
        self.check(password, (user.name, user.account, user.mail))
        self._reset(user, token, HASHER.hash(password), address)
        return user

    @transactional
    def _reset(self, user: User, token: str, password_hash: str, address: str | None) -> None:
        if not self.links.use_reset(hashed(token), current.now()):
            raise NotFound(Words("This link was used already, or is too old. Please ask for a new one."))
        self.auth.put(user.id, password_hash, False)
        self.users.arrive(user)
        self.auth.end_sessions(user.id)
        self.attempts.forget("account", [account_key(text) for text in (user.account, user.mail) if text])
        self.security.note("password_reset", user.id, address)
