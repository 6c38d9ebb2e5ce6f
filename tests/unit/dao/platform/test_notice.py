"""Notices in the database."""

from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def notices(company):
    dao = company.container.platform.notice_dao()
    wang, zhao = company.users["wang"], company.users["zhao"]
    with dao.db.transaction():
        row = dict.fromkeys(("body", "module", "record_id", "mail_at"))
        row |= {"kind": "reminder", "url": "/", "created_at": NOON, "way": "app"}
        dao.insert([row | {"user_id": user, "title": f"{n}"} for n, user in enumerate((wang, wang, wang, zhao))])
        yield dao


def test_one_reads_ones_own_newest_first_page_by_page(company, notices):
    wang = company.users["wang"]
    first = notices.page(wang, 2)
    assert [one.title for one in (*first, *notices.page(wang, 2, first[-1].id))] == ["2", "1", "0"]
    assert notices.get(first[0].id, company.users["zhao"]) is None


def test_unread_ones_are_counted_no_further_than_asked(company, notices):
    wang, zhao = company.users["wang"], company.users["zhao"]
    assert (notices.unread(wang, 100), notices.unread(wang, 2)) == (3, 2)
    first = notices.page(wang, 1)[0]
    assert (notices.read(zhao, NOON, first.id), notices.read(wang, NOON, first.id), notices.read(wang, NOON)) == (0, 1, 2)
    assert (notices.unread(wang, 100), notices.unread(zhao, 100)) == (0, 1)


def test_only_old_ones_that_were_read_are_forgotten(company, notices):
    notices.read(company.users["wang"], NOON)
    assert notices.forget(NOON) == 0
    assert notices.forget(NOON + timedelta(seconds=1)) == 3


def test_a_notice_is_for_those_who_are_still_here(company, notices):
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET state = 'suspended' WHERE id = {company.users['zhao']}")
    found = notices.readers([company.users["wang"], company.users["zhao"], 0], "reminder")
    assert [(one.id, one.mail) for one in found] == [(company.users["wang"], "wang@example.com")]
