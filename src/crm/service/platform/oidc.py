"""Signing in with an OpenID Connect provider: authorization code with PKCE, and an ID token whose signature was checked.

Needs the extra `oidc`; without it no provider is offered.
"""

import base64
import secrets
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.identity import IdentityDao
from crm.domain.platform.auth import Opened
from crm.domain.platform.identity import LONGEST_NAME, Arrival, first
from crm.domain.platform.identity_provider import IdentityProvider
from crm.domain.platform.oidc import (
    ALGORITHMS,
    HOLDS,
    Flow,
    Metadata,
    Untrusted,
    arrival,
    check_claims,
    check_strength,
    metadata_of,
    question,
)
from crm.errors import NotFound
from crm.language import Words
from crm.service.kit.fetch import Answer, Fetcher, Unreachable
from crm.service.kit.transaction import transactional
from crm.service.platform.attempt import AttemptService, network
from crm.service.platform.auth import TWO_FACTORS, AuthService, hashed
from crm.service.platform.identity import IdentityService
from crm.service.platform.identity_provider import LACKING, IdentityProviderService, is_spoken
from crm.service.platform.security import SecurityService

FRESH = 3600.0  # seconds for which what a provider says of itself is believed
ENDED = Words("This sign-in has ended or was answered before. Please begin again.")


