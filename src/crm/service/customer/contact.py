"""Contacts: what is true of them beyond their shape."""

from crm.dao.customer.contact import ContactDao
from crm.domain.customer.contact import Contact, ContactDraft
from crm.domain.customer.event import Touched
from crm.service.kit.event import listens
from crm.service.kit.record import RecordService


class ContactService(RecordService[Contact, ContactDraft]):
    records: ContactDao

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)
