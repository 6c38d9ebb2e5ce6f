"""OpenID Connect without the wire: what is asked of a provider, and what must be true of its answer (OpenID Connect Core 1.0, RFC 7636)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from crm.domain.platform.identity import Arrival, first, group_names, texts
from crm.domain.platform.identity_provider import IdentityProvider
from crm.errors import CrmError
from crm.language import Words

SKEW = timedelta(seconds=60)  # by which the clocks of two machines may differ
HOLDS = timedelta(minutes=10)  # how long somebody may take at the provider
OLDEST = timedelta(minutes=10)  # an ID token that was made longer ago was not made for this sign-in
# Never none, and never a key that both sides know.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
FACTORS = {"mfa", "otp", "hwk", "swk", "sms", "fpt", "face", "iris", "sc"}  # RFC 8176: more than what one knows


class Untrusted(CrmError):
    """A source did not vouch for anybody, or what it says cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A sign-in under way; the browser carries it along, signed."""

    provider_id: int
    state: str
    nonce: str
    verifier: str
    redirect: str
    until: float
    next: str = ""
    held: str = ""
    user_id: int = 0  # who links himself or proves again who he is, where it is no sign-in
    proves: bool = False

    @property
    def begun(self) -> float:
        return self.until - HOLDS.total_seconds()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    basic: bool = True  # the secret goes into the Authorization header, not into the body
    named_issuer: bool = False  # its answers name it (RFC 9207)


def metadata_of(raw: Mapping[str, Any], issuer: str) -> Metadata:
    """Raises Untrusted unless all that we need is there, and it is the provider that was asked for."""
    if raw.get("issuer") != issuer:
        raise Untrusted(Words("The provider calls itself “{name}”, not “{issuer}”.", name=str(raw.get("issuer"))[:200], issuer=issuer))
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if missing := [name for name in names if not isinstance(raw.get(name), str)]:
        raise Untrusted(Words("The provider does not say its {name}.", name=missing[0]))
    if urlsplit(raw["authorization_endpoint"]).scheme not in ("https", "http"):
        raise Untrusted(Words("The provider does not say its {name}.", name="authorization_endpoint"))
    methods = raw.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Metadata(
        issuer, raw["authorization_endpoint"], raw["token_endpoint"], raw["jwks_uri"], str(raw.get("userinfo_endpoint") or ""),
        "client_secret_basic" in methods, raw.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def question(metadata: Metadata, provider: IdentityProvider, flow: Flow) -> str:
    """The address at the provider to which the browser is sent."""
    digest = hashlib.sha256(flow.verifier.encode()).digest()
    asked = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": flow.redirect, "scope": provider.scopes or "openid",
        "state": flow.state, "nonce": flow.nonce, "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **({"acr_values": provider.acr} if provider.acr else {}), **({"prompt": "login", "max_age": 0} if flow.proves else {}),
    }  # fmt: skip
    joint = "&" if "?" in metadata.authorization_endpoint else "?"
    return f"{metadata.authorization_endpoint}{joint}{urlencode(asked)}"


def check_claims(claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: datetime) -> None:
    """Raise Untrusted unless the ID token was made by this provider, for us, for this sign-in, and holds now."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    made, ends = _moment(claims, "iat"), _moment(claims, "exp")
    moment = now.timestamp()
    if claims.get("iss") != issuer:
        raise Untrusted(Words("The answer was made by another provider."))
    if client_id not in audiences or claims.get("azp", client_id) != client_id:
        raise Untrusted(Words("The answer was made for another program."))
    if not hmac.compare_digest(str(claims.get("nonce") or "").encode(), nonce.encode()):
        raise Untrusted(Words("The answer belongs to another sign-in."))
    if ends + SKEW.total_seconds() <= moment or made + (OLDEST + SKEW).total_seconds() < moment:
        raise Untrusted(Words("The answer of the provider has expired. Please sign in again."))
    if made - SKEW.total_seconds() > moment or _moment(claims, "nbf", made) - SKEW.total_seconds() > moment:
        raise Untrusted(Words("The clocks of the provider and of this server differ too much."))
    if not first(claims.get("sub")):
        raise Untrusted(Words("The provider does not say who it is."))


def check_strength(claims: Mapping[str, Any], provider: IdentityProvider, flow: Flow) -> None:
    """Raise Untrusted unless he signed in there as strongly as is demanded and, to prove again who he is, just now: a provider may
    overlook that it was asked for that."""
    level = first(claims.get("acr"))
    if provider.acr and level not in provider.acr.split():
        raise Untrusted(Words("The provider says that you signed in at the level “{level}”, which is not enough here.", level=level or "—"))
    if flow.proves and _moment(claims, "auth_time") + SKEW.total_seconds() < flow.begun:
        raise Untrusted(Words("The provider did not ask again who you are."))


def _moment(claims: Mapping[str, Any], name: str, default: float | None = None) -> float:
    found = claims.get(name, default)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        raise Untrusted(Words("The provider does not say its {name}.", name=name))
    return float(found)


def arrival(provider: IdentityProvider, claims: Mapping[str, Any]) -> Arrival:
    """Who comes in, by the names that the provider gives to what it says."""

    def said(name: str) -> Any:
        return claims.get(provider.attribute(name))

    return Arrival(
        issuer=str(claims["iss"]),
        subject=first(claims["sub"]),
        account=first(said("account_name")),
        name=first(said("person_name")),
        mail=first(said("mail_name")).lower(),
        mail_verified=claims.get("email_verified") is True,
        groups=group_names(texts(said("group_name"))),
        branch=first(said("branch_name")),
        factor=provider.factor and bool(FACTORS & set(texts(claims.get("amr")))),
    )
