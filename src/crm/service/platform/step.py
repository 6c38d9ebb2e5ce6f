"""The second step of signing in, signing in without a password, and proving again who one is before what matters."""

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.factor import FactorDao
from crm.domain.platform.auth import Opened
from crm.domain.platform.factor import Site, Standing
from crm.domain.platform.pace import Attempt
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.attempt import AttemptService, network
from crm.service.platform.auth import AuthService, hashed
from crm.service.platform.factor import code_hash
from crm.service.platform.passkey import REFUSED, PasskeyService
from crm.service.platform.security import SecurityService
from crm.service.platform.totp import TotpService

WRONG = Words("This code is wrong, or was used already.")
SIGNING_IN = "sign in"


class StepService:
    def __init__(
        self, db: Database, factors: FactorDao, totp: TotpService, passkeys: PasskeyService, auth: AuthService, attempts: AttemptService,
        security: SecurityService,
    ):  # fmt: skip
        self.db = db
        self.factors = factors
        self.totp = totp
        self.passkeys = passkeys
        self.auth = auth
        self.attempts = attempts
        self.security = security

    # The second step -----------------------------------------------------------

    @reading
    def owed(self, token: str | None) -> Standing | None:
        """What the one who signed in by half may give; None when he comes too late, or never came."""
        found = self.auth.step(token)
        return self.factors.standing(found.user_id) if found else None

    def give(
        self, token: str | None, code: str, address: str | None, agent: str | None, device: str = "", known: tuple[int, ...] = ()
    ) -> Opened:
        """A session for the right code of the app, or a recovery code. Raises Invalid, TooMany, or NotFound when it is too late.

        Attempts are counted for the person, and apart for a browser that he has used before, as with the password.
        """
        user_id = self._user(token)
        attempt = self._admit(user_id, device, known)
        factor = self.taken(user_id, code)
        if factor is None:
            self._failed("sign_in_failed", user_id, address)
            raise Invalid(code=WRONG)
        return self._completed(token or "", factor, address, agent, attempt)

    def give_passkey(self, site: Site, token: str | None, credential: str, address: str | None, agent: str | None) -> Opened:
        """A session for a passkey of whoever signed in by half. It cannot be guessed, so nothing is counted."""
        user_id = self._user(token)
        self._answered(site, _step(token or ""), credential, user_id, "sign_in_failed", address)
        return self.auth.complete(token or "", "passkey", address, agent)

    @reading
    def options(self, site: Site, token: str | None) -> str:
        """What the browser needs to use a passkey as the second step."""
        return self.passkeys.request(site, _step(token or ""), self._user(token))

    def _user(self, token: str | None) -> int:
        found = self.auth.step(token)
        if found is None:
            raise NotFound(Words("That took too long. Please sign in again."))
        return found.user_id

    def _admit(self, user_id: int, device: str, known: tuple[int, ...]) -> Attempt:
        return self.attempts.admit({"step": f"{user_id} {device}" if device and user_id in known else str(user_id)})

    @transactional
    def taken(self, user_id: int, code: str) -> str | None:
        """Which factor the code was of; it is spent by that. None for a wrong one."""
        if self.factors.standing(user_id).takes_totp and self.totp.take(user_id, code):
            return "totp"
        if self.factors.spend_code(user_id, code_hash(user_id, code), current.now()):
            self.security.note("recovery_code", user_id)
            return "recovery_code"
        return None

    @transactional
    def _completed(self, token: str, factor: str, address: str | None, agent: str | None, attempt: Attempt) -> Opened:
        self.attempts.forgive(attempt)
        return self.auth.complete(token, factor, address, agent)

    @transactional
    def _failed(self, kind: str, user_id: int | None, address: str | None) -> None:
        self.security.note(kind, user_id, address)

    def _answered(self, site: Site, purpose: str, credential: str, user_id: int | None, kind: str, address: str | None) -> int:
        try:
            return self.passkeys.answer(site, purpose, credential, user_id)
        except Invalid:
            self._failed(kind, user_id, address)
            raise

    # Without a password ----------------------------------------------------------

    def sign_in_options(self, site: Site) -> str:
        """What the browser needs to sign in with whichever passkey it has for this site."""
        return self.passkeys.request(site, SIGNING_IN)

    def sign_in(self, site: Site, credential: str, address: str | None, agent: str | None) -> Opened:
        """A session for whoever's passkey answered. Raises Invalid, TooMany."""
        attempt = self.attempts.admit({"address": network(address)})
        user_id = self._answered(site, SIGNING_IN, credential, None, "sign_in_failed", address)
        if not self.auth.users.is_active(user_id):
            self._failed("sign_in_failed", user_id, address)
            raise Invalid(passkey=REFUSED)
        return self._opened(user_id, address, agent, attempt)

    @transactional
    def _opened(self, user_id: int, address: str | None, agent: str | None, attempt: Attempt) -> Opened:
        self.attempts.forgive(attempt)
        return self.auth.open(user_id, address, agent, "passkey")

    # Proving again ---------------------------------------------------------------

    @reading
    def mine(self) -> Standing:
        return self.factors.standing(current.actor().id)

    def prove(self, mark: str, password: str, code: str) -> None:
        """The actor proves again who he is, by his password or, given a code, by that. Raises Invalid or TooMany."""
        if not code:
            self._prove_password(password)
        else:
            self._prove_code(code)
        self.auth.proved(mark)

    def _prove_password(self, password: str) -> None:
        try:
            self.auth.prove(password)
        except Invalid:
            self._failed("proof_failed", current.actor().id, None)
            raise

    def _prove_code(self, code: str) -> None:
        user_id = current.actor().id
        attempt = self.attempts.admit({"proof": str(user_id)})
        if self.taken(user_id, code) is None:
            self._failed("proof_failed", user_id, None)
            raise Invalid(code=WRONG)
        self.attempts.forgive(attempt)

    def prove_options(self, site: Site) -> str:
        user_id = current.actor().id
        return self.passkeys.request(site, _proof(user_id), user_id)

    def prove_passkey(self, site: Site, mark: str, credential: str) -> None:
        """The same by a passkey. Raises Invalid."""
        user_id = current.actor().id
        self._answered(site, _proof(user_id), credential, user_id, "proof_failed", None)
        self.auth.proved(mark)


def _step(token: str) -> str:
    return f"step {hashed(token)}"


def _proof(user_id: int) -> str:
    return f"prove {user_id}"
