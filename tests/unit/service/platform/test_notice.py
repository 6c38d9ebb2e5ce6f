"""Notices: told in the reader's language, counted, read, swept out."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from crm.current import acting
from crm.errors import Invalid, NotFound
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


# By mail, as everybody chose -----------------------------------------------------

MIDNIGHT = datetime(2026, 11, 20, 16, tzinfo=UTC)  # in Shanghai


@pytest.fixture
def choose(company):
    def made(who: str, **raw: str) -> None:
        with company.acting(who):
            company.container.platform.notice_choice().choose(raw)

    return made


def mails(company) -> list[tuple[str, str]]:
    """(to, subject) of every mail in the outbox."""
    with company.container.db().transaction() as work:
        work.cursor.execute("SELECT CAST(payload AS TEXT) FROM job WHERE kind = 'mail' ORDER BY id")
        found = [json.loads(payload) for (payload,) in work.cursor.fetchall()]
    return [(one["to"], one["subject"]) for one in found]


def told(company, notices, clock=NOON, kind: str = "mention") -> None:
    with acting(clock=clock):
        notices.tell([company.users["wang"]], kind, Words("Reminder: {name}", name="报价"), "/activities/1")


def test_a_mention_goes_by_mail_at_once_unless_somebody_wants_otherwise(company, notices, choose):
    told(company, notices)
    assert mails(company) == [("wang@example.com", "提醒：报价")]
    choose("wang", mention="app")
    told(company, notices)
    assert len(mails(company)) == 1 and notices.unread(company.users["wang"]) == 2


def test_never_means_not_even_at_the_bell(company, notices, choose):
    choose("wang", mention="never")
    told(company, notices)
    assert (mails(company), notices.unread(company.users["wang"])) == ([], 0)


def test_quiet_hours_over_midnight_hold_mail_back_and_not_the_bell(company, notices, choose):
    choose("wang", quiet_from="22:00", quiet_until="07:30")
    told(company, notices, MIDNIGHT)
    assert (mails(company), notices.unread(company.users["wang"])) == ([], 1)
    for hours, sent in ((7.4, 0), (7.5, 1), (8, 1)):
        with acting(clock=MIDNIGHT + timedelta(hours=hours)):
            notices.deliver()
        assert len(mails(company)) == sent
    told(company, notices, MIDNIGHT + timedelta(hours=9))
    assert len(mails(company)) == 2


def test_the_digest_is_one_mail_of_what_is_still_unread(company, notices, choose):
    choose("wang", mention="digest", job="digest", digest_at="18:00")
    for kind in ("mention", "mention", "job"):
        told(company, notices, kind=kind)
    with company.acting("wang"):
        notices.open(notices.page(10)[-1].id)
    with acting(clock=NOON + timedelta(hours=5, minutes=59)):
        notices.deliver()
    assert mails(company) == []
    for _ in range(2):
        with acting(clock=NOON + timedelta(hours=6)):
            notices.deliver()
    assert mails(company) == [("wang@example.com", "今日 2 条通知")]


def test_somebody_who_was_assigned_something_hears_of_it_once_and_not_from_himself(company, notices):
    accounts = company.container.customer.account()
    with company.acting("han"):
        made = [accounts.create(accounts.module.draft.parse({"name": name})).id for name in ("甲公司", "乙公司")]
        accounts.assign_all(made, company.users["wang"], company.departments["east"])
    with company.acting("wang"):
        (one,) = notices.page(10)
    assert (one.kind, one.title, one.url) == ("assignment", "韩梅梅将“甲公司”等分配给您（另有 1 条）", f"/accounts/{made[0]}")
    with company.acting("han"):
        accounts.assign_all(made, company.users["han"], company.departments["sales"])
        assert notices.page(10) == []


def test_whoever_asked_for_a_job_hears_of_its_end(company, notices):
    with company.acting("wang"):
        company.container.platform.job().enqueue("mail", {"to": "nonsense"})
    with company.acting("lilei"):
        company.container.platform.setting().change({"mail_url": "smtp://localhost:9"})
    company.container.platform.job_runner().run_due()
    with company.acting("wang"):
        (one,) = notices.page(10)
    assert (one.kind, one.title) == ("job", "“发送邮件”执行失败") and one.url.startswith("/jobs/")


def test_a_notice_is_marked_as_unread_again_and_filtered(company, notices):
    told(company, notices)
    told(company, notices, kind="job")
    with company.acting("wang"):
        newest, oldest = notices.page(10)
        notices.mark(newest.id, True)
        assert [one.id for one in notices.page(10, only_unread=True)] == [oldest.id]
        assert [one.id for one in notices.page(10, kind="job")] == [newest.id]
        notices.mark(newest.id, False)
        assert len(notices.page(10, only_unread=True)) == 2
    with company.acting("zhao"), pytest.raises(NotFound):
        notices.mark(newest.id, True)


@pytest.mark.parametrize(
    ("raw", "field"),
    [({"quiet_from": "22:00"}, "quiet_until"), ({"digest_at": "morgens"}, "digest_at"), ({"mention": "pigeon"}, "mention")],
)
def test_a_choice_that_cannot_be_is_refused_beside_its_field(company, raw, field):
    with company.acting("wang"), pytest.raises(Invalid) as refusal:
        company.container.platform.notice_choice().choose(raw)
    assert set(refusal.value.fields) == {field}
