"""API tokens: made once, stored as a hash, expiring, and never worth more than their user."""

import secrets
from dataclasses import replace
from datetime import timedelta

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.token import TokenDao
from crm.domain.kit.module import modules
from crm.domain.kit.text import Refused, clean
from crm.domain.platform.network import NOT_FROM_HERE
from crm.domain.platform.role import known_permissions
from crm.domain.platform.token import LONGEST_DAYS, PREFIX, Bearer, TokenLine, narrowed
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import in_passing, reading, transactional
from crm.service.platform.auth import hashed
from crm.service.platform.field import FieldService
from crm.service.platform.network import NetworkService
from crm.service.platform.security import SecurityService
from crm.service.platform.user import UserService

SEEN_EVERY = timedelta(minutes=1)


class TokenService:
    def __init__(
        self, db: Database, tokens: TokenDao, users: UserService, fields: FieldService, networks: NetworkService, security: SecurityService
    ):
        self.db = db
        self.tokens = tokens
        self.users = users
        self.fields = fields
        self.networks = networks
        self.security = security

    def resolve(self, token: str, address: str | None = None) -> current.Actor | None:
        """Whom the token acts for, with no more rights than it was given. One statement, but once a minute two. Raises Forbidden
        when whoever it acts for may not work from that address."""
        if not token.startswith(PREFIX) or len(token) > 100:
            return None
        actor, stale = self._holder(token)
        if actor and not self.networks.allows(actor.roles, address):
            raise Forbidden(Words(NOT_FROM_HERE))
        if stale is not None:
            self.see(stale)
        return actor

    @reading
    def _holder(self, token: str) -> tuple[current.Actor | None, int | None]:
        """The actor, and the token's id when its last use is to be noted."""
        now = current.now()
        found = self.tokens.holder(hashed(token), now)
        if found:
            self.fields.know(found.field_stamp)
        actor = self.users.actor(found.user_id, found.stamp) if found else None
        if found is None or actor is None:
            return None, None
        return replace(actor, grants=narrowed(actor.grants, found.scopes), token_id=found.id), found.id if _stale(found) else None

    @in_passing
    def see(self, id: int) -> None:
        self.tokens.see(id, current.now())

    @transactional
    def create(self, name: str, scopes: list[str], days: int) -> str:
        """A new token of the actor's; it cannot be read again. Nobody can hand a token what he does not hold."""
        actor = current.actor()
        if not actor.id or not actor.may("token.create"):
            raise Forbidden()
        try:
            named = clean(name, 80)
        except Refused as no:
            raise Invalid(name=no.words) from None
        known = known_permissions(modules())
        wrong = {
            "name": None if named else Words("Please fill this in."),
            "scopes": None
            if scopes and all(s in known and actor.may(s) for s in scopes)
            else Words("Choose permissions that you hold yourself."),
            "days": None if 1 <= days <= LONGEST_DAYS else Words("A token holds for 1 to {most} days.", most=LONGEST_DAYS),
        }
        if refused := {field: why for field, why in wrong.items() if why}:
            raise Invalid(refused)
        token = PREFIX + secrets.token_urlsafe(32)
        now = current.now()
        self.tokens.insert(actor.id, named, hashed(token), sorted(set(scopes)), now, now + timedelta(days=days))
        self.security.note("token", actor.id, name=named)
        return token

    @transactional
    def revoke(self, id: int) -> None:
        """End one of the actor's own tokens at once."""
        if not self.tokens.revoke(id, current.actor().id, current.now()):
            raise NotFound()
        self.security.note("token_revoked", current.actor().id)

    @reading
    def mine(self) -> list[TokenLine]:
        """The actor's tokens, the newest first."""
        return self.tokens.of_user(current.actor().id)


def _stale(bearer: Bearer) -> bool:
    return bearer.last_used_at is None or current.now() - bearer.last_used_at > SEEN_EVERY
