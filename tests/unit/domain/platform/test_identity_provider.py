"""What may be typed in about a sign-in source."""

import pytest

from crm.domain.platform.identity import group_names, roles_now
from crm.domain.platform.identity_provider import IdentityProvider, IdentityProviderDraft
from crm.errors import Invalid

OIDC = {"name": "Work", "kind": "oidc", "issuer": "https://login.example.cn", "client_id": "crm"}
LDAP = {"name": "Work", "kind": "ldap", "host": "ldap.example.cn", "base_dn": "dc=example,dc=cn"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (OIDC | {"issuer": ""}, "issuer"), (OIDC | {"client_id": ""}, "client_id"), (LDAP | {"base_dn": ""}, "base_dn"),
        (OIDC | {"issuer": "http://login.example.cn"}, "issuer"), (OIDC | {"issuer": "login.example.cn"}, "issuer"),
        (OIDC | {"issuer": "https://login.example.cn/?a=1"}, "issuer"), (OIDC | {"scopes": "profile"}, "scopes"),
        (OIDC | {"creates": "1"}, "role_id"), (LDAP | {"person_filter": "(uid=wang)"}, "person_filter"),
        (LDAP | {"person_filter": "uid={account}"}, "person_filter"), (LDAP | {"host": "ldap://x"}, "host"),
        (LDAP | {"security": "plain"}, "security"),
    ],
)  # fmt: skip
def test_what_could_not_work_or_would_not_be_safe_is_refused_beside_its_field(given, field):
    with pytest.raises(Invalid) as refusal:
        IdentityProviderDraft.parse(given)
    assert list(refusal.value.fields) == [field]


def test_what_works_is_taken_with_the_usual_ports_and_names():
    assert IdentityProviderDraft.parse(OIDC | {"issuer": "http://localhost:8080/realms/x"}).attribute("mail_name") == "email"
    assert IdentityProviderDraft.parse(LDAP | {"mail_name": "rfc822"}).attribute("mail_name") == "rfc822"
    assert IdentityProvider(kind="ldap", host="ldap.example.cn", security="ldaps").address == ("ldap.example.cn", 636)
    assert IdentityProvider(kind="ldap", host="ldap.example.cn:1389", security="starttls").address == ("ldap.example.cn", 1389)


def test_groups_are_called_alike_however_a_source_writes_them():
    assert group_names(["cn=sales,ou=groups,dc=x", "CN=IT", "/realm/sales", "a=b", "", "plain"]) == ("sales", "IT", "a=b", "plain")


def test_only_roles_that_groups_gave_are_taken_again():
    assert roles_now([1, 2, 3], {2, 3}, [3, 4]) == [1, 3, 4]
    assert roles_now([1], {}, [1]) == [1]
