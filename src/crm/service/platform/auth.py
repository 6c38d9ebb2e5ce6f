"""Signing in and out; sessions live on the server and can be ended there."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.auth import AuthDao
from crm.dao.platform.factor import FactorDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.auth import Credential, Opened, Session, SessionView
from crm.domain.platform.factor import HOLDS, Step
from crm.domain.platform.key import kept
from crm.domain.platform.user import User
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import in_passing, reading, transactional
from crm.service.platform.attempt import AttemptService, account_key, network
from crm.service.platform.field import FieldService
from crm.service.platform.network import NetworkService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NOBODY = HASHER.hash(secrets.token_urlsafe())  # verified for unknown accounts, so that both answers take as long
SEEN_EVERY = timedelta(minutes=1)
TWO_FACTORS = "oidc+mfa"  # another system has asked for two, and its word counts here
WHOLE = ("passkey", TWO_FACTORS)  # something one has, opened by something one knows or is
Elsewhere = Callable[[str, str, User | None, bool], tuple[int, str] | None]  # see LdapService.admitted


class AuthService:
    def __init__(
        self, db: Database, auth: AuthDao, factors: FactorDao, attempts: AttemptService, users: UserService, security: SecurityService,
        settings: SettingService, fields: FieldService, networks: NetworkService, limits: dict[str, Any],
    ):  # fmt: skip
        self.db = db
        self.auth = auth
        self.factors = factors
        self.attempts = attempts
        self.users = users
        self.security = security
        self.settings = settings
        self.fields = fields
        self.networks = networks
        self.absolute = timedelta(days=limits["session_days"])
        self.elsewhere: Elsewhere = lambda _, __, user, right: (user.id, "password") if right and user else None

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.settings.get("session_idle"))

    # Sessions ----------------------------------------------------------------

    def resume(self, token: str | None) -> Session | None:
        """The session of a token, when it still holds. One statement, but once a minute two."""
        if not token:
            return None
        found, stale = self._session(token)
        if found and stale:
            self.see(token)
        return found

    @reading
    def _session(self, token: str) -> tuple[Session | None, bool]:
        hash = hashed(token)
        line = self.auth.session(hash)
        if line is None:
            return None, False
        self.settings.know(line.setting_stamp)
        self.fields.know(line.field_stamp)
        now = current.now()
        if line.state != "active" or now - line.seen_at > self.idle or now - line.created_at > self.absolute:
            return None, False
        actor = self.users.actor(line.user_id, line.stamp)
        if actor is None:
            return None, False
        session = Session(
            actor, line.theme, line.density, kept(line.keys), line.proven_at, line.must_change, line.wants, hash[:16]
        )  # fmt: skip
        return session, now - line.seen_at > SEEN_EVERY

    @in_passing
    def see(self, token: str) -> None:
        self.auth.see(hashed(token), current.now())

    @reading
    def sessions(self, user_id: int) -> list[SessionView]:
        """The person's sessions that still hold, the one used last first."""
        now = current.now()
        return self.auth.sessions(user_id, now - self.idle, now - self.absolute)

    @transactional
    def end_session(self, mark: str, user_id: int = 0) -> None:
        """End one of this person's sessions, or of the actor's own."""
        user_id = user_id or current.actor().id
        if not self.auth.end_marked(user_id, mark):
            raise NotFound()
        self.security.note("session_end", user_id)

    @transactional
    def end_sessions(self, user_id: int, keep: str | None = None) -> int:
        """End all sessions of a person, by half too, but the one marked `keep`; gives how many there were."""
        return self._end_all([user_id], keep)

    def _end_all(self, user_ids: list[int], keep: str | None = None) -> int:
        ended = Counter(self.auth.end_all(user_ids, keep))
        self.factors.drop_steps(user_ids)
        self.security.note_all("session_end", {id: {"sessions": n} for id, n in sorted(ended.items())})
        return ended.total()

    @listens(RecordsWritten)
    def end_of_leavers(self, event: RecordsWritten) -> None:
        """Who is suspended or removed is out at once, and no link lets him in again."""
        if event.module == "user" and (gone := self.users.inactive(event.ids)):
            self._end_all(gone)
            self.auth.drop_resets(gone)

    # Signing in --------------------------------------------------------------

    def sign_in(
        self, account: str, password: str, address: str | None = None, agent: str | None = None,
        device: str = "", known: tuple[int, ...] = (),
    ) -> Opened:  # fmt: skip
        """A new session. The same answer, after the same time, for an unknown account and a wrong password.

        `device` names a browser, `known` those who have signed in from it before: guessing elsewhere does not lock them out here.
        """
        user, credential = self._find(account)
        ours = user is not None and user.id in known and device
        keys = {"device": device} if ours else {"account": account_key(account), "address": network(address)}
        attempt = self.attempts.admit(keys)
        right = verified(credential, password) and user is not None and user.is_active
        try:
            found = self.elsewhere(account, password, user, right)
            if found is None:
                raise Invalid(password=Words("The account or the password is wrong."))
        except Invalid:
            self._refused(user, address)
            raise
        self.attempts.forgive(attempt)
        return self.open(found[0], address, agent, found[1])

    @reading
    def _find(self, account: str) -> tuple[User | None, Credential | None]:
        user = self.users.records.by_account(account.strip()[:200])
        return user, self.auth.credential(user.id if user else 0)

    @transactional
    def _refused(self, user: User | None, address: str | None) -> None:
        self.security.note("sign_in_failed", user.id if user else None, address)

    def open(self, user_id: int, address: str | None, agent: str | None, proof: str = "password") -> Opened:
        """The one door, for whoever has proven to be this active user: a session, or half of one while a second factor is owed.

        `proof` is how; only those in `WHOLE` are two factors by themselves. Raises Invalid when he may not work from that address.
        """
        self.networks.check(user_id, address)
        return self._opened(user_id, address, agent, proof)

    @transactional
    def _opened(self, user_id: int, address: str | None, agent: str | None, proof: str) -> Opened:
        if proof not in WHOLE and self.factors.standing(user_id).asks:
            token = secrets.token_urlsafe(32)
            self.factors.insert_step(hashed(token), user_id, proof, current.now() + HOLDS)
            return Opened(token, user_id, half=True)
        return self._session_for(user_id, address, agent, proof)

    @reading
    def step(self, token: str | None) -> Step | None:
        """Whose second factor is owed, while he may still give it."""
        found = self.factors.step(hashed(token), current.now()) if token else None
        return found if found and self.users.is_active(found.user_id) else None

    @transactional
    def complete(self, token: str, factor: str, address: str | None, agent: str | None) -> Opened:
        """The session of somebody whose second factor was right. Works once."""
        found = self.step(token)
        if found is None or not self.factors.drop_step(hashed(token)):
            raise NotFound()
        return self._session_for(found.user_id, address, agent, f"{found.proof}+{factor}")

    def _session_for(self, user_id: int, address: str | None, agent: str | None, proof: str) -> Opened:
        token, wants = secrets.token_urlsafe(32), self.factors.standing(user_id).lacks
        self.auth.insert_session(hashed(token), user_id, current.now(), address, (agent or "")[:200], wants)
        self.security.note("sign_in", user_id, address, proof=proof)
        return Opened(token, user_id)

    @transactional
    def sign_out(self, token: str) -> None:
        if self.auth.end(hashed(token)):
            self.security.note("sign_out", current.actor().id)

    def prove(self, password: str) -> None:
        """The actor types his password again before something that matters. Raises Invalid or TooMany."""
        attempt = self.attempts.admit({"proof": str(current.actor().id)})
        user = self.users.me()
        found = self.elsewhere(user.account, password, user, verified(self._own(), password))
        if found is None or found[0] != user.id:
            raise Invalid(current_password=Words("This is not your current password."))
        self.attempts.forgive(attempt)

    @transactional
    def settle(self, user_id: int) -> None:
        """His sessions want what he still lacks, which may be nothing by now."""
        self.auth.put_wants(user_id, self.factors.standing(user_id).lacks)

    @transactional
    def proved(self, mark: str) -> None:
        """From now on, for a while, the actor's session marked so may do what matters."""
        self.auth.put_proven(current.actor().id, mark, current.now())

    @reading
    def _own(self) -> Credential | None:
        return self.auth.credential(current.actor().id)

    def set_password(self, user_id: int, password: str, must_change: bool = False) -> None:
        """Store a password as it is; `PasswordService` holds the rules for those that people choose."""
        self.put(user_id, HASHER.hash(password), must_change)

    @transactional
    def put(self, user_id: int, password_hash: str, must_change: bool) -> None:
        self.auth.put_credential(user_id, password_hash, current.now(), must_change)
        self.auth.drop_resets([user_id])


def verified(credential: Credential | None, password: str) -> bool:
    """Always does the work of one verification."""
    try:
        HASHER.verify(credential.password_hash if credential else NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return credential is not None


def hashed(token: str) -> str:
    """Tokens are stored as their SHA-256: a stolen table opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()
