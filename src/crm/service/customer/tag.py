"""Tags: the words of the house."""

from dataclasses import replace

from crm.dao.customer.tag import TagDao
from crm.domain.customer.tag import Tag, TagDraft
from crm.domain.kit.event import TagsUsed
from crm.service.kit.event import listens
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading, transactional


class TagService(RecordService[Tag, TagDraft]):
    records: TagDao

    @reading
    def names(self) -> list[str]:
        return self.records.names()

    @listens(TagsUsed)
    @transactional
    def learn(self, event: TagsUsed) -> None:
        """A tag that somebody typed for the first time becomes one of the house."""
        new = sorted(set(event.names) - set(self.records.known(list(event.names))))
        if new:
            rows = [replace(self.module.row(name=name), owner_id=None) for name in new]  # type: ignore[call-arg]
            self.writer.insert(self.module, self.records, rows)
