"""File what arrived: read it, find out whose it is, and store it once, whatever happens in between."""

import hashlib
import logging
from dataclasses import asdict
from datetime import datetime

from django.db import DatabaseError
from django.utils.translation import gettext_noop

from leadwright.activities.actions import take_answer
from leadwright.foundation.batches import action
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record
from leadwright.inbox.claiming import claim, close, held, try_later
from leadwright.inbox.letters.letter import Letter, Unreadable
from leadwright.inbox.letters.parsing import read
from leadwright.inbox.models import RawArrival, Verdict
from leadwright.leads.models import Lead
from leadwright.mails.facts import fact_of_arrival
from leadwright.mails.lifecycle import holder_of
from leadwright.mails.models import Mail, words_of_copy
from leadwright.mails.placing import Placed, place, returned_message
from leadwright.messages.bouncing import note_refusal

BATCH = 200
REFUSED = gettext_noop("The database refused it; the log says why.")
FAILED = gettext_noop("Filing it failed; the log says why.")
log = logging.getLogger("leadwright.mails")


def file_waiting(at: datetime, *, limit: int = BATCH) -> int:
    """File the arrivals that wait, each for itself; returns how many were looked at. Any number may do so at once."""
    done = 0
    while done < limit and (arrival := claim(at)) is not None:
        file_claimed(arrival, at=at)
        done += 1
    return done


def file_now(arrival: RawArrival, *, at: datetime) -> bool:
    """File one arrival if it still waits and nobody else is at it; tells whether it was looked at."""
    claimed = claim(at, number=arrival.pk)
    if claimed is not None:
        file_claimed(claimed, at=at)
    return claimed is not None


def file_claimed(arrival: RawArrival, *, at: datetime) -> Mail | None:
    """Read an arrival and file it; what goes wrong is written down with it, and ends nothing else."""
    try:
        letter = read(bytes(arrival.content), arrived_at=arrival.arrived_at)
        return store(arrival, letter, at=at)
    except Unreadable as no:
        close(arrival, Verdict.UNREADABLE, str(no))
    except DatabaseError:
        log.exception("arrival %s could not be filed", arrival.pk)
        try_later(arrival, REFUSED, at=at)
    except Exception:
        log.exception("arrival %s could not be filed", arrival.pk)
        try_later(arrival, FAILED, at=at)
    return None


@action
def store(arrival: RawArrival, letter: Letter, *, at: datetime) -> Mail | None:
    """Store a letter as a mail of the lead or contact that it belongs to, and say so; once for each arrival.

    The lead is locked before the arrival, as whoever files a mail with a lead does.
    """
    placed = place(letter, arrival.organisation)
    lead = _locked(placed.lead)
    row = held(arrival)
    if row is None:
        return None
    home = holder_of(lead) if lead else arrival.organisation_id
    same = Mail.objects.filter(
        organisation=home, message_id=letter.message_id, digest=digest_of(letter)
    ).first()
    if same is not None:
        _note(row, Verdict.DUPLICATE, letter, words=words_of_copy(same.pk))
        return None
    mail = Mail.objects.create(**_columns(letter, arrival, placed, lead), organisation_id=home)
    _note(row, Verdict.READ, letter)
    returned = _note_bounce(letter, at=at)
    _note_answer(letter, at=at)
    record(fact_of_arrival(mail, lead, by=SYSTEM, at=at, returned=returned))
    return mail


def _locked(number: int | None) -> Lead | None:
    """Lock a lead, and only then read it; one that is gone meanwhile is none."""
    if number is None:
        return None
    if not list(Lead.objects.select_for_update().filter(pk=number, deleted_at=None).values_list("pk")):
        return None
    return Lead.objects.with_rules().get(pk=number)


def digest_of(letter: Letter) -> str:
    """Return by what a mail is known that arrives a second time, by another road."""
    files = [(row.name, row.size) for row in letter.attachments]
    said = (letter.sender, letter.subject, letter.text, letter.quoted, str(letter.sent_at), files)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _note(row: RawArrival, verdict: Verdict, letter: Letter, *, words: str = "") -> None:
    row.verdict, row.words, row.leased_until = verdict, words, None
    row.headers, row.sender = letter.headers, letter.sender or row.sender
    row.save(update_fields=["verdict", "words", "leased_until", "headers", "sender"])


def _note_bounce(letter: Letter, *, at: datetime) -> str:
    """Let an address count as refused when a mail of ours to it came back for good; returns that mail's key."""
    message = returned_message(letter)
    if message is None or letter.bounce is None or not letter.bounce.is_permanent:
        return ""
    note_refusal(message, words=letter.bounce.words, at=at)
    return message.key


def _note_answer(letter: Letter, *, at: datetime) -> None:
    """Let a guest be known to come or not, if the guest wrote it; who answers for another counts for nothing."""
    answer = letter.calendar
    if answer is not None and answer.attendee.lower() == letter.sender.lower():
        take_answer(answer.uid, address=answer.attendee, reply=answer.answer, sequence=answer.sequence, at=at)


def _columns(letter: Letter, arrival: RawArrival, placed: Placed, lead: Lead | None) -> dict[str, object]:
    calendar = letter.calendar
    return {
        "kind": letter.kind.value,
        "lead": lead,
        "contact_id": placed.contact if lead or not placed.lead else None,
        "arrival_id": arrival.pk,
        "message_id": letter.message_id[:320],
        "in_reply_to": letter.in_reply_to[:320],
        "sender": letter.sender,
        "sender_name": letter.sender_name,
        "recipients": list(letter.recipients),
        "subject": letter.subject,
        "text": letter.text,
        "quoted": letter.quoted,
        "html": letter.html,
        "remote_images": letter.remote_images,
        "attachments": [asdict(row) for row in letter.attachments],
        "calendar": asdict(calendar) if calendar else {},
        "digest": digest_of(letter),
        "sent_at": letter.sent_at,
        "arrived_at": arrival.arrived_at,
    }
