"""Notices: told in the reader's language, counted, read, swept out."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.current import acting
from crm.errors import NotFound
from crm.language import Words
from tests.kit.company import Company

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def notices(company: Company):
    return company.container.platform.notice()


def test_each_is_told_in_his_own_language(company, notices):
    users = company.container.platform.user()
    with company.acting("lilei"):
        users.change(company.users["zhao"], {"language": "en"})
    notices.tell([company.users["wang"], company.users["zhao"]], "reminder", Words("Reminder: {name}", name="报价"), "/activities/1")
    for who, said in (("wang", "提醒：报价"), ("zhao", "Reminder: 报价")):
        with company.acting(who):
            assert [(one.title, one.url) for one in notices.page(10)] == [(said, "/activities/1")]


def test_whoever_left_is_not_told(company, notices):
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["zhao"], {"state": "left"})
    readers = notices.tell([company.users["zhao"], company.users["wang"], company.users["wang"], 999999], "job", "Done", "/jobs/1")
    assert [reader.id for reader in readers] == [company.users["wang"]]


def test_reading_one_or_all_takes_them_off_the_count(company, notices):
    for n in range(3):
        notices.tell([company.users["wang"], company.users["zhao"]], "job", f"Done {n}", "/jobs/1")
    with company.acting("wang"):
        first, *_ = notices.page(10)
        assert notices.unread(company.users["wang"]) == 3
        assert notices.open(first.id).title == "Done 2"
        assert notices.unread(company.users["wang"]) == 2
        assert notices.read_all() == 2
        assert [one.read_at is None for one in notices.page(10)] == [False, False, False]
    assert (notices.unread(company.users["wang"]), notices.unread(company.users["zhao"])) == (0, 3)


def test_somebody_elses_notice_does_not_exist(company, notices):
    notices.tell([company.users["wang"]], "job", "Done", "/jobs/1")
    with company.acting("wang"):
        (one,) = notices.page(10)
    with company.acting("lilei"):
        assert notices.page(10) == []
        with pytest.raises(NotFound):
            notices.open(one.id)
    assert notices.unread(company.users["wang"]) == 1


@pytest.mark.parametrize("url", ["https://elsewhere.example", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_notice_leads_nowhere_else(company, notices, url):
    with pytest.raises(ValueError, match="page of this program"):
        notices.tell([company.users["wang"]], "job", "Done", url)


def test_what_was_read_long_ago_is_swept_out(company, notices):
    with acting(clock=NOON):
        for n in range(2):
            notices.tell([company.users["wang"]], "job", f"Done {n}", "/jobs/1")
    with company.acting("wang", clock=NOON):
        notices.open(notices.page(1)[0].id)
    with company.acting("wang", clock=NOON + timedelta(days=91)):
        assert notices.tidy() == 1
        assert [one.title for one in notices.page(10)] == ["Done 0"]
