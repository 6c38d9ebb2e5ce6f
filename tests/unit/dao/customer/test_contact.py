"""Contacts in the database."""

from datetime import UTC, datetime, timedelta

from crm.domain.customer.contact import ContactDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_lists_of_phones_come_back_as_they_went_in_and_a_touch_only_moves_forward(company):
    contacts = company.container.customer.contact_dao()
    raw = {"name": "王芳", "phones": ["13900000001", "13900000002"], "mails": ["fang@example.com"]}
    with company.acting("wang"), contacts.db.transaction():
        made = company.container.customer.contact().create(ContactDraft.parse(raw))
        assert contacts.touch([made.id], NOON) == 1
        assert contacts.touch([made.id], NOON - timedelta(days=1)) == 0
        (found,) = contacts.find([made.id])
    assert (found.phones, found.mails) == (["+8613900000001", "+8613900000002"], ["fang@example.com"])
    assert (found.touched_at, found.version) == (NOON, made.version)
