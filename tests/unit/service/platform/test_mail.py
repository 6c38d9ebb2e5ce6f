"""Mail: written in the business transaction, sent after it by a real SMTP conversation, never lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm.current import acting
from crm.errors import Invalid
from tests.kit.company import SYSTEM, Company
from tests.kit.servers import Inbox, free_port, smtp

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with smtp() as found:
        yield found


@pytest.fixture
def mails(company: Company):
    return company.container.platform.mail()


@pytest.fixture
def jobs(company: Company):
    return company.container.platform.job()


@pytest.fixture
def server(company: Company) -> Callable[..., None]:
    """server(port): mail leaves through it."""

    def use(port: int | None, **more: Any) -> None:
        values = {"mail_url": f"smtp://127.0.0.1:{port}" if port else None, "mail_sender": "知客 CRM <crm@example.com>", **more}
        settings = company.container.platform.setting()
        settings._values, settings._stamp = values, settings._current_stamp()

    return use


@pytest.fixture
def deliver(company: Company) -> Callable[..., int]:
    """deliver(minutes): what the worker does so long after noon; how many jobs it ran."""

    def run(minutes: float = 0) -> int:
        with acting(actor=SYSTEM, clock=NOON + timedelta(minutes=minutes)):
            return company.container.platform.job_runner().run_due()

    return run


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with acting(actor=SYSTEM, language="en", clock=NOON):
        yield


def test_a_mail_arrives_with_both_bodies_and_chinese_everywhere(mails, inbox, server, deliver):
    server(inbox.port)
    html = "<p>您好，<b>报价单</b>已更新。</p>"
    mails.send("王强 <wang@example.com>", "报价单：已更新", "您好，\n报价单已更新。", html, "李雷 <lilei@example.com>")
    assert deliver() == 1
    (mail,) = inbox.mails
    assert mail["From"] == "知客 CRM <crm@example.com>"
    assert mail["To"].addresses[0].display_name == "王强"
    assert mail["To"].addresses[0].addr_spec == "wang@example.com"
    assert mail["Reply-To"].addresses[0].addr_spec == "lilei@example.com"
    assert mail["Subject"] == "报价单：已更新"
    assert mail["Date"].datetime == NOON
    assert mail["Message-ID"].endswith("@example.com>")
    assert mail.get_body(("plain",)).get_content().split() == ["您好，", "报价单已更新。"]
    assert mail.get_body(("html",)).get_content().strip() == html


def test_when_the_business_is_undone_no_mail_leaves(mails, jobs, inbox, server, deliver):
    server(inbox.port)
    with pytest.raises(ZeroDivisionError), jobs.db.transaction():
        mails.send("wang@example.com", "Your order", "It is on its way.")
        raise ZeroDivisionError
    assert deliver() == 0
    assert inbox.mails == []


def test_a_crash_between_sending_and_marking_sends_again_under_the_same_id(mails, jobs, inbox, server, deliver, company, monkeypatch):
    server(inbox.port)
    id = mails.send("wang@example.com", "Your order", "It is on its way.")
    runner = company.container.platform.job_runner()
    with monkeypatch.context() as patched:
        patched.setattr(runner, "_settle", lambda *_: (_ for _ in ()).throw(SystemExit("killed")))
        with pytest.raises(SystemExit):
            deliver()
    assert jobs.get(id).state == "running"
    assert deliver(0.5) == 0
    assert deliver(1) == 1
    first, second = inbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert jobs.get(id).state == "done"


def test_a_sent_mail_leaves_no_text_behind(mails, jobs, inbox, server, deliver):
    server(inbox.port)
    mails.send("wang@example.com", "Choose a password", "The secret link")
    deliver()
    with jobs.db.transaction() as work:
        work.cursor.execute("SELECT CAST(payload AS TEXT) FROM job")
        assert work.cursor.fetchall() == [("{}",)]


def test_a_refused_recipient_is_given_up_at_once_in_the_servers_words(mails, jobs, inbox, server, deliver):
    async def handle_RCPT(*_: Any) -> str:
        return "550 5.1.1 no such user here"

    inbox.handle_RCPT = handle_RCPT  # type: ignore[attr-defined]
    server(inbox.port)
    id = mails.send("nobody@example.com", "Hello", "Hello")
    deliver()
    job = jobs.get(id)
    assert (job.state, job.attempts, job.error) == ("quarantined", 1, "550 5.1.1 no such user here")


def test_a_refusal_for_now_is_tried_again_later(mails, jobs, inbox, server, deliver):
    server(inbox.port)
    inbox.refuse = "451 4.7.1 greylisted, come back"
    id = mails.send("wang@example.com", "Hello", "Hello")
    deliver()
    assert (jobs.get(id).state, jobs.get(id).why) == ("failed", "451 4.7.1 greylisted, come back")
    inbox.refuse = None
    assert deliver(0.2) == 1
    assert (jobs.get(id).state, len(inbox.mails)) == ("done", 1)


def test_a_server_that_is_down_for_long_costs_no_mail(mails, jobs, server, deliver):
    server(free_port())
    id = mails.send("wang@example.com", "Hello", "Hello")
    for minute in range(0, 20, 2):
        assert deliver(minute) == 1
    job = jobs.get(id)
    assert (job.state, job.attempts) == ("waiting", 0)
    assert job.why.startswith("The mail server cannot be reached: ConnectionRefusedError")
    with smtp() as back:
        server(back.port)
        deliver(30)
        assert [mail["Subject"] for mail in back.mails] == ["Hello"]


@pytest.mark.parametrize("address", [None, "smtp://", "ftp://example.com", "smtp://host:port", "just words"])
def test_without_a_server_mail_waits_and_says_why(mails, jobs, server, deliver, address):
    server(None, mail_url=address)
    id = mails.send("wang@example.com", "Hello", "Hello")
    assert deliver(600) == 0
    job = jobs.get(id)
    assert (job.state, job.attempts) == ("waiting", 0)
    assert "mail server" in jobs.held(job)


def test_a_password_that_the_server_refuses_keeps_the_mail(mails, jobs, inbox, server, deliver):
    server(None, mail_url=f"smtp://crm:p%40ss@127.0.0.1:{inbox.port}")
    id = mails.send("wang@example.com", "Hello", "Hello")
    deliver()
    job = jobs.get(id)
    assert (job.state, job.attempts, job.why.split(":")[0]) == ("waiting", 0, "The mail server does not let us in")
    assert "p@ss" not in job.error


def test_a_server_without_encryption_is_not_spoken_to_when_it_was_asked_for(mails, jobs, inbox, server, deliver):
    server(None, mail_url=f"smtp+starttls://127.0.0.1:{inbox.port}")
    id = mails.send("wang@example.com", "Hello", "Hello")
    deliver()
    assert (jobs.get(id).state, inbox.mails) == ("waiting", [])


def test_a_sender_that_is_no_address_keeps_the_mail(mails, jobs, inbox, server, deliver):
    server(inbox.port, mail_sender="nobody in particular")
    id = mails.send("wang@example.com", "Hello", "Hello")
    deliver()
    assert (jobs.get(id).state, jobs.get(id).attempts) == ("waiting", 0)
    assert jobs.get(id).why.startswith("The sender must look like")


def test_a_line_break_in_the_subject_starts_no_header(mails, inbox, server, deliver):
    server(inbox.port)
    mails.send("wang@example.com", "Hello\r\nBcc: all@example.com\n\nbody", "Hello")
    deliver()
    (mail,) = inbox.mails
    assert mail["Subject"] == "Hello Bcc: all@example.com body"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "to",
    [
        "", "wang", "wang@", "a@b.cn\r\nBcc: c@d.cn", "Wang\n <a@b.cn>", "a@b.cn, c@d.cn", "李@例子.中国", "<script>@b.cn", "a@b@c.cn",
        "x" * 300 + "@b.cn",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused_when_it_is_written(mails, jobs, to):
    for more in ({"to": to}, {"to": "wang@example.com", "reply_to": to or "-"}):
        with pytest.raises(Invalid):
            mails.send(subject="Hello", text="Hello", **more)
    assert jobs.page(5) == []


FORGED = {"to": "a@b.cn\nBcc: c@d.cn", "subject": "x", "date": "x", "id": "<x@y>", "reply_to": None, "text": "", "html": None}


@pytest.mark.parametrize("payload", [{}, {"to": None}, FORGED])
def test_a_mail_that_cannot_be_written_is_given_up(jobs, inbox, server, deliver, payload):
    server(inbox.port)
    id = jobs.enqueue("mail", payload)
    deliver()
    assert (jobs.get(id).state, jobs.get(id).why.split(":")[0], inbox.mails) == ("quarantined", "This mail cannot be written", [])
