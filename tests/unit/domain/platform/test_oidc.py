"""What must be true of an ID token, claim by claim."""

from datetime import UTC, datetime

import pytest

from crm.domain.platform.identity_provider import IdentityProvider
from crm.domain.platform.oidc import HOLDS, Flow, Untrusted, arrival, check_claims, check_strength, metadata_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER = "https://login.example.cn"
GOOD = {"iss": ISSUER, "aud": "crm", "nonce": "n", "sub": "7", "iat": AT - 5, "exp": AT + 300}


def check(**more):
    check_claims({name: value for name, value in {**GOOD, **more}.items() if value is not ...}, ISSUER, "crm", "n", NOW)


@pytest.mark.parametrize(
    "claims",
    [{}, {"aud": ["crm", "other"], "azp": "crm"}, {"exp": AT - 59}, {"iat": AT + 59}, {"nbf": AT + 59}],
    ids=lambda claims: str(claims),
)
def test_a_token_made_for_this_sign_in_is_believed_also_where_clocks_differ_a_little(claims):
    check(**claims)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"}, {"aud": "other"}, {"aud": ["other"]}, {"aud": ...}, {"aud": ["crm", "other"], "azp": "other"},
        {"nonce": "m"}, {"nonce": ...}, {"exp": AT - 61}, {"exp": ...}, {"exp": "soon"}, {"iat": AT + 61}, {"iat": AT - 3600}, {"iat": ...},
        {"nbf": AT + 61}, {"sub": ""}, {"sub": ...},
    ],  # fmt: skip
    ids=lambda claims: str(claims),
)
def test_any_other_is_not(claims):
    with pytest.raises(Untrusted):
        check(**claims)


def test_only_the_provider_that_was_asked_for_describes_itself():
    raw = {"issuer": ISSUER, "authorization_endpoint": "https://a", "token_endpoint": "t", "jwks_uri": "j"}
    assert metadata_of(raw, ISSUER).basic
    assert not metadata_of(raw | {"token_endpoint_auth_methods_supported": ["client_secret_post"]}, ISSUER).basic
    for wrong in (raw | {"issuer": ISSUER + "/"}, {**raw, "jwks_uri": None}, raw | {"authorization_endpoint": "javascript:x"}):
        with pytest.raises(Untrusted):
            metadata_of(wrong, ISSUER)


def test_who_it_is_follows_the_names_that_the_provider_uses():
    claims = GOOD | {"email": "A@B.cn", "roles": ["/a/sales", "cn=it,ou=groups"], "amr": ["pwd", "otp"], "upn": "wang"}
    plain = arrival(IdentityProvider(kind="oidc"), claims)
    assert (plain.mail, plain.mail_verified, plain.groups, plain.account, plain.factor) == ("a@b.cn", False, (), "", False)
    named = arrival(IdentityProvider(kind="oidc", group_name="roles", account_name="upn", factor=True), claims)
    assert (named.groups, named.account, named.factor) == (("sales", "it"), "wang", True)


@pytest.mark.parametrize(
    ("claims", "demanded", "proves", "believed"),
    [
        ({}, None, False, True), ({"acr": "weak"}, None, False, True), ({}, "strong", False, False),
        ({"acr": "weak"}, "a strong", False, False), ({"acr": "strong"}, "a strong", False, True), ({}, None, True, False),
        ({"auth_time": AT - 61}, None, True, False),
        ({"auth_time": AT - 59}, None, True, True), ({"auth_time": AT + 20, "acr": "weak"}, "strong", True, False),
        ({"auth_time": True}, None, True, False),
    ],  # fmt: skip
)
def test_how_strongly_and_when_somebody_signed_in_there_is_checked_where_that_matters(claims, demanded, proves, believed):
    flow = Flow(1, "s", "n", "v", "", AT + HOLDS.total_seconds(), proves=proves)
    try:
        check_strength(claims, IdentityProvider(name="x", acr=demanded), flow)
    except Untrusted:
        assert not believed
    else:
        assert believed
