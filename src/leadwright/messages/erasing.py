"""The personal data of messages: to whom they went, and what they said."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.utils.html import escape

from leadwright.foundation.mentioning import holding
from leadwright.foundation.personal import BLANK, Person, Place, masked
from leadwright.history.facts import Party
from leadwright.messages.models import Message, MessageState

ERASED = "erased"
SAID = ("subject", "text", "html", "calendar")


def place(subjects_of: Any, joined: Any) -> Place:
    """Return the place; `subjects_of(person)` gives the kinds and ids of all that is about the person alone.

    `joined(person)` gives by kind the rows with the ids of what is about somebody else and the person takes part in.
    """
    names = ("address", "subject", "text", "html", "headers", "reply_to", "last_error", "calendar")
    return Place(
        code="messages",
        columns=frozenset(f"outbox_message.{name}" for name in names),
        count=lambda person: (
            _rows(person, subjects_of(person)).count()
            + _about_others(person, joined(person), subjects_of(person)).count()
        ),
        show=lambda person: _show(person, subjects_of(person)),
        erase=lambda person, *, by, at: (
            _erase(person, subjects_of(person), by=by, at=at)
            + _mask(person, joined(person), subjects_of(person))
        ),
    )


def _rows(person: Person, subjects: Mapping[str, set[int]]) -> Any:
    """Return what is about the person, and what colleagues or the person were sent that names the person.

    A mail to the person's address about something of another company is that company's to keep.
    """
    rows = [Q(subject_kind=kind, subject_id__in=ids) for kind, ids in subjects.items() if ids]
    home = Q(recipient_user__organisation=person.organisation)
    outside = Q(recipient_user=None, subject_kind="")
    if person.emails:
        rows.append(outside & reduce(or_, (Q(address__iexact=email) for email in person.emails)))
    rows.append((home | outside) & holding(("subject", "text", "html"), person.keys()))
    return Message.objects.filter(reduce(or_, rows, Q(pk__in=[])))


def _about_others(person: Person, joined: Mapping[str, Any], subjects: Mapping[str, set[int]]) -> Any:
    """Return the mails about what is others' and the person takes part in, and about several things, that name it.

    What gathers several things is another company's to keep, unless it names a lead of the person.
    """
    home = Q(recipient_user__organisation=person.organisation) | Q(recipient_user=None)
    named = holding(SAID, _marks(person))
    about = reduce(or_, (Q(subject_kind=kind, subject_id__in=rows) for kind, rows in joined.items()))
    numbers = "|".join(map(str, sorted(subjects.get("lead", ()))))
    of_a_lead = Q(text__regex=rf"\mL-({numbers})\M") if numbers else Q(pk__in=[])
    gathered = Q(subject_kind="", recipient_user__isnull=False) & (home | of_a_lead)
    return Message.objects.filter(named & (home & about | gathered))


def _marks(person: Person) -> frozenset[str]:
    """Return by what the person is named in a mail: its HTML writes some signs in another way."""
    return person.marks() | frozenset(map(escape, person.marks()))


def _mask(person: Person, joined: Mapping[str, Any], subjects: Mapping[str, set[int]]) -> int:
    rows = list(_about_others(person, joined, subjects).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        texts = {name: masked(getattr(row, name), _marks(person)) for name in SAID}
        Message.objects.filter(pk=row.pk).update(**texts)
    return len(rows)


def _show(person: Person, subjects: Mapping[str, set[int]]) -> list[Mapping[str, Any]]:
    rows = _rows(person, subjects).select_related("recipient_user").order_by("pk")
    return [
        {
            "kind": row.kind,
            "created_at": row.created_at.isoformat(),
            "sent_at": row.sent_at.isoformat() if row.sent_at else None,
            "to": row.address if row.address.lower() in person.emails else None,
            "subject": row.subject if _is_own(row, person) else None,
            "text": row.text if _is_own(row, person) and not row.holds_secret else None,
        }
        for row in rows
    ]


def _is_own(row: Message, person: Person) -> bool:
    """Tell whether the person's company knows what a message says.

    What was written about a lead may be another company's; the room of communications tells of the own ones.
    """
    if person.organisation is None:
        return True
    if row.recipient_user is not None:
        return row.recipient_user.organisation_id == person.organisation
    return row.subject_kind not in ("lead", "activity")


def _erase(person: Person, subjects: Mapping[str, set[int]], *, by: Party, at: datetime) -> int:
    """Keep kind, time and direction of each message and take its texts; one that waits is not sent any more."""
    del by, at
    numbers = list(
        _rows(person, subjects).select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
    )
    to_them = Q(recipient_user=None, subject_kind="contact")
    is_theirs = reduce(or_, (Q(address__iexact=email) for email in person.emails), to_them)
    waiting = Q(state=MessageState.WAITING)
    Message.objects.filter(pk__in=numbers).update(
        subject=BLANK,
        text="",
        html="",
        calendar="",
        headers={},
        reply_to="",
        last_error=Case(When(waiting, then=Value(ERASED)), default=Value("")),
        state=Case(When(waiting, then=Value(MessageState.FAILED)), default=F("state")),
        address=Case(When(is_theirs, then=Value(BLANK)), default=F("address")),
    )
    return len(numbers)
