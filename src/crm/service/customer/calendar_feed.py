"""The feed of a calendar: a secret address, kept as a hash, that reads one's own activities and nothing else."""

import secrets
from datetime import timedelta

from crm import current
from crm.dao.customer.calendar import CalendarDao
from crm.dao.kit.database import Database
from crm.domain.customer.calendar import Feed
from crm.errors import NotFound
from crm.language import say
from crm.service.customer.calendar import CalendarService
from crm.service.customer.calendar_file import write
from crm.service.kit.transaction import in_passing, reading, transactional
from crm.service.platform.auth import hashed
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

BACK, AHEAD = timedelta(days=90), 455  # days
SEEN_EVERY = timedelta(minutes=10)


class CalendarFeedService:
    def __init__(self, db: Database, calendars: CalendarDao, calendar: CalendarService, users: UserService, settings: SettingService):
        self.db = db
        self.calendars = calendars
        self.calendar = calendar
        self.users = users
        self.settings = settings

    @reading
    def mine(self) -> Feed | None:
        return self.calendars.feed_of(current.actor().id)

    @transactional
    def renew(self) -> str:
        """A new secret; the address known so far ends. It cannot be read again."""
        token = secrets.token_urlsafe(32)
        self.calendars.put_feed(current.actor().id, hashed(token), current.now())
        return token

    @transactional
    def end(self) -> None:
        self.calendars.drop_feed(current.actor().id)

    def read(self, token: str) -> bytes:
        """The calendar of whoever holds the secret, with his own rights; NotFound for an unknown one."""
        text, stale = self._read(token)
        if stale is not None:
            self.see(stale)
        return text

    @reading
    def _read(self, token: str) -> tuple[bytes, int | None]:
        """The file, and whose last use is to be noted."""
        holder = self.calendars.holder(hashed(token)) if token and len(token) < 100 else None
        actor = self.users.actor(holder.user_id, holder.stamp) if holder else None
        if holder is None or actor is None or not actor.may("activity.view"):
            raise NotFound()
        with current.acting(actor=actor, language=holder.language):
            slots = self.calendar.between(current.today() - BACK, AHEAD, actor.id)
            open_ = [slot for slot in slots if slot.done_at is None]
            text = write(open_, say("CRM – {name}", name=actor.name), self.settings.get("address") or "", current.now())
        seen = holder.last_used_at
        return text, holder.user_id if seen is None or current.now() - seen > SEEN_EVERY else None

    @in_passing
    def see(self, user_id: int) -> None:
        self.calendars.see_feed(user_id, current.now())
