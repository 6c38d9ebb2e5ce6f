"""Passkeys: made and asked for by the WebAuthn library; each challenge is ours, for one purpose, and answered once."""

import hashlib
import hmac
import json
import os
from datetime import UTC, datetime, timedelta

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.factor import FactorDao
from crm.domain.platform.factor import PublicKey, Site
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

LIFE = timedelta(minutes=5)
NONCE, STAMP = 16, 8  # bytes
REFUSED = Words("The passkey was not accepted. Please try again.")
KNOWN = Words("This passkey is registered already.")


class PasskeyService:
    def __init__(self, db: Database, factors: FactorDao, users: UserService, settings: SettingService, secret: str):
        self.db = db
        self.factors = factors
        self.users = users
        self.settings = settings
        self.key = hashlib.sha256(b"passkey challenge" + secret.encode()).digest()

    # Making one --------------------------------------------------------------

    @reading
    def creation(self, site: Site) -> str:
        """What the browser needs to make a passkey for the actor, as JSON."""
        import webauthn
        from webauthn.helpers import structs

        user = self.users.me()
        return webauthn.options_to_json(
            webauthn.generate_registration_options(
                rp_id=site.host, rp_name=self.settings.get("company"), user_id=str(user.id).encode(), user_name=user.account,
                user_display_name=user.name, challenge=self._challenge(_making(user.id)),
                authenticator_selection=structs.AuthenticatorSelectionCriteria(
                    resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=structs.UserVerificationRequirement.REQUIRED
                ),
                exclude_credentials=_descriptors(self.factors.public_keys(user.id)),
            )
        )  # fmt: skip

    @transactional
    def register(self, site: Site, credential: str, name: str) -> None:
        """A passkey of the actor's that his browser has just made. Raises Invalid."""
        import webauthn
        from webauthn.helpers import bytes_to_base64url
        from webauthn.helpers.exceptions import WebAuthnException

        user_id = current.actor().id
        challenge = self._answered(credential, _making(user_id))
        try:
            made = webauthn.verify_registration_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=site.host, expected_origin=site.origin,
                require_user_verification=True,
            )  # fmt: skip
        except WebAuthnException:
            raise Invalid(passkey=REFUSED) from None
        id, key = bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key)
        if not self.factors.insert_passkey(user_id, id, key, made.sign_count, name, current.now()):
            raise Invalid(passkey=KNOWN)

    # Asking for one ----------------------------------------------------------

    @reading
    def request(self, site: Site, purpose: str, user_id: int | None = None) -> str:
        """What the browser needs to use a passkey: one of the user's, or any that it has for this site."""
        import webauthn
        from webauthn.helpers.structs import UserVerificationRequirement

        own = _descriptors(self.factors.public_keys(user_id)) if user_id else None
        return webauthn.options_to_json(
            webauthn.generate_authentication_options(
                rp_id=site.host, challenge=self._challenge(purpose), allow_credentials=own,
                user_verification=UserVerificationRequirement.REQUIRED,
            )
        )  # fmt: skip

    @transactional
    def answer(self, site: Site, purpose: str, credential: str, user_id: int | None = None) -> int:
        """Whose passkey answered. Raises Invalid, also when it is not the given user's."""
        import webauthn
        from webauthn.helpers import base64url_to_bytes
        from webauthn.helpers.exceptions import WebAuthnException

        challenge = self._answered(credential, purpose)
        found = self.factors.public_key(str(json.loads(credential).get("id")))
        if found is None or (user_id is not None and found.user_id != user_id):
            raise Invalid(passkey=REFUSED)
        try:
            right = webauthn.verify_authentication_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=site.host, expected_origin=site.origin,
                credential_public_key=base64url_to_bytes(found.public_key), credential_current_sign_count=found.sign_count,
                require_user_verification=True,
            )  # fmt: skip
        except WebAuthnException:
            raise Invalid(passkey=REFUSED) from None
        self.factors.note_use(found.id, right.new_sign_count, current.now())
        return found.user_id

    # Challenges --------------------------------------------------------------

    def _challenge(self, purpose: str) -> bytes:
        """Random, with its end and our sign: nothing is stored until it was answered."""
        body = os.urandom(NONCE) + int((current.now() + LIFE).timestamp()).to_bytes(STAMP, "big")
        return body + self._sign(body, purpose)

    def _sign(self, body: bytes, purpose: str) -> bytes:
        return hmac.digest(self.key, body + purpose.encode(), "sha256")[:16]

    def _answered(self, credential: str, purpose: str) -> bytes:
        """The challenge that a browser answered: ours, for this purpose, in time, never answered before. In the caller's transaction."""
        from webauthn.helpers import base64url_to_bytes

        try:
            told = json.loads(base64url_to_bytes(json.loads(credential)["response"]["clientDataJSON"]))
            challenge = base64url_to_bytes(told["challenge"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Invalid(passkey=REFUSED) from None
        body, sign = challenge[: NONCE + STAMP], challenge[NONCE + STAMP :]
        if not hmac.compare_digest(sign, self._sign(body, purpose)):
            raise Invalid(passkey=REFUSED)
        ends = datetime.fromtimestamp(int.from_bytes(body[NONCE:], "big"), UTC)
        if ends < current.now() or not self.factors.spend_answer(body[:NONCE].hex(), ends):
            raise Invalid(passkey=REFUSED)
        return challenge

    @scheduled("40 3 * * *", label=N_("Sweep out what is left of old sign-ins"))
    @transactional
    def tidy(self, _: object = None) -> None:
        self.factors.forget_answers(current.now())
        self.factors.forget_steps(current.now())


def _making(user_id: int) -> str:
    return f"make {user_id}"


def _descriptors(keys: list[PublicKey]) -> list:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in keys]
