"""One's own ways into the journal: kept by name, nobody else's business."""

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.journal_link import JournalLinkDao
from crm.domain.platform.journal_link import LONGEST_NAME, MOST, PLACES, JournalLink
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional


class JournalLinkService:
    def __init__(self, db: Database, links: JournalLinkDao):
        self.db = db
        self.links = links

    @reading
    def mine(self, place: str) -> list[JournalLink]:
        return self.links.of_user(current.actor().id, place, MOST)

    @transactional
    def keep(self, place: str, name: str, query: str) -> None:
        """One that has the name already leads there from now on."""
        name = " ".join(name.replace("\0", "").split())
        if not current.actor().may("journal.view"):
            raise Forbidden()
        if place not in PLACES:
            raise NotFound()
        if not name or not query:
            raise Invalid(name=Words("Please fill this in."))
        if len(name) > LONGEST_NAME:
            raise Invalid(name=Words("At most {max} characters.", max=LONGEST_NAME))
        known = self.mine(place)
        if len(known) >= MOST and all(one.name != name for one in known):
            raise Invalid(name=Words("At most {n} links. Please remove one first.", n=MOST))
        self.links.put(current.actor().id, place, name, query, current.now())

    @transactional
    def drop(self, id: int) -> None:
        if not self.links.drop(id, current.actor().id):
            raise NotFound()
