"""API tokens in the database."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_token_names_its_holder_until_it_expires_or_is_revoked(company):
    tokens, wang = company.container.platform.token_dao(), company.users["wang"]
    with tokens.db.transaction():
        tokens.insert(wang, "报表", "hash", ["account.view"], NOON, NOON + DAY)
        found = tokens.holder("hash", NOON)
        assert (found.user_id, found.scopes, found.last_used_at) == (wang, ["account.view"], None)
        assert (tokens.holder("hash", NOON + DAY), tokens.holder("other", NOON)) == (None, None)
        tokens.see(found.id, NOON)
        assert tokens.of_user(wang)[0].last_used_at == NOON
        assert tokens.revoke(found.id, company.users["zhao"], NOON) == 0
        assert (tokens.revoke(found.id, wang, NOON), tokens.revoke(found.id, wang, NOON)) == (1, 0)
        assert tokens.holder("hash", NOON) is None
