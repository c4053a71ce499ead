"""The personal data of mails: what a person wrote or was written, and the bytes in which it arrived."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.html import escape

from leadwright.foundation.charsets import decoded
from leadwright.foundation.mentioning import holding
from leadwright.foundation.personal import BLANK, Person, Place, masked, masked_in, mentions
from leadwright.history.facts import Party
from leadwright.inbox.letters.letter import Unreadable
from leadwright.inbox.letters.parsing import read
from leadwright.inbox.models import STUCK, RawArrival, Verdict
from leadwright.inbox.retaining import BLANK as NOTHING_LEFT
from leadwright.leads.erasing import own as leads_about
from leadwright.mails.models import Mail, words_of_copy

SAID = ("subject", "text", "quoted", "html", "sender", "sender_name", "put_aside_reason")
OF_MAILS = (*SAID, "recipients", "attachments", "calendar", "message_id", "in_reply_to", "digest")
OF_ARRIVALS = ("content", "envelope", "headers", "sender", "words")


def places() -> list[Place]:
    """Return the places of personal data in this room and in the inbox below it."""
    mails = Place(
        code="mails",
        columns=frozenset(f"mails_mail.{name}" for name in OF_MAILS),
        count=lambda person: _own(person).count() + _naming(person).count(),
        show=_show,
        erase=_erase,
    )
    arrivals = Place(
        code="arrivals",
        columns=frozenset(f"inbox_rawarrival.{name}" for name in OF_ARRIVALS),
        count=lambda person: sum(1 for _row in _arrivals(person)),
        show=_show_arrivals,
        erase=_erase_arrivals,
    )
    # The arrivals go first: which of them are the person's is known by the mails.
    return [arrivals, mails]


def _own(person: Person) -> Any:
    """Return the mails about the person: of the contact, of leads about it, and from or to its own addresses."""
    about = Q(contact__in=person.contacts) | Q(lead__in=leads_about(person).values("pk"))
    rows = Mail.objects.filter(about)
    if person.emails:
        named = Q(sender__in=person.emails) | Q(recipients__overlap=sorted(person.emails))
        home = Q(organisation=person.organisation) if person.organisation is not None else Q()
        rows = Mail.objects.filter(about | (named & home))
    return rows


def _naming(person: Person) -> Any:
    """Return the other mails of the company that name the person by an address or a number."""
    rows = Mail.objects.exclude(pk__in=_own(person).values("pk"))
    if person.organisation is not None:
        rows = rows.filter(organisation=person.organisation)
    return rows.filter(holding(SAID, person.keys()))


def _show(person: Person) -> list[Mapping[str, Any]]:
    return [
        {
            "kind": row.kind,
            "direction": row.direction,
            "arrived_at": row.arrived_at.isoformat(),
            "sent_at": row.sent_at.isoformat() if row.sent_at else None,
            "from": row.sender,
            "to": row.recipients,
            "subject": row.subject,
            "text": row.text,
            "quoted": row.quoted,
            "attachments": row.attachments,
            "calendar": row.calendar,
        }
        for row in _readable(person)
    ]


def _readable(person: Person) -> Any:
    """Return the mails that the company which answers may read."""
    rows = _own(person).order_by("pk")
    home = person.organisation
    if home is None:
        return rows
    shared = Q(is_shared=True) & (Q(shared_with=None) | Q(shared_with=home))
    return rows.filter(Q(organisation=home) | shared)


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Keep kind, time and direction of each mail, and take what it says and who wrote it."""
    del by, at
    own = list(_own(person).select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    others = list(_naming(person).select_for_update(of=("self",)).order_by("pk"))
    Mail.objects.filter(pk__in=own).update(
        **dict.fromkeys((*SAID, "message_id", "in_reply_to", "digest"), ""),
        recipients=[],
        attachments=[],
        calendar={},
    )
    for row in others:
        _mask(row, _marks(person))
    return len(own) + len(others)


def _marks(person: Person) -> frozenset[str]:
    """Return by what the person is named in a mail: its HTML writes some signs in another way."""
    return person.keys() | frozenset(map(escape, person.keys()))


def _mask(row: Mail, marks: frozenset[str]) -> None:
    for name in SAID:
        setattr(row, name, masked(getattr(row, name), marks))
    row.recipients = [text for text in row.recipients if masked(text, marks) != BLANK]
    row.attachments, row.calendar = masked_in(row.attachments, marks), masked_in(row.calendar, marks)
    row.save(update_fields=[*SAID, "recipients", "attachments", "calendar"])


def _arrivals(person: Person) -> Iterator[RawArrival]:
    """Return the arrivals of all these mails, and those that were never filed and name the person."""
    filed = reduce(or_, (Q(mail__in=rows.values("pk")) for rows in (_own(person), _naming(person))))
    known = RawArrival.objects.filter(filed).exclude(content=b"", headers={}, envelope={})
    yield from known.order_by("pk").distinct()
    waiting = RawArrival.objects.filter(
        Q(verdict__in=(*STUCK, Verdict.NEW, Verdict.DUPLICATE)), ~Q(content=b"")
    )
    if person.organisation is not None:
        waiting = waiting.filter(Q(organisation=person.organisation) | Q(words__in=_copies(person)))
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        row = RawArrival.objects.get(pk=pk)
        if mentions(_words_of(row), person.keys()):
            yield row


def _copies(person: Person) -> list[str]:
    """Return what is kept with further copies of these mails, which another company's mailbox may have taken in."""
    rows = {*_own(person).values_list("pk", flat=True), *_naming(person).values_list("pk", flat=True)}
    return [words_of_copy(pk) for pk in rows]


def _words_of(row: RawArrival) -> str:
    """Return all that an arrival says, as far as it can be read at all."""
    content = bytes(row.content)
    texts = [row.sender, row.words, *row.envelope.values(), *row.headers.values(), decoded(content, "")]
    try:
        letter = read(content, arrived_at=row.arrived_at)
    except Unreadable:
        return "\n".join(texts)
    return "\n".join([*texts, letter.sender, *letter.recipients, letter.subject, letter.text, letter.quoted])


def _show_arrivals(person: Person) -> list[Mapping[str, Any]]:
    return [
        {
            "arrived_at": row.arrived_at.isoformat(),
            "entrance": row.entrance,
            "size": row.size,
            "sender": row.sender,
        }
        for row in _arrivals(person)
    ]


def _erase_arrivals(person: Person, *, by: Party, at: datetime) -> int:
    """Empty the bytes; an arrival that still waited is done with: there is nothing to read in it any more."""
    del by, at
    keys = [row.pk for row in _arrivals(person)]
    rows = RawArrival.objects.filter(pk__in=keys)
    rows.update(**NOTHING_LEFT)
    rows.exclude(verdict__in=(Verdict.READ, Verdict.DUPLICATE)).update(verdict=Verdict.DUPLICATE)
    return len(keys)
