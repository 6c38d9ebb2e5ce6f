"""Followers are told what happens to a record; stars bring it back with one click."""

from collections import defaultdict

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.follow import FollowDao
from crm.domain.kit.access import predicate
from crm.domain.kit.event import RecordsMerged, RecordsWritten
from crm.domain.kit.module import Module, modules
from crm.domain.platform.follow import KINDS, QUIET, Follower, Own, PeopleNamed, Place, RecordTold, Titled
from crm.errors import NotFound
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.user import UserService

SHOWN = 200
CHANGED = N_("{who} changed “{name}”")
MANY = N_("{who} changed “{name}” and {n} more that you follow")
NAMED = N_("{who} mentioned you in “{name}”")
LOGGED = N_("{who} logged “{what}” with “{name}”")


class FollowService:
    """The caller has read the record: whoever may not see it can neither follow nor star it."""

    def __init__(self, db: Database, follows: FollowDao, users: UserService, notices: NoticeService):
        self.db = db
        self.follows = follows
        self.users = users
        self.notices = notices

    @reading
    def own(self, record_id: int) -> list[Own]:
        """The actor's star, whether he follows the record, and the drafts of what he was typing about it."""
        return self.follows.own(current.actor().id, record_id)

    @transactional
    def mark(self, module: Module, record_id: int, kind: str, wanted: bool) -> None:
        """Star or follow a record, or no longer."""
        if kind not in KINDS:
            raise NotFound()
        if wanted:
            self.follows.put(current.actor().id, record_id, kind, module.name, current.now())
        else:
            self.follows.drop(current.actor().id, record_id, kind)

    @listens(RecordsMerged)
    def merged(self, event: RecordsMerged) -> None:
        """Stars and followers of the record that goes are those of the one that stays; who has marked both keeps both."""
        moved = self.follows.move(event.kept_id, event.gone_id)
        self.follows.note(
            [{"group_id": event.group_id, "kept_id": event.kept_id, "gone_id": event.gone_id} | {"user_id": one.user_id, "kind": one.kind}
             for one in moved]
        )  # fmt: skip

    @listens(RecordsWritten)
    def unmerged(self, event: RecordsWritten) -> None:
        """A record that a merge took away is back: so are those of its marks that are still there."""
        if event.verb == "undo" and (notes := self.follows.noted(list(event.ids))):
            self.follows.move_back([vars(one) for one in notes])
            self.follows.forget(sorted({one.group_id for one in notes}))

    @reading
    def marked(self, kind: str = "star", size: int = SHOWN) -> list[Titled]:
        return self.follows.marked(current.actor().id, kind, size)

    @reading
    def titles(self, ids: set[int]) -> dict[int, Titled]:
        """Those of the records, of any module, that the actor may see."""
        return {one.id: one for one in self.follows.titles(sorted(ids))} if ids else {}

    # Telling -----------------------------------------------------------------

    @listens(RecordsWritten)
    def changed(self, event: RecordsWritten) -> None:
        if event.verb in QUIET or event.module not in modules():
            return
        for record, people in self._by_first(modules()[event.module], event.ids).items():
            name, count = people[0].title, len(event.ids) - 1
            title = Words(MANY, who=_who(), name=name, n=count) if count else Words(CHANGED, who=_who(), name=name)
            self._tell(modules()[event.module], record, people, title)

    @listens(RecordTold)
    def told(self, event: RecordTold) -> None:
        for record, people in self._by_first(modules()[event.module], event.ids).items():
            self._tell(modules()[event.module], record, people, Words(LOGGED, who=_who(), what=event.name, name=people[0].title))

    @listens(PeopleNamed)
    def named(self, event: PeopleNamed) -> None:
        """Tell those of the named who may see the record; nobody is told of what he himself wrote."""
        module, place = modules()[event.module], self.follows.place(event.record_id)
        told = [id for id in event.people if id != current.actor().id and place and self._may_see(id, module, place)]
        if told:
            url = f"{module.path}/{event.record_id}#{event.anchor}"
            self.notices.tell(told, "mention", Words(NAMED, who=_who(), name=event.name), url)

    def _may_see(self, user_id: int, module: Module, place: Place) -> bool:
        actor = self.users.actor(user_id)
        if actor is None:
            return False
        opens = predicate(actor.grants, module.permission("view"))
        if opens.holds(place) or not any(ground.door and ground.column != "id" for ground in opens.grounds):
            return opens.holds(place)
        with current.acting(actor=actor):  # a place does not say what it belongs to, by which he may be let in: the index is asked
            return bool(self.follows.titles([place.id]))

    def _by_first(self, module: Module, ids: tuple[int, ...]) -> dict[int, list[Follower]]:
        """The record that each follower hears of: the first of those he follows and may still see."""
        found: dict[int, list[Follower]] = defaultdict(list)
        seen: set[int] = set()
        for one in self.follows.followers(list(ids), module.path, current.actor().id):
            if one.user_id not in seen and self._may_see(one.user_id, module, one):
                found[one.id].append(one)
                seen.add(one.user_id)
        return found

    def _tell(self, module: Module, record: int, people: list[Follower], title: str) -> None:
        self.notices.tell([one.user_id for one in people], "follow", title, f"{module.path}/{record}")


def _who() -> str:
    return current.actor().name or Words("System")
