"""Second factors: one's own, set up, taken away and renewed; and those of others, for whoever looks after people."""

from collections.abc import Callable
from dataclasses import dataclass

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.factor import FactorDao
from crm.domain.kit.text import Refused, clean
from crm.domain.platform.factor import FactorLine, Passkey, Site, Standing, Totp, new_codes, plain_code
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.auth import AuthService, hashed
from crm.service.platform.passkey import PasskeyService
from crm.service.platform.security import SecurityService
from crm.service.platform.totp import TotpService
from crm.service.platform.user import UserService

DEMANDED = Words("One of your roles demands this second factor. Set up another one first.")


@dataclass(frozen=True, slots=True)
class Factors:
    """All that somebody has beside his password."""

    standing: Standing
    totp: Totp | None
    passkeys: list[Passkey]


class FactorService:
    def __init__(
        self, db: Database, factors: FactorDao, totp: TotpService, passkeys: PasskeyService, auth: AuthService, users: UserService,
        security: SecurityService,
    ):  # fmt: skip
        self.db = db
        self.factors = factors
        self.totp = totp
        self.passkeys = passkeys
        self.auth = auth
        self.users = users
        self.security = security

    @reading
    def mine(self) -> Factors:
        """The actor's own."""
        return self._of(current.actor().id)

    def _of(self, user_id: int) -> Factors:
        return Factors(self.factors.standing(user_id), self.factors.totp(user_id), self.factors.passkeys(user_id))

    # Setting up --------------------------------------------------------------

    @transactional
    def confirm_totp(self, sealed: str, code: str) -> list[str]:
        """The actor's app counts from now on; gives recovery codes when he has none. Raises Invalid with `code`."""
        return self._added("totp", lambda: self.totp.confirm(sealed, code))

    @transactional
    def add_passkey(self, site: Site, credential: str, name: str) -> list[str]:
        """One more passkey of the actor's; gives recovery codes when he has none. Raises Invalid."""
        named = _named(name)
        return self._added("passkey", lambda: self.passkeys.register(site, credential, named))

    def _added(self, kind: str, add: Callable[[], None]) -> list[str]:
        add()
        user_id = current.actor().id
        self.security.note("factor_added", user_id, factor=kind)
        self.auth.settle(user_id)
        return [] if self.factors.standing(user_id).codes else self._codes(user_id)

    @transactional
    def renew_codes(self) -> list[str]:
        """Ten new recovery codes; those before are worth nothing from now on. They cannot be read again."""
        if not self.factors.standing(current.actor().id).asks:
            raise Invalid(codes=Words("Recovery codes come with a second factor. Set one up first."))
        return self._codes(current.actor().id)

    def _codes(self, user_id: int) -> list[str]:
        made = new_codes()
        self.factors.drop_codes(user_id)
        self.factors.insert_codes([{"user_id": user_id, "code_hash": code_hash(user_id, code)} for code in made])
        self.security.note("recovery_codes", user_id)
        return made

    @transactional
    def rename_passkey(self, id: int, name: str) -> None:
        if not self.factors.rename_passkey(id, current.actor().id, _named(name)):
            raise NotFound()

    # Taking away -------------------------------------------------------------

    @transactional
    def remove_totp(self) -> None:
        """Raises Invalid when a role of the actor's demands it."""
        self._removed("totp", self.factors.drop_totp(current.actor().id))

    @transactional
    def remove_passkey(self, id: int) -> None:
        """Raises Invalid when a role of the actor's demands it."""
        self._removed("passkey", self.factors.drop_passkey(id, current.actor().id))

    def _removed(self, kind: str, count: int) -> None:
        if not count:
            raise NotFound()
        user_id = current.actor().id
        standing = self.factors.standing(user_id)
        if standing.lacks:
            raise Invalid(factor=DEMANDED)
        if not standing.asks:
            self.factors.drop_codes(user_id)
        self.security.note("factor_removed", user_id, factor=kind)

    # Those of others -----------------------------------------------------------

    @reading
    def page(self, size: int, after_key: str | None = None, after_id: int | None = None) -> list[FactorLine]:
        """Active people whom the actor may see, with what each has, by name."""
        return self.factors.page(size, after_key, after_id)

    @reading
    def of(self, user_id: int) -> Factors:
        """Somebody's whom the actor may see."""
        return self._of(self.users.get(user_id).id)

    @transactional
    def reset(self, user_id: int) -> None:
        """Take away all that somebody has beside his password, who lost it; ends his sessions. By somebody of no lower rank."""
        self.users.require_rank(user_id)
        self.factors.drop_totp(user_id)
        self.factors.drop_passkeys(user_id)
        self.factors.drop_codes(user_id)
        self.security.note("factor_reset", user_id)
        self.auth.end_sessions(user_id)


def code_hash(user_id: int, code: str) -> str:
    return hashed(f"{user_id} {plain_code(code)}")


def _named(name: str) -> str:
    try:
        named = clean(name, 60)
    except Refused as no:
        raise Invalid(name=no.words) from None
    if not named:
        raise Invalid(name=Words("Please fill this in."))
    return named
