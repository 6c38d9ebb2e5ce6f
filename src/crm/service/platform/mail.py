"""Mail: written in the business transaction, sent after it; sent first and marked then, so that none is lost."""

import json
import mimetypes
import smtplib
import ssl
from collections.abc import Sequence
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, make_msgid, parseaddr
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit import handles as known
from crm.domain.kit.text import Refused
from crm.domain.platform.file import File
from crm.domain.platform.job import GiveUp, Later
from crm.errors import CrmError, Invalid
from crm.language import N_, Words
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import transactional
from crm.service.platform.file_store import FileStore
from crm.service.platform.job import JobService
from crm.service.platform.setting import SettingService
from crm.service.platform.vault import Vault

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
TIMEOUT = 30  # seconds


class MailService:
    """Puts mails into the outbox, and sends them from there."""

    def __init__(self, db: Database, jobs: JobService, settings: SettingService, vault: Vault, store: FileStore):
        self.db = db
        self.jobs = jobs
        self.settings = settings
        self.vault = vault
        self.store = store

    @transactional
    def send(
        self, to: str, subject: str, text: str, html: str | None = None, reply_to: str | None = None, secret: bool = False,
        files: Sequence[File] = (),
    ) -> int:  # fmt: skip
        """The id of the job that sends it, should the transaction commit. `to` is `a@b.cn` or `Name <a@b.cn>`.

        Raises Invalid for what is no address. Line breaks in the subject become blanks. `secret`: what it says lets somebody in, so
        it waits sealed. `files` are attached as they lie when it is sent.
        """
        return self._put({"to": str(address(to))}, subject, text, html, reply_to, secret, files)

    @transactional
    def send_all(
        self, to: Sequence[str], cc: Sequence[str], subject: str, text: str, reply_to: str | None = None, secret: bool = False,
        files: Sequence[File] = (),
    ) -> None:  # fmt: skip
        """One mail to several people who see each other. Each has a job of his own: where a server refuses one of them, that one alone
        is tried again or given up."""
        heads = {"to": ", ".join(str(address(one)) for one in to), "cc": ", ".join(str(address(one)) for one in cc), "id": self._id()}
        for one in (*to, *cc):
            self._put(heads | {"for": address(one).addr_spec}, subject, text, None, reply_to, secret, files)

    def _id(self) -> str:
        return make_msgid(domain=_domain(self.settings.get("mail_sender")))

    def _put(
        self, heads: dict[str, str], subject: str, text: str, html: str | None, reply_to: str | None, secret: bool, files: Sequence[File]
    ) -> int:
        subject = " ".join(subject.split())[:200]
        id = heads.get("id") or self._id()
        payload = heads | {
            "subject": subject,
            **({"sealed": self.vault.seal(json.dumps([text, html]), f"mail {id}")} if secret else {"text": text, "html": html}),
            "reply_to": str(address(reply_to)) if reply_to else None,
            "id": id,
            "date": format_datetime(current.now()),
            **({"files": [[one.name, one.digest] for one in files]} if files else {}),
        }
        return self.jobs.enqueue("mail", payload, title=subject)

    def said(self, payload: dict[str, Any]) -> tuple[str, str | None]:
        """The text and the HTML of a mail that waits. Raises ValueError where they were sealed under another key."""
        if (sealed := payload.get("sealed")) is None:
            return payload["text"], payload["html"]
        if (opened := self.vault.unseal(sealed, f"mail {payload['id']}")) is None:
            raise ValueError("it was sealed under another key")
        text, html = json.loads(opened)
        return text, html

    def waits(self) -> str | None:
        """Why no mail is sent, or None."""
        if not (url := self.settings.get("mail_url")):
            return Words("No mail server is set up.")
        return None if _server(url) else Words("The address of the mail server cannot be read.")

    @handles("mail", forget=True, ready="waits", label=N_("Send mail"))
    def deliver(self, payload: dict[str, Any], job: JobHandle) -> None:
        """Hand one mail to the server. What the server will never take is given up in its own words."""
        try:
            message = self._message(payload)
        except (KeyError, TypeError, ValueError, MessageError, FileNotFoundError) as error:
            raise GiveUp(f"This mail cannot be written: {type(error).__name__}: {error}") from error
        try:
            with self._connected() as server:
                server.send_message(message, to_addrs=payload.get("for"))
        except smtplib.SMTPRecipientsRefused as refused:
            raise _answered(*next(iter(refused.recipients.values()))) from refused
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise Later(f"The mail server does not let us in: {_said(error)}", timedelta(minutes=10)) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _answered(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Later(f"The mail server cannot be reached: {_said(error)}") from error

    def _connected(self) -> smtplib.SMTP:
        if (url := _server(self.settings.get("mail_url"))) is None:
            raise Later(self.waits() or "")
        scheme, host, port = url.scheme, url.hostname or "", url.port or PORTS[url.scheme]
        if scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT)
        try:
            if scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    def _message(self, payload: dict[str, Any]) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = _sender(self.settings.get("mail_sender"))
        message["To"] = payload["to"]
        if payload.get("cc"):
            message["Cc"] = payload["cc"]
        message["Subject"] = payload["subject"]
        message["Date"] = payload["date"]
        message["Message-ID"] = payload["id"]
        message["Auto-Submitted"] = "auto-generated"
        if payload["reply_to"]:
            message["Reply-To"] = payload["reply_to"]
        text, html = self.said(payload)
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
        for name, digest in payload.get("files", ()):
            kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
            message.add_attachment(self.store.path(digest).read_bytes(), *kind, filename=name)
        return message


def address(text: str) -> Address:
    """`Name <a@b.cn>` or `a@b.cn` as an address; Invalid when it is none, or several, or holds a line break."""
    found = getaddresses([text])
    try:
        if len(found) != 1 or "\n" in text or "\r" in text:
            raise Refused(Words("This is not a mail address. Write it like name@example.com."))
        local, _, domain = known.mail(found[0][1]).rpartition("@")
        return Address(found[0][0], local, domain.encode("idna").decode())
    except Refused as no:
        raise Invalid(to=no.words) from None


def _sender(text: str) -> Address:
    """The sender of the settings; unlike others he may be at localhost."""
    name, spec = parseaddr(text)
    try:
        return Address(name, addr_spec=spec)
    except (MessageError, ValueError, IndexError):
        raise Later(f"The sender must look like CRM <crm@example.com>, not {text}", timedelta(minutes=10)) from None


def _domain(sender: str) -> str:
    """The host part of Message-IDs."""
    found = parseaddr(sender)[1].rpartition("@")[2]
    return found if found.isascii() and found else "localhost"


def _server(address: str | None) -> SplitResult | None:
    """The parts of a mail server's address; None when it is none."""
    try:
        parts = urlsplit(address or "")
        return parts if parts.scheme in PORTS and parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _answered(code: int, said: bytes | str) -> Exception:
    """5xx is for good, 4xx is for now."""
    words = f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return GiveUp(words) if code >= 500 else CrmError(words)


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
