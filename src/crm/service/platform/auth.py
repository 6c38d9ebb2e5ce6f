"""Signing in and out; sessions live on the server and can be ended there."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.auth import AuthDao
from crm.domain.platform.auth import Session
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.user import UserService

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NOBODY = HASHER.hash(secrets.token_urlsafe())  # verified for unknown accounts, so that both answers take as long
SEEN_EVERY = timedelta(minutes=1)


class AuthService:
    def __init__(self, db: Database, auth: AuthDao, users: UserService, limits: dict[str, Any]):
        self.db = db
        self.auth = auth
        self.users = users
        self.idle = timedelta(seconds=limits["session_idle"])
        self.absolute = timedelta(days=limits["session_days"])

    @reading
    def _session(self, token: str) -> tuple[Session | None, bool]:
        line = self.auth.session(hashed(token))
        now = current.now()
        if line is None or line.state != "active" or now - line.seen_at > self.idle or now - line.created_at > self.absolute:
            return None, False
        actor = self.users.actor(line.user_id, line.stamp)
        if actor is None:
            return None, False
        return Session(actor, line.theme, line.density, line.proven_at), now - line.seen_at > SEEN_EVERY

    def resume(self, token: str | None) -> Session | None:
        """The session of a token, when it still holds. One statement, but once a minute two."""
        if not token:
            return None
        found, stale = self._session(token)
        if found and stale:
            self.see(token)
        return found

    @transactional
    def see(self, token: str) -> None:
        self.auth.see(hashed(token), current.now())

    @transactional
    def sign_in(self, account: str, password: str, address: str | None = None, agent: str | None = None) -> str:
        """A new session's token. The same answer, after the same time, for an unknown account and a wrong password."""
        user = self.users.records.by_account(account.strip())
        credential = self.auth.credential(user.id) if user else None
        try:
            HASHER.verify(credential.password_hash if credential else NOBODY, password)
            right = credential is not None and user is not None and user.is_active
        except VerifyMismatchError:
            right = False
        if not right or user is None:
            raise Invalid(password=Words("The account or the password is wrong."))
        token = secrets.token_urlsafe(32)
        self.auth.insert_session(hashed(token), user.id, current.now(), address, (agent or "")[:200])
        return token

    @transactional
    def sign_out(self, token: str) -> None:
        self.auth.end(hashed(token))

    @transactional
    def set_password(self, user_id: int, password: str, must_change: bool = False) -> None:
        self.auth.put_credential(user_id, HASHER.hash(password), current.now(), must_change)


def hashed(token: str) -> str:
    """Tokens are stored as their SHA-256: a stolen table opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()
