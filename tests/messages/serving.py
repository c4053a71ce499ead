"""A real mail server in a thread, which takes, refuses, hangs or breaks off as it is told."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from tests.database import ROOT

Answer = str | Callable[[], str]
TAKEN = "250 OK"


@dataclass
class MailServer:
    """What the server was handed, and how it answers: the first answers in turn, then 250."""

    port: int = 0
    to_recipient: list[str] = field(default_factory=list)
    to_message: list[Answer] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return its address with a short patience."""
        return f"smtp://127.0.0.1:{self.port}?timeout=1"

    @property
    def mails(self) -> list[EmailMessage]:
        """Return the messages that it took, parsed."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.to_recipient.pop(0) if self.to_recipient else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.to_message.pop(0) if self.to_message else TAKEN
        if callable(answer):
            answer = await asyncio.get_running_loop().run_in_executor(None, answer)
        if answer == "break":
            server.transport.abort()
        if answer == "hang":
            await asyncio.sleep(3)
        if answer.startswith("250"):
            self.recipients += envelope.rcpt_tos
            self.raw.append(envelope.content or b"")
        return answer


@contextmanager
def mail_server(*to_message: Answer, to_recipient: list[str] | None = None) -> Iterator[MailServer]:
    """Run a mail server on a free port."""
    server = MailServer(to_message=list(to_message), to_recipient=to_recipient or [])
    server.port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def real_worker(url: str, database: str) -> "Iterator[subprocess.Popen[str]]":
    """Run `leadwright work` as it runs in the house, on a database and with a mail server of ours."""
    data = {
        "DATABASE_URL": database,
        "SECRET_KEY": settings.SECRET_KEY,
        "LEADWRIGHT_SMTP_URL": url,
        "LEADWRIGHT_FROM": "leads@example.com",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "leadwright.console.main", "work"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **data},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as worker:
        try:
            yield worker
        finally:
            worker.kill()
