"""What of others mentions an erased person, and how it no longer does."""

from dataclasses import replace

from crm.dao.sales.erasure_mention import ErasureMentionDao
from crm.domain.kit import custom
from crm.domain.kit.module import Module
from crm.domain.kit.plain import dumps
from crm.domain.sales.erasure import VIEW, WAY, Known, Reach, starred
from crm.service.platform.journal import contained

Ids = dict[str, set[int]]


class ErasureMentions:
    """Used by the erasure, in its transaction."""

    def __init__(self, dao: ErasureMentionDao):
        self.dao = dao

    def of(self, found: Reach, known: Known) -> Ids:
        """What is of others and has a phone, a mail or a number of the person in its texts."""
        others: Ids = {}
        for one in self.dao.mentions([contained(text) for text in known.patterns]):
            if one.id not in found.own.get(one.module, ()):
                others.setdefault(one.module, set()).add(one.id)
        return others

    def star(self, module: Module, ids: list[int], known: list[str], kinds: tuple[str, ...]) -> None:
        """Put stars into fields of these kinds, also those that were added to the module."""
        for needle in known:
            self.dao.black_out(module, ids, needle, kinds)
        texts = {name for name, one in custom.here().all(module.name).items() if one.kind_name in kinds}
        rows = self.dao.added(module, ids) if texts else []
        anew = [
            replace(row, custom=row.custom | {name: starred(value, known) for name, value in row.custom.items() if name in texts})
            for row in rows
        ]
        self.dao.put_added(module, [new for row, new in zip(rows, anew, strict=True) if new != row])

    def unlook(self, mentioned: Ids, known: list[str]) -> None:
        """Saved views no longer look for the person; a way into the journal that did leads nowhere now."""
        views = self.dao.views(sorted(mentioned.get(VIEW, ())))
        self.dao.put_views([{"id": one.id, "name": starred(one.name, known), "state": dumps(starred(one.state, known))} for one in views])
        self.dao.drop_ways(sorted(mentioned.get(WAY, ())))
