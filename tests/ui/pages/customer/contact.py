"""Contacts: the people at customers."""

from tests.ui.pages.record import RecordPages


class ContactPage(RecordPages):
    """Contacts: the people at customers in the browser."""

    path = "/contacts"
    endpoint = "customer_contact"
    noun = {"en": "contacts", "zh": "联系人"}