class OidcService:
    def __init__(
        self, db: Database, identities: IdentityDao, providers: IdentityProviderService, people: IdentityService, auth: AuthService,
        attempts: AttemptService, security: SecurityService,
    ):  # fmt: skip
        self.db = db
        self.identities = identities
        self.providers = providers
        self.people = people
        self.auth = auth
        self.attempts = attempts
        self.security = security
        self.fetcher = Fetcher()
        self.is_offered = is_spoken("oidc")
        self._metadata: dict[str, tuple[float, Metadata]] = {}
        self._keys: dict[str, Any] = {}

    def offered(self) -> list[IdentityProvider]:
        """What the sign-in page offers."""
        return self.providers.in_force("oidc") if self.is_offered else []

    def provider(self, id: int) -> IdentityProvider:
        """One of those; NotFound for any other."""
        found = next((one for one in self.offered() if one.id == id), None)
        if found is None:
            raise NotFound()
        return found

    # The way there ------------------------------------------------------------

    def begin(self, provider: IdentityProvider, redirect: str, **more: Any) -> tuple[str, Flow]:
        """Where the browser goes, and what it carries along."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        until = (current.now() + HOLDS).timestamp()
        flow = Flow(provider.id, state, nonce, verifier, redirect, until, **more)
        return question(self.metadata(provider), provider, flow), flow

    def metadata(self, provider: IdentityProvider) -> Metadata:
        issuer = provider.issuer or ""
        known = self._metadata.get(issuer)
        if known is None or time.monotonic() - known[0] > FRESH:
            answer = self._good(self.fetcher.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", private=provider.private))
            known = self._metadata[issuer] = time.monotonic(), metadata_of(answer, issuer)
        return known[1]

    @staticmethod
    def _good(answer: Answer) -> dict[str, Any]:
        if answer.status != 200:
            raise Unreachable(Words("The provider answers with the error {status}.", status=answer.status))
        return answer.json()

    # The way back --------------------------------------------------------------

    def sign_in(self, flow: Flow, answer: Mapping[str, str], address: str | None, agent: str | None) -> Opened:
        """A session for whoever the provider says it is. Raises Untrusted or Unreachable with the reason, or TooMany."""
        attempt = self.attempts.admit({"address": network(address)})
        try:
            provider, arrival = self.finish(flow, answer)
            user_id = self.people.admit(provider, arrival)
        except (Untrusted, Unreachable):
            self.security.note("sign_in_failed", None, address, provider=flow.provider_id)
            raise
        self.attempts.forgive(attempt)
        return self.auth.open(user_id, address, agent, TWO_FACTORS if arrival.factor else "oidc")

    def link(self, flow: Flow, answer: Mapping[str, str]) -> None:
        """From now on whoever acts can sign in by it."""
        self.people.link(*self.finish(flow, answer))

    def linked(self) -> list[IdentityProvider]:
        """The providers at which the actor can prove who he is."""
        mine = {one.provider_id for one in self.people.mine()}
        return [one for one in self.offered() if one.id in mine]

    def prove(self, mark: str, flow: Flow, answer: Mapping[str, str]) -> None:
        """The actor has proven again who he is, by signing in there once more. Raises Untrusted or Unreachable."""
        try:
            self.people.require_mine(*self.finish(flow, answer))
        except (Untrusted, Unreachable):
            self.security.note("proof_failed", current.actor().id, provider=flow.provider_id)
            raise
        self.auth.proved(mark)

    def finish(self, flow: Flow, answer: Mapping[str, str]) -> tuple[IdentityProvider, Arrival]:
        """Who it is, by what the browser brought back. Works once; raises Untrusted or Unreachable."""
        provider = self.provider(flow.provider_id)
        metadata = self.metadata(provider)
        if flow.until < current.now().timestamp() or not self._first(flow):
            raise Untrusted(ENDED)
        if answer.get("iss", metadata.issuer) != metadata.issuer or (metadata.named_issuer and "iss" not in answer):
            raise Untrusted(Words("The answer was made by another provider."))
        if refusal := answer.get("error"):
            raise Untrusted(_refused(refusal))
        tokens = self._exchanged(provider, metadata, flow, answer.get("code", ""))
        claims = self.verified(provider, metadata, str(tokens.get("id_token", "")))
        check_claims(claims, metadata.issuer, provider.client_id or "", flow.nonce, current.now())
        check_strength(claims, provider, flow)
        found = arrival(provider, self._completed(provider, metadata, claims, tokens))
        return provider, replace(found, level=first(claims.get("acr"))[:LONGEST_NAME])

    @transactional
    def _first(self, flow: Flow) -> bool:
        """Whether this answer comes for the first time."""
        self.identities.sweep_answers(current.now())
        return bool(self.identities.insert_answer(hashed(flow.state), datetime.fromtimestamp(flow.until, UTC)))

    def _exchanged(self, provider: IdentityProvider, metadata: Metadata, flow: Flow, code: str) -> dict[str, Any]:
        """The tokens for a code, which only we can get: by our secret, and by what the browser never sent there."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": flow.redirect, "code_verifier": flow.verifier}
        secret, client, headers = self.providers.secret(provider), provider.client_id or "", {}
        if secret and metadata.basic:
            pair = f"{quote_plus(client)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": client, **({"client_secret": secret} if secret else {})}
        answer = self.fetcher.post(metadata.token_endpoint, form, headers, provider.private)
        if answer.status in (400, 401):
            raise Untrusted(Words("The provider did not accept the answer. If it stays so, its client ID or secret may be wrong here."))
        return self._good(answer)

    def verified(self, provider: IdentityProvider, metadata: Metadata, token: str) -> dict[str, Any]:
        """The claims of a token that a key of the provider has signed; its keys are read anew once when it has others by now."""
        from joserfc import jws, jwt
        from joserfc.errors import JoseError

        try:
            signed_by = jws.extract_compact(token.encode()).headers().get("kid")
            keys = self._keys.get(metadata.jwks_uri)
            if keys is None or signed_by not in {key.kid for key in keys.keys}:
                keys = self._read_keys(provider, metadata)
            return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError) as error:
            raise Untrusted(Words("The signature of the provider cannot be trusted.")) from error

    def _read_keys(self, provider: IdentityProvider, metadata: Metadata) -> Any:
        from joserfc.jwk import KeySet

        raw = self._good(self.fetcher.get(metadata.jwks_uri, private=provider.private))
        keys = [key for key in raw.get("keys") or [] if isinstance(key, dict) and key.get("kty") in ("RSA", "EC", "OKP")]
        found = self._keys[metadata.jwks_uri] = KeySet.import_key_set({"keys": keys})  # type: ignore[arg-type]
        return found

    def _completed(
        self, provider: IdentityProvider, metadata: Metadata, claims: dict[str, Any], tokens: Mapping[str, Any]
    ) -> dict[str, Any]:
        """With what the provider says only when it is asked for more; the token's own claims count more."""
        if not metadata.userinfo_endpoint or not tokens.get("access_token") or claims.get(provider.attribute("mail_name")):
            return claims
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        found = self._good(self.fetcher.get(metadata.userinfo_endpoint, headers, provider.private))
        if found.get("sub") != claims["sub"]:
            raise Untrusted(Words("The provider speaks of two different people."))
        return found | claims

    # A trial ----------------------------------------------------------------------

    def trial(self, provider: IdentityProvider) -> list[Words]:
        """What can be said of a provider without anybody signing in. Raises Unreachable or Untrusted where it would fail."""
        if not self.is_offered:
            raise Unreachable(LACKING["oidc"][1])
        self._metadata.pop(provider.issuer or "", None)
        metadata = self.metadata(provider)
        keys = self._read_keys(provider, metadata)
        said = [
            Words("The provider answers and is the one it should be."),
            Words("It signs with {n} keys that can be read.", n=len(keys.keys)),
        ]
        if not self.providers.has_secret(provider.id):
            said.append(Words("No secret is kept for it: that is right only for a public client."))
        return said


def _refused(code: str) -> Words:
    if code == "access_denied":
        return Words("The provider says that the sign-in was refused there.")
    return Words("The provider answers with the error {status}.", status=code[:60])
