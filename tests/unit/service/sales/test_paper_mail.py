"""A paper by mail: the PDF goes out with its link, the story keeps it, and what is refused leaves nothing behind."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest

from crm import current
from crm.current import acting
from crm.domain.sales.paper_mail import addressed, filled, unlinked
from crm.domain.sales.quote_template import QuoteTemplateDraft
from crm.errors import Forbidden, Invalid, TooMany
from tests.kit.company import SYSTEM
from tests.kit.servers import smtp
from tests.unit.service.sales.quotes import quote

SITE = "https://crm.example/q/"


def customer(company, mail="wang@x.example"):
    accounts, contacts = company.container.customer.account(), company.container.customer.contact()
    made = accounts.create(accounts.module.draft.parse({"name": "云帆科技"}))
    person = contacts.create(contacts.module.draft.parse({"name": "王芳", "account_id": made.id, "mails": [mail]}))
    return {"account_id": made.id, "contact_id": person.id}


def story(company, module, id):
    return company.container.customer.activity().story(module, id, 10)


def waiting(company):
    with acting(actor=SYSTEM):
        return company.container.platform.job().page(50, kind="mail")


def approved(company, **raw):
    made = quote(company, **raw)
    with company.acting("lilei"):
        company.container.trade.quote().change(made.id, {"state": "approved"})
    return made


def test_an_approved_quote_goes_out_with_its_paper_and_a_link_and_stands_in_the_story(company):
    mails = company.container.trade.paper_mail()
    with company.acting("wang"):
        made = approved(company, **customer(company))
        begun = mails.begun("quote", made.id)
        assert begun.recipients == ("王芳 <wang@x.example>",) and begun.letter.to == begun.recipients[0]
        assert made.number in begun.letter.subject and "{link}" in begun.letter.text and "王芳" in begun.letter.text
        for _ in range(2):  # a second click of the same form sends nothing
            mails.send("quote", made.id, vars(begun.letter), lambda token: SITE + token, "once-1")
        assert company.container.trade.quote().get(made.id).state == "sent"
        (entry,) = story(company, "quote", made.id)
        assert entry.kind == "mail" and "wang@x.example" in entry.body and SITE not in entry.body and entry.account_id == made.account_id
        (file,) = company.container.platform.file().of_entries([entry.id])[entry.id]
        assert file.name.endswith(".pdf") and (file.subject_module, file.subject_id) == ("quote", made.id)
    assert len(waiting(company)) == 1
    with smtp() as inbox:
        settings = company.container.platform.setting()
        settings._values, settings._stamp = {"mail_url": f"smtp://127.0.0.1:{inbox.port}"}, settings._current_stamp()
        with acting(actor=SYSTEM, clock=current.now() + timedelta(minutes=1)):
            company.container.platform.job_runner().run_due()
        (message,) = inbox.mails
    (part,) = message.iter_attachments()
    assert part.get_filename() == file.name and part.get_content().startswith(b"%PDF-")
    token = re.search(re.escape(SITE) + r"(\S+)", message.get_body().get_content())[1]
    with company.container.trade.quote_view().visiting("zh"):
        assert company.container.trade.quote_view().enter(token, "198.51.100.1").quote.id == made.id


def test_the_words_are_those_of_the_template_of_its_language(company):
    with company.acting("lilei"):
        company.container.trade.quote_template().create(
            QuoteTemplateDraft.parse(
                {
                    "name": "英文", "language": "en", "standard": "yes", "mail_subject": "Offer {number}",
                    "mail_text": "Hi {contact} {unknown}\nSee {link}",
                }
            )
        )  # fmt: skip
    with company.acting("wang"):
        made = approved(company, language="en", **customer(company))
        begun = company.container.trade.paper_mail().begun("quote", made.id)
    assert begun.letter.subject == f"Offer {made.number}" and begun.letter.text == "Hi 王芳 {unknown}\nSee {link}"


def test_what_is_no_address_or_missing_is_said_beside_its_field_and_nothing_happens(company):
    mails = company.container.trade.paper_mail()
    with company.acting("wang"):
        made = approved(company, **customer(company))
        for raw, name in (
            ({"to": "nobody", "subject": "a", "text": "b"}, "to"), ({"to": "a@b.example, c@", "subject": "a", "text": "b"}, "to"),
            ({"to": "a@b.example", "cc": "李雷", "subject": "a", "text": "b"}, "cc"), ({"to": "，", "subject": "a", "text": "b"}, "to"),
            ({"to": "a@b.example", "cc": "; ".join(f"c{n}@d.example" for n in range(10)), "subject": "a", "text": "b"}, "cc"),
            ({"to": "a@b.example", "subject": " ", "text": "b"}, "subject"), ({"to": "a@b.example", "subject": "a", "text": ""}, "text"),
        ):  # fmt: skip
            with pytest.raises(Invalid) as refused:
                mails.send("quote", made.id, raw, lambda token: SITE + token, f"once-{name}")
            assert list(refused.value.fields) == [name]
        assert company.container.trade.quote().get(made.id).state == "approved" and story(company, "quote", made.id) == []
    assert waiting(company) == []


def test_several_people_get_the_same_mail_each_by_a_job_of_his_own_and_see_each_other(company):
    mails = company.container.trade.paper_mail()
    with company.acting("wang"):
        made = approved(company, **customer(company))
        people = {"to": '王芳 <wang@x.example>，"Li, Lei" <lei@x.example>', "cc": "WANG@x.example; boss@x.example"}
        typed = people | {"subject": "a", "text": "b"}
        told = mails.send("quote", made.id, typed, lambda token: SITE + token, "once-4")
        assert told == ["王芳 <wang@x.example>", '"Li, Lei" <lei@x.example>', "boss@x.example"]  # nobody twice
        (entry,) = story(company, "quote", made.id)
        assert all(one in entry.body for one in told)
    assert len(waiting(company)) == 3
    with smtp() as inbox:
        settings = company.container.platform.setting()
        settings._values, settings._stamp = {"mail_url": f"smtp://127.0.0.1:{inbox.port}"}, settings._current_stamp()
        with acting(actor=SYSTEM, clock=current.now() + timedelta(minutes=1)):
            company.container.platform.job_runner().run_due()
        assert sorted(inbox.receivers) == [["boss@x.example"], ["lei@x.example"], ["wang@x.example"]]
        heads = {(one["To"], one["Cc"], one["Message-ID"]) for one in inbox.mails}
    assert len(heads) == 1 and next(iter(heads))[:2] == ('王芳 <wang@x.example>, "Li, Lei" <lei@x.example>', "boss@x.example")


def test_who_mails_too_many_within_an_hour_is_told_how_long_to_wait_and_nothing_goes_out(company):
    mails, settings = company.container.trade.paper_mail(), company.container.platform.setting()
    settings._values, settings._stamp = {"pace_mail": 1}, settings._current_stamp()
    with company.acting("wang"):
        made = approved(company, **customer(company))
        begun = mails.begun("quote", made.id)
        for bad in ("nobody", "a@b.example"):  # what is refused by its form costs nothing
            with suppress(Invalid):
                mails.send("quote", made.id, vars(begun.letter) | {"to": bad}, lambda token: SITE + token, f"once-{bad}")
        with pytest.raises(TooMany, match="60 minutes"), acting(language="en"):
            mails.send("quote", made.id, vars(begun.letter), lambda token: SITE + token, "once-5")
        assert len(story(company, "quote", made.id)) == 1
    assert len(waiting(company)) == 1


def test_a_draft_of_a_quote_stays_here_and_so_does_what_one_may_only_read(company):
    mails = company.container.trade.paper_mail()
    with company.acting("wang"):
        draft = quote(company, **customer(company))
        with pytest.raises(Invalid, match="approved"), acting(language="en"):
            mails.begun("quote", draft.id)
    with company.acting("lilei"):
        company.container.trade.quote().change(draft.id, {"state": "approved"})
    with company.acting("sun"), pytest.raises(Forbidden):
        mails.begun("quote", draft.id)


def test_an_order_is_mailed_without_a_link_and_a_link_typed_in_is_refused(company):
    mails, orders = company.container.trade.paper_mail(), company.container.trade.sales_order()
    with company.acting("wang"):
        account_id = customer(company)["account_id"]
        made = orders.create(orders.module.draft.parse({"name": "云帆订单", "amount": "800", "account_id": account_id}))
        begun = mails.begun("sales_order", made.id)
        assert not begun.linkable and "{link}" not in begun.letter.text
        with pytest.raises(Invalid) as refused:
            mails.send("sales_order", made.id, vars(begun.letter) | {"text": "见 {link}"}, lambda token: SITE + token, "once-2")
        assert list(refused.value.fields) == ["text"]
        mails.send("sales_order", made.id, vars(begun.letter), lambda token: SITE + token, "once-3")
        assert [one.kind for one in story(company, "sales_order", made.id)] == ["mail"]


def test_places_are_filled_names_are_plain_and_lines_with_a_link_go():
    assert filled("{a} {b} {c}", {"a": "{b}", "b": "2"}) == "{b} 2 {c}"
    assert addressed('Wang, "F" <x>', "w@x.example") == "Wang F x <w@x.example>"
    assert unlinked("a\nsee {link}\nb") == "a\nb"
