"""Any mail server, by SMTP and through Django's mail classes only."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from leadwright.foundation.refusals import Refused
from leadwright.foundation.text import fault_in_text
from leadwright.messages.channels import NotTaken, RefusedForGood, Unreachable
from leadwright.messages.models import Message
from leadwright.messages.questions import attachments_of

TIMEOUT_SECONDS = 20
PORTS = {"none": 25, "starttls": 587, "ssl": 465}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where a mail server is and how to sign in; never shown with its password."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    timeout: int

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port}, tls={self.tls})"


def read_server(url: str) -> MailServer:
    """Read `smtp://user:password@host:port?tls=starttls|ssl|none&timeout=20`; raises ValueError."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    tls = asked.get("tls", "starttls" if parts.username else "none")
    if parts.scheme != "smtp" or not parts.hostname or tls not in PORTS:
        raise ValueError("a mail server is written smtp://user:password@host:port?tls=starttls")
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[tls],
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        timeout=int(asked.get("timeout", TIMEOUT_SECONDS)),
    )


class SmtpChannel:
    """One connection for a round; after a refusal or a break it is made anew."""

    keeps_text = False

    def __init__(self, server: MailServer) -> None:
        self._backend = EmailBackend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls == "starttls",
            use_ssl=server.tls == "ssl",
            timeout=server.timeout,
        )

    def __enter__(self) -> "SmtpChannel":
        """Open the round; the connection itself is made for the first message."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the round."""
        self._close()

    def deliver(self, message: Message) -> None:
        """Return once the server has said 250 to the whole message; else raise NotTaken."""
        try:
            mail = mail_of(message)
        except Refused as no:
            raise NotTaken(f"what it carries cannot be read: {no.sentence}") from None
        try:
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise Unreachable(reason(error)) from None
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            self._close()
            code, _said = next(iter(error.recipients.values()))
            raise (RefusedForGood if 500 <= code < 600 else NotTaken)(reason(error)) from None
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise NotTaken(reason(error)) from None

    def _close(self) -> None:
        """Leave the server; how it answers to that changes nothing."""
        with suppress(smtplib.SMTPException, OSError):
            self._backend.close()
        self._backend.connection = None


def mail_of(message: Message) -> EmailMultiAlternatives:
    """Return a message as Django's mail classes know it; the Message-ID is the row's own."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={**message.headers, "Message-ID": message.message_id},
    )
    mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
    for name, media_type, content in attachments_of(message):
        mail.attach(name, content, media_type)
    return mail


def reason(error: Exception) -> str:
    """Return what a server said, in one short line without control characters."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return f"{type(error).__name__}: {error}"[:200]
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    line = "".join(sign if sign.isprintable() and not fault_in_text(sign) else " " for sign in text)
    return f"{code} {line}"[:200]
