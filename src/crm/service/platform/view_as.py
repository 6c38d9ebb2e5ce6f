"""Looking at the program as somebody else: for administrators, for a while, and without changing anything.

The session stays the administrator's. While it looks, whoever acts is the other person with the grants of now, `seen_by` the
administrator: no transaction that writes is begun for such an actor (dao/kit/database.py).
"""

from dataclasses import replace
from datetime import timedelta

from crm import current
from crm.current import Actor
from crm.dao.kit.database import Database
from crm.dao.platform.view_as import ViewAsDao
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.auth import hashed
from crm.service.platform.security import SecurityService
from crm.service.platform.user import UserService

HOLDS = timedelta(minutes=30)
LIKE_ME = Words("An administrator sees everything, as you do. Only what others see can be looked at.")


class ViewAsService:
    def __init__(self, db: Database, views: ViewAsDao, users: UserService, security: SecurityService):
        self.db = db
        self.views = views
        self.users = users
        self.security = security

    @reading
    def target(self, user_id: int) -> Actor:
        """Whom the actor may look through the eyes of: anybody active who is no administrator himself."""
        if not current.actor().grants.everything:
            raise Forbidden()
        found = self.users.actor(user_id)
        if found is None:
            raise NotFound()
        if found.grants.everything:
            raise Invalid(user=LIKE_ME)
        return found

    @transactional
    def begin(self, token: str, user_id: int, address: str | None) -> Actor:
        """From now on the session shows what that person sees."""
        found, me = self.target(user_id), current.actor()
        self.views.put(hashed(token), user_id, current.now())
        self.security.note("view_as", user_id, address, name=found.name, by_name=me.name)
        return found

    @reading
    def seen(self, token: str) -> Actor | None:
        """Whom the actor's session looks at, as one who acts; None when it looks at nobody, or does so no longer."""
        looking = self.views.view(hashed(token))
        if looking is None or current.now() - looking.begun_at > HOLDS:
            return None
        try:
            return replace(self.target(looking.user_id), seen_by=current.actor())
        except (Forbidden, Invalid, NotFound):
            return None

    @transactional
    def end(self, token: str, address: str | None) -> int | None:
        """The session shows again what its own person sees; gives at whom it looked."""
        looking = self.views.view(hashed(token))
        if looking is None or not self.views.drop(hashed(token)):
            return None
        user = self.users.records.by_id(looking.user_id)
        self.security.note("view_as_end", looking.user_id, address, name=user.name if user else "", by_name=current.actor().name)
        return looking.user_id
