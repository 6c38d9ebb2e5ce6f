"""Holds people to the networks from which they may work: when they sign in, and at each request."""

from collections.abc import Mapping

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.plain import dumps
from crm.domain.kit.text import Refused
from crm.domain.platform.network import COMPANY, NOT_FROM_HERE, Rules, parsed, rules_of
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.transaction import transactional
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

SETTING = "allowed_networks"
OWN_ADDRESS = N_("You come from {address} yourself, which stands in no line of this list: you would lock yourself out.")


class NetworkService:
    """The rules are a setting: kept in memory, noticed by every process, journalled."""

    def __init__(self, db: Database, settings: SettingService, users: UserService, security: SecurityService):
        self.db = db
        self.settings = settings
        self.users = users
        self.security = security

    @property
    def rules(self) -> Rules:
        return rules_of(self.settings.get(SETTING))

    def allows(self, roles: tuple[int, ...], address: str | None) -> bool:
        """Whether somebody with these roles may work from there. Asks no database."""
        return self.rules.allows(roles, address)

    def check(self, user_id: int, address: str | None) -> None:
        """Raises Invalid, and keeps an event, when this person may not sign in from there. Not within a transaction, which would
        take the event back."""
        actor = self.users.actor(user_id)
        if actor and not self.allows(actor.roles, address):
            self._refused(user_id, address)
            raise Invalid(password=Words(NOT_FROM_HERE))

    @transactional
    def _refused(self, user_id: int, address: str | None) -> None:
        self.security.note("sign_in_refused", user_id, address)

    def change(self, typed: Mapping[str, str], address: str | None) -> None:
        """Set the lists: `company`, or the id of a role -> lines. Raises Invalid for a line that is no network, and for a list
        that holds for the actor and not where he is."""
        lists, refused = {}, {}
        for key, text in typed.items():
            try:
                lists[key] = list(parsed(text))
            except Refused as no:
                refused[key] = no.words
        own = (COMPANY, *map(str, current.actor().roles))
        for key in (key for key in own if lists.get(key)):
            if not Rules({key: tuple(lists[key])}).allows((int(key),) if key.isdigit() else (), address):
                refused[key] = Words(OWN_ADDRESS, address=address or "—")
        if refused:
            raise Invalid(refused)
        kept = {key: found for key, found in lists.items() if found}
        self.settings.change({SETTING: dumps(kept) if kept else ""})

    def clear(self) -> None:
        """Let everybody in from everywhere again: for whoever has the machine and is locked out."""
        self.settings.change({SETTING: ""})
