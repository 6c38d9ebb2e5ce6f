"""Sign-in sources in the database."""

from crm.dao.platform.identity_provider import IdentityProviderDao
from tests.kit.rows import NOON


def test_in_force_are_active_sources_by_name_and_of_one_kind_if_asked(rows):
    sources = IdentityProviderDao(rows.db)
    for name, more in (("b", {"kind": "oidc"}), ("a", {"kind": "ldap"}), ("c", {"active": False}), ("d", {"removed_at": NOON})):
        rows.put("identity_provider", **{"name": name, "sort_key": name, "kind": "oidc", "active": True} | more)
    assert [one.name for one in sources.in_force()] == ["a", "b"] and [one.name for one in sources.in_force("oidc")] == ["b"]


def test_a_source_has_one_secret_the_last_that_was_put(rows):
    sources, (one, other) = IdentityProviderDao(rows.db), (rows.put("identity_provider") for _ in range(2))
    for sealed in ("first", "second"):
        sources.put_secret(one, sealed, NOON)
    assert sources.secret(one).sealed == "second" and sources.secret(other) is None
    assert (sources.drop_secret(other), sources.drop_secret(one), sources.secret(one)) == (0, 1, None)
