"""What was said of erased records beside them: in the journal, in notices, drafts, jobs, webhooks and what was sent in."""

from crm.dao.sales.erasure import ErasureDao
from crm.domain.kit.custom import PREFIX
from crm.domain.kit.module import modules
from crm.domain.kit.plain import recanonical
from crm.domain.platform.journal import ChangeItem, item_digest, said_digest
from crm.domain.sales.erasure import KEEP, TREATMENT, Known, Reach, Said, written
from crm.service.platform.journal import contained


class ErasureTrace:
    """Used by the erasure, in its transaction."""

    def __init__(self, dao: ErasureDao):
        self.dao = dao

    def forget(self, found: Reach, known: Known, number: int) -> None:
        """What tells of the records goes, of documents that are kept the titles that name the person, and whatever else names him by
        what nobody else has."""
        items = [one for one in self.dao.items(found.ids) if _goes(one)]
        likes = [contained(one) for one in known.patterns]
        items += [one for like in likes for one in self.dao.naming(like)]
        kept = {name for name, fate in TREATMENT.items() if fate == KEEP}
        whole = {one.change_set_id for one in items if one.module not in kept}
        sets = [one for one in self._sets(items) if one.id in whole or _names(known.names, one.title, one.reason)]
        sets += [one for like in likes for one in self.dao.titled(like)]
        self.mark(items, sets, number)
        self.dao.empty_deliveries(sorted({one.change_set_id for one in items}))
        rows = [{"like": like} for like in likes]
        for naming in (
            self.dao.notices_naming, self.dao.drafts_naming, self.dao.jobs_naming, self.dao.problems_naming,
            self.dao.submissions_naming, self.dao.deliveries_naming, self.dao.walks_naming, self.dao.lines_naming,
        ):  # fmt: skip
            naming(rows)

    def star(self, ids: list[int], known: list[str], number: int) -> None:
        """Of the history of other records only what names the person goes."""
        items = self.dao.items(ids)
        sets = [one for one in self._sets(items) if _names(known, one.title, one.reason)]
        self.mark([one for one in items if _names(known, one.before, one.after)], sets, number)

    def _sets(self, items: list[ChangeItem]) -> list[Said]:
        return self.dao.sets(sorted({one.change_set_id for one in items}))

    def mark(self, items: list[ChangeItem], sets: list[Said], number: int) -> None:
        """What is left of each is its digest, so the chain can be followed as before."""
        known = {(one.change_set_id, one.position): one for one in items}
        self.dao.erase_items([
            {
                "change_set_id": one.change_set_id, "position": one.position, "erasure_id": number,
                "erased": item_digest(vars(one) | {"before": recanonical(one.before), "after": recanonical(one.after)}),
            }
            for one in known.values()
        ])  # fmt: skip
        words = {one.id: said_digest(one.title, one.reason) for one in sets}
        self.dao.erase_sets([{"id": id, "erased": erased, "erasure_id": number} for id, erased in words.items()])


def _names(known: list[str], *texts: str | None) -> bool:
    return any(needle in (text or "") for needle in known for text in texts)


def _goes(item: ChangeItem) -> bool:
    """Of what is kept, the history of the document stays as well."""
    if TREATMENT.get(item.module) != KEEP or item.field is None:
        return True
    return item.field in written(modules()[item.module]) or item.field.startswith(PREFIX)
