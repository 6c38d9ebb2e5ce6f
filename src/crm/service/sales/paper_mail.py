"""Mails a paper to the customer: printed first, then put into the outbox together with the trace that it leaves."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from crm import current, language
from crm.domain.customer.activity import Activity
from crm.domain.kit.field import made_of
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.veil import veiled
from crm.domain.sales.paper_mail import (
    CLOSE,
    LINK,
    MOST,
    READ,
    SUBJECT,
    TEXT,
    Begun,
    Letter,
    addressed,
    filled,
    may_go,
    people,
    unlinked,
    written,
)
from crm.domain.sales.quote import numbered
from crm.domain.sales.quote_link import SHARED
from crm.errors import Forbidden, Invalid, NotFound, TooMany
from crm.language import Words, say
from crm.service.customer.activity import ActivityService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file import FileService
from crm.service.platform.mail import MailService, address
from crm.service.platform.pace import PaceService
from crm.service.platform.user import UserService
from crm.service.sales.paper import TITLES, PaperService, name_of
from crm.service.sales.quote_link import QuoteLinkService

OFFERED = 50  # contacts that are offered


class PaperMailService:
    def __init__(
        self, of: Callable[[str], Any], papers: PaperService, links: QuoteLinkService, mails: MailService, files: FileService,
        activities: ActivityService, users: UserService, paces: PaceService,
    ):  # fmt: skip
        self.db = papers.db
        self.of = of
        self.papers = papers
        self.links = links
        self.mails = mails
        self.files = files
        self.activities = activities
        self.users = users
        self.paces = paces

    @reading
    def begun(self, module: str, id: int, tongue: str | None = None, template_id: int | None = None) -> Begun:
        """What the template of its language says of it, for whoever may send it. NotFound and Forbidden as for the record; Invalid
        where it may not go."""
        row = veiled(self._row(module, id))
        contacts = self._contacts(row)
        own = getattr(row, "language", None)
        with current.acting(language=own or tongue or current.language()):
            spoken = current.language()
            template = self.papers.templates.choose(spoken, template_id)
            linkable = module == "quote" and row.state in SHARED
            usual = "\n\n".join(say(part) for part in ((TEXT, READ, CLOSE) if linkable else (TEXT, CLOSE)))
            text = template.mail_text or usual
            values = self._values(module, row, template.company or self.papers.settings.get("company"))
            letter = Letter(
                next(iter(contacts), ""), "", filled(template.mail_subject or say(SUBJECT), values),
                filled(text if linkable else unlinked(text), values),
            )  # fmt: skip
        return Begun(row.name, letter, tuple(contacts), linkable, spoken, hasattr(row, "language"), _is_sent_by_mail(module, row))

    def _row(self, module: str, id: int) -> Any:
        if module not in TITLES:
            raise NotFound()
        row = self.of(module).get(id)
        self.of(module).check_record("edit", row)
        if not current.actor().may("file.create"):
            raise Forbidden(Words("Your roles may not add files."))
        if refused := may_go(module, row.state):
            raise refused
        return row

    def _contacts(self, row: Any) -> list[str]:
        """The addresses of the customer's people as one may read them, the record's own contact first."""
        contacts = self.of("contact")
        field = contacts.module.fields.get("mails")
        if not row.account_id or field is None or field.masked or not current.actor().may("contact.view"):
            return []
        asked = Query(Group((Condition("account_id", "any", (str(row.account_id),)),)), Sort((("name", False),)), size=OFFERED)
        found = sorted(contacts.page(asked)[:OFFERED], key=lambda one: one.id != getattr(row, "contact_id", None))
        return [addressed(one.name, mail) for one in found for mail in one.mails]

    @staticmethod
    def _values(module: str, row: Any, company: str) -> dict[str, str]:
        until = getattr(row, "valid_until", None)
        return {
            "contact": getattr(row, "contact_name", None) or row.account_name or "", "customer": row.account_name or "",
            "paper": say(TITLES[module]), "number": numbered(row) if module == "quote" else row.number or "", "name": row.name,
            "amount": language.money(row.amount, row.currency or current.own_currency()) if row.amount is not None else "",
            "until": language.day(until) if until else "", "sender": current.actor().name, "company": company,
        }  # fmt: skip

    def send(
        self, module: str, id: int, raw: Mapping[str, str], link_of: Callable[[str], str], once: str, tongue: str | None = None,
        template_id: int | None = None,
    ) -> list[str]:  # fmt: skip
        """To whom it was sent, once for each key. Invalid for any of its fields, and what a link refuses; TooMany for whoever mailed too
        many within an hour. The paper is printed before the transaction begins, so that nobody waits for the press."""
        letter = written(raw)
        to, cc = _receivers(letter)
        if letter.is_linked and not self.begun(module, id, tongue, template_id).linkable:
            raise Invalid(text=Words("Only a quote that is approved or sent has a link."))
        self._pace()
        paper = self.papers.paper(module, id, tongue, template_id)
        self._send(module, id, letter, to, cc, name_of(paper), self.papers.press.print(paper), link_of, once, template_id)
        return [*to, *cc]

    def _pace(self) -> None:
        asked = self.paces.ask("mail", f"user:{current.actor().id}")
        if asked and not asked.admitted:
            told = Words("You mailed many papers within this hour. Please wait {n} minutes, then send this one.", n=-(-asked.wait // 60))
            raise TooMany(told, asked.wait)

    @transactional
    def _send(
        self, module: str, id: int, letter: Letter, to: list[str], cc: list[str], name: str, pdf: bytes, link_of: Callable[[str], str],
        once: str, template_id: int | None,
    ) -> None:  # fmt: skip
        row = self._row(module, id)
        if not self.activities.once.claim(once, current.actor().id, module, id, "", current.now()):
            return
        with self.activities.writer.together():
            if _is_sent_by_mail(module, row):
                self.links.quotes.send(id)
            text = letter.text
            if letter.is_linked:
                text = text.replace(LINK, link_of(self.links.make(id, recipient=to[0][:60], template_id=template_id)))
            file = self.files.take(name, BytesIO(pdf))
            self.mails.send_all(to, cc, letter.subject, text, reply_to=self._answers(), secret=letter.is_linked, files=(file,))
            entry = self._entry(module, row, letter, to, cc)
            self.files.hang([file.id], module, id, entry.id)

    def _answers(self) -> str | None:
        """Where an answer goes: to whoever sends it."""
        me = self.users.me()
        return addressed(me.name, me.mail) if me.mail else None

    def _entry(self, module: str, row: Any, letter: Letter, to: list[str], cc: list[str]) -> Any:
        """What stands in the story: a link lets somebody in, so it is only named."""
        said = letter.text.replace(LINK, f"[{say('Link to the quote')}]")
        heads = [say("To: {address}", address=", ".join(to)), *([say("Copy: {address}", address=", ".join(cc))] if cc else [])]
        entry = made_of(
            Activity,
            {
                "kind": "mail", "name": letter.subject, "body": "\n".join(heads) + f"\n\n{said}", "at": current.now(),
                "subject_module": module, "subject_id": row.id, "account_id": row.account_id, "owner_id": current.actor().id,
                "department_id": current.actor().department_id,
            },
        )  # fmt: skip
        (made,) = self.activities.writer.insert(self.activities.module, self.activities.records, [entry])
        self.activities.written([made])
        return made


def _is_sent_by_mail(module: str, row: Any) -> bool:
    """A quote that nobody has sent so far is sent by its mail."""
    return module == "quote" and row.state == "approved"


def _receivers(letter: Letter) -> tuple[list[str], list[str]]:
    """To whom it goes, and to whom as a copy, each person once. Invalid beside the field that holds something else."""
    found: dict[str, dict[str, str]] = {"to": {}, "cc": {}}
    wrong: dict[str, Words] = {}
    for name, text in (("to", letter.to), ("cc", letter.cc)):
        for one in people(text):
            try:
                key = address(one).addr_spec.lower()
            except Invalid:
                wrong.setdefault(name, Words("“{what}” is not a mail address. Write it like name@example.com.", what=one[:100]))
            else:
                if key not in found["to"]:
                    found[name].setdefault(key, one)
    if len(found["to"]) + len(found["cc"]) > MOST:
        wrong.setdefault("cc" if found["cc"] else "to", Words("One mail goes to {n} people at most.", n=MOST))
    if not wrong and not found["to"]:
        wrong["to"] = Words("“{what}” is not a mail address. Write it like name@example.com.", what=letter.to[:100])
    if wrong:
        raise Invalid(wrong)
    return list(found["to"].values()), list(found["cc"].values())
