"""The servers that tests talk to: the CRM itself and a mail server that keeps what it is sent."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from waitress.server import create_server


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def live(app: Callable[..., Any]) -> Iterator[str]:
    """Serve a WSGI application from a thread for the length of the block; its address without a last slash."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(timeout=5)


class Inbox:
    """The mails received so far, parsed, in order. `refuse` is the answer to the next ones, such as "451 later"."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[EmailMessage] = []
        self.receivers: list[list[str]] = []  # of each mail, as the server was told
        self.refuse: str | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse:
            return self.refuse
        mail = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.receivers.append(envelope.rcpt_tos)
        return "250 OK"


@contextmanager
def smtp() -> Iterator[Inbox]:
    """A mail server on 127.0.0.1:<inbox.port> for the length of the block."""
    inbox = Inbox(free_port())
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
