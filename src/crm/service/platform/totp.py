"""Codes of an authenticator app: a shared secret, kept sealed, of which each code opens once."""

from dataclasses import dataclass

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.factor import FactorDao
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import transactional
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService
from crm.service.platform.vault import Vault

AROUND = (0, -1, 1)  # steps of thirty seconds: clocks differ, and typing takes a while
WRONG = Words("This code is not right. Look at the app again: it shows a new one every 30 seconds.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that counts for nothing until a code of it was typed; sealed, the page carries it until then."""

    secret: str
    sealed: str
    uri: str


class TotpService:
    def __init__(self, db: Database, factors: FactorDao, users: UserService, settings: SettingService, vault: Vault):
        self.db = db
        self.factors = factors
        self.users = users
        self.settings = settings
        self.vault = vault

    def offer(self, sealed: str | None = None) -> Offer:
        """A new secret for the actor's app, or the one that the page already carries."""
        import pyotp

        label, user = _offered(current.actor().id), self.users.me()
        secret = (self.vault.unseal(sealed, label) if sealed else None) or pyotp.random_base32()
        uri = pyotp.TOTP(secret).provisioning_uri(name=user.account, issuer_name=self.settings.get("company"))
        return Offer(secret, self.vault.seal(secret, label), uri)

    @transactional
    def confirm(self, sealed: str, code: str) -> None:
        """From now on the actor's app counts. Raises Invalid with `code` unless it shows the right one."""
        user_id = current.actor().id
        secret = self.vault.unseal(sealed, _offered(user_id))
        step = matching(secret, code) if secret else None
        if secret is None or step is None:
            raise Invalid(code=WRONG)
        self.factors.put_totp(user_id, self.vault.seal(secret, label_of(user_id)), step, current.now())

    @transactional
    def take(self, user_id: int, code: str) -> bool:
        """Whether the app shows this code now; the same one, or one before it, is not taken again."""
        found = self.factors.totp(user_id)
        secret = self.vault.unseal(found.secret, label_of(user_id)) if found else None
        step = matching(secret, code) if secret else None
        return step is not None and self.factors.spend_step(user_id, step) == 1


def matching(secret: str, code: str) -> int | None:
    """The time step that shows the code, of those around this moment."""
    from pyotp import TOTP
    from pyotp.utils import strings_equal

    totp, typed = TOTP(secret), "".join(code.split())
    here = totp.timecode(current.now())
    return next((here + by for by in AROUND if strings_equal(typed, totp.generate_otp(here + by))), None)


def _offered(user_id: int) -> str:
    return f"totp offer {user_id}"


def label_of(user_id: int) -> str:
    return f"totp {user_id}"
