"""People who come from elsewhere: who they are here, what their groups give them, which links they have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.identity import IdentityDao
from crm.domain.kit.access import Grants
from crm.domain.kit.field import changed
from crm.domain.platform.identity import LONGEST_NAME, Arrival, IdentityView
from crm.domain.platform.identity_group import Meaning
from crm.domain.platform.identity_provider import IdentityProvider
from crm.domain.platform.oidc import Untrusted
from crm.domain.platform.user import UserDraft
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.field import FieldService
from crm.service.platform.identity_group import IdentityGroupService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

CLOSED = Words("Your account here is not active. Please ask your administrator.")
UNKNOWN = Words("Nobody here is known by this account. Please ask your administrator, or sign in and link it in your profile.")
TAKEN = Words("Somebody else here is linked to this account already.")


class IdentityService:
    def __init__(
        self, db: Database, identities: IdentityDao, users: UserService, groups: IdentityGroupService, security: SecurityService,
        settings: SettingService, fields: FieldService,
    ):  # fmt: skip
        self.db = db
        self.identities = identities
        self.users = users
        self.groups = groups
        self.security = security
        self.settings = settings
        self.fields = fields

    @transactional
    def admit(self, provider: IdentityProvider, arrival: Arrival) -> int:
        """The user that somebody is here: linked before, recognised now, or new. His groups' roles are his from now on.

        Raises Untrusted for somebody who may not come in.
        """
        with self._by_itself(provider):
            meanings = self.groups.meaning(arrival.groups)
            known = self.identities.by_subject(provider.id, arrival.issuer, arrival.subject)
            user_id = known.user_id if known else self._recognised(provider, arrival) or self._created(provider, arrival, meanings)
            self._let_in(user_id)
            roles = [one.role_id for one in meanings if one.role_id]
            self.groups.give({user_id: (known.granted if known else [], roles)})
            if known:
                self.identities.use(known.id, roles, arrival.level, current.now())
            else:
                self._link(provider, arrival, user_id, roles)
        return user_id

    @contextmanager
    def _by_itself(self, provider: IdentityProvider) -> Iterator[None]:
        """Nobody acts yet: what follows was decided by whoever set the source up."""
        actor = replace(current.NOBODY, name=provider.name, grants=Grants(everything=True))
        with current.acting(actor=actor, source="system", reason=provider.name, fields=self.fields.latest()):
            yield

    def _recognised(self, provider: IdentityProvider, arrival: Arrival) -> int | None:
        """Who is here already by the same mail address, verified there; or by the account, of a directory."""
        if not provider.link_known:
            return None
        vouched = provider.kind == "ldap"
        mail = arrival.mail if vouched or arrival.mail_verified else ""
        account = arrival.account.lower() if vouched else ""
        found = {
            one.id
            for one in self.users.records.signing_in([text for text in (mail, account) if text])
            if (mail and one.mail == mail) or (account and one.account == account)
        }
        return found.pop() if len(found) == 1 else None

    def _created(self, provider: IdentityProvider, arrival: Arrival, meanings: list[Meaning]) -> int:
        if not provider.creates:
            raise Untrusted(UNKNOWN)
        branch = self.identities.branch(arrival.branch) if arrival.branch else None
        raw = {
            "name": (arrival.name or arrival.account or arrival.mail or arrival.subject)[:LONGEST_NAME],
            "account": arrival.account[:LONGEST_NAME], "mail": arrival.mail, "roles": [str(provider.role_id)], "state": "active",
            "department_id": branch or next((one.home_id for one in meanings if one.home_id), provider.home_id),
            "language": self.settings.get("language"), "timezone": self.settings.get("timezone"),
        }  # fmt: skip
        try:
            return self.users.create(UserDraft.parse(raw)).id
        except Invalid as refusal:
            raise Untrusted(next(iter(refusal.fields.values()))) from refusal

    def _let_in(self, user_id: int) -> None:
        """Whoever was invited has come in by this; whoever is suspended or left stays out."""
        user = self.users.records.by_id(user_id)
        if user is None or user.state not in ("active", "invited"):
            raise Untrusted(CLOSED)
        if user.state == "invited":
            self.users.writer.update(self.users.module, self.users.records, [(user, changed(user, state="active"))])

    def _link(self, provider: IdentityProvider, arrival: Arrival, user_id: int, granted: list[int]) -> None:
        if not self.identities.insert(provider.id, user_id, arrival.issuer, arrival.subject, granted, arrival.level, current.now()):
            raise Untrusted(TAKEN)
        self.security.note("identity_link", user_id, provider=provider.id)

    # One's own -----------------------------------------------------------------

    @reading
    def mine(self) -> list[IdentityView]:
        """The actor's links."""
        return self.identities.of_user(current.actor().id)

    @transactional
    def link(self, provider: IdentityProvider, arrival: Arrival) -> None:
        """Whoever acts is this person at the source. Raises Untrusted when somebody else is."""
        known = self.identities.by_subject(provider.id, arrival.issuer, arrival.subject)
        if known and known.user_id != current.actor().id:
            raise Untrusted(TAKEN)
        if not known:
            self._link(provider, arrival, current.actor().id, [])

    @reading
    def require_mine(self, provider: IdentityProvider, arrival: Arrival) -> None:
        """Raise Untrusted unless the actor is linked to whoever the source vouches for."""
        known = self.identities.by_subject(provider.id, arrival.issuer, arrival.subject)
        if known is None or known.user_id != current.actor().id:
            raise Untrusted(Words("You signed in there as somebody who is not linked to your account here."))

    @reading
    def has_password(self) -> bool:
        return self.identities.has_password(current.actor().id) > 0

    @transactional
    def unlink(self, id: int) -> None:
        """End one of the actor's own links, unless he could not come in any more."""
        user_id = current.actor().id
        if not self.identities.has_password(user_id) and len(self.identities.of_user(user_id)) < 2:
            raise Invalid(id=Words("This is your only way to sign in. Set a password first."))
        if not self.identities.remove(id, user_id):
            raise NotFound()
        self.security.note("identity_unlink", user_id)
