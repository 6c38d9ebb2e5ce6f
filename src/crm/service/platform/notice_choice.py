"""How each person wants to hear of things: by kind, outside of quiet hours, with a digest at an hour of his own."""

from collections.abc import Mapping

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.notice import NoticeDao
from crm.domain.kit.moments import clock
from crm.domain.kit.text import Refused
from crm.domain.platform.notice import DEFAULT, DIGEST, KINDS, WAYS, Choice, Hours
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional


class NoticeChoiceService:
    def __init__(self, db: Database, notices: NoticeDao):
        self.db = db
        self.notices = notices

    @reading
    def mine(self) -> tuple[dict[str, Choice], Hours]:
        """(kind -> choice, the hours) of the actor."""
        chosen = {one.kind: one for one in self.notices.choices(current.actor().id)}
        ways = {kind.value: chosen.get(kind.value) or Choice(kind.value, DEFAULT.get(kind.value, "app"), False) for kind in KINDS}
        return ways, self.notices.hours(current.actor().id) or Hours(None, None, DIGEST)

    @transactional
    def choose(self, raw: Mapping[str, str], push: bool = False) -> None:
        """Write what the form says: a way for each kind, push.<kind> where it offers push, quiet_from and quiet_until (both or
        neither), digest_at."""
        wrong: dict[str, Words] = {}
        minutes = {}
        for name in ("quiet_from", "quiet_until", "digest_at"):
            try:
                text = raw.get(name, "").strip()
                minutes[name] = _minutes(clock(text)) if text else None
            except Refused as no:
                wrong[name] = no.words
        if not wrong and (minutes["quiet_from"] is None) != (minutes["quiet_until"] is None):
            wrong["quiet_until"] = Words("Quiet hours need a beginning and an end.")
        known = {option.value for option in WAYS}
        for kind in KINDS:
            if raw.get(kind.value, "app") not in known:
                wrong[kind.value] = Words("Please choose one from the list.")
        if wrong:
            raise Invalid(wrong)
        me, (ways, _) = current.actor().id, self.mine()
        for name, old in ways.items():
            new = Choice(name, raw.get(name, old.way), f"push.{name}" in raw if push else old.push)
            if new != old:
                self.notices.choose(me, name, new.way, new.push)
        digest = minutes["digest_at"]
        self.notices.put_hours(me, minutes["quiet_from"], minutes["quiet_until"], DIGEST if digest is None else digest)


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
