"""Read that a mail came back: reports as the standard has them (RFC 3464), and those of servers that have their own."""

import re
from email.message import Message

from leadwright.foundation.text import storable
from leadwright.inbox.letters.bodies import Parts
from leadwright.inbox.letters.headers import addresses_in, author, ids_in, line, lines_of, raw_line
from leadwright.inbox.letters.letter import Bounce

DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "bounce", "bounces")
SUBJECT = re.compile(
    r"undeliver|non.?deliver|not delivered|delivery (?:status|failure|has failed|problem)|mail delivery|"
    r"returned (?:mail|to sender)|failure notice|could not be delivered|"
    r"onbestelbaar|niet (?:bezorgd|afgeleverd|besteld)|bezorging.{0,20}mislukt|"
    r"non remis|[ée]chec de (?:la )?(?:remise|livraison|distribution)|"
    r"unzustellbar|nicht zugestellt|zustellung.{0,30}fehlgeschlagen|"
    r"не доставлен|недоставлен|не удалось доставить|ошибка доставки",
    re.I,
)
FOR_GOOD = re.compile(r"\b5[0-9][0-9][ \-]|\b5\.[0-9]{1,3}\.[0-9]{1,3}\b")
FOR_NOW = re.compile(
    r"\b4\.[0-9]{1,3}\.[0-9]{1,3}\b|will (?:be retried|retry|keep trying)|delayed|vertraagd|verz[öo]gert|"
    r"retard[ée]|задержан",
    re.I,
)
MOST_TEXT = 50_000


def bounce_in(message: Message, parts: Parts) -> Bounce | None:
    """Return which mail came back and why, if this is such a report."""
    fields = [field for report in parts.reports for field in _blocks(report)]
    if fields:
        return _by_report(fields, message, parts)
    return _by_words(message, parts) if _is_likely(message) else None


def _blocks(report: Message) -> list[Message]:
    inner = report.get_payload()
    return [row for row in inner if isinstance(row, Message)][:50] if isinstance(inner, list) else []


def _by_report(fields: list[Message], message: Message, parts: Parts) -> Bounce | None:
    of_recipients = [row for row in fields if raw_line(row, "final-recipient") or raw_line(row, "action")]
    if not of_recipients:
        return None
    failed = [row for row in of_recipients if _is_failed(row)]
    chosen = failed or of_recipients
    known = [_plain(row, name) for row in chosen for name in ("final-recipient", "original-recipient")]
    words = [_plain(row, "diagnostic-code") or raw_line(row, "status") for row in chosen]
    return Bounce(
        message_ids=_ids(message, parts),
        addresses=tuple(dict.fromkeys(address for text in known for address in addresses_in(text))),
        is_permanent=bool(failed),
        words=_brief(next((text for text in words if text), "")),
    )


def _is_failed(row: Message) -> bool:
    action, status = raw_line(row, "action").strip().lower(), raw_line(row, "status").strip()
    return action == "failed" and not status.startswith("4")


def _plain(row: Message, name: str) -> str:
    """Return a value without the type in front of it, such as `rfc822;`."""
    return raw_line(row, name).rpartition(";")[2].strip()


def _is_likely(message: Message) -> bool:
    if lines_of(message, "x-failed-recipients"):
        return True
    _name, sender = author(message)
    from_program = sender.partition("@")[0] in DAEMONS or raw_line(message, "return-path").strip() == "<>"
    return from_program and SUBJECT.search(line(message, "subject")) is not None


def _by_words(message: Message, parts: Parts) -> Bounce:
    text = "\n".join([parts.text, *parts.returned])[:MOST_TEXT]
    named = addresses_in(" ".join(lines_of(message, "x-failed-recipients")))
    reason = next((row for row in parts.text.split("\n") if FOR_GOOD.search(row[:1000])), "")
    is_for_now = FOR_NOW.search(f"{line(message, 'subject')}\n{parts.text[:MOST_TEXT]}") is not None
    return Bounce(
        message_ids=_ids(message, parts),
        addresses=tuple(named or addresses_in(text)),
        is_permanent=bool(reason or named) and not (is_for_now and not reason),
        words=_brief(reason or line(message, "subject")),
    )


def _ids(message: Message, parts: Parts) -> tuple[str, ...]:
    """Return the ids that may be those of the mail that came back."""
    text = "\n".join([*parts.returned, *lines_of(message, "in-reply-to"), *lines_of(message, "references")])
    return tuple(ids_in(f"{text}\n{parts.text}"[:MOST_TEXT]))[:50]


def _brief(text: str) -> str:
    return storable(" ".join(text.split()))[:200]
