"""What the contacts do when something has happened: they tell of many revealed numbers, and forget removed fields."""

from datetime import timedelta

from leadwright.contacts.facts import ContactMerged, ContactUnmerged, NumberRevealed
from leadwright.contacts.models import Merger
from leadwright.contacts.moving import move, move_back
from leadwright.fields.facts import FieldPurged
from leadwright.fields.subjects import Subject
from leadwright.foundation.attempts import Attempt
from leadwright.messages.actions import queue
from leadwright.people.actions.security import note_event
from leadwright.people.actions.sign_in import REVEALED
from leadwright.people.models import SecurityEvent, User

HOUR = timedelta(hours=1)
MANY = 50
ALARM = "MANY_NUMBERS_REVEALED"


def warn_of_many_reveals(fact: NumberRevealed) -> None:
    """Tell once an hour of a user who has revealed fifty numbers or more: in the security log, and by mail.

    Others than the user are told, if there are any.
    """
    recent = SecurityEvent.objects.filter(user=fact.by.id, at__gt=fact.at - HOUR, at__lte=fact.at)
    reveals = recent.filter(code=REVEALED)
    if reveals.count() < MANY or recent.filter(code=ALARM).exists():
        return
    last = reveals.latest("pk")
    attempt = Attempt(
        face="api" if last.kind == "api" else "page",
        method=last.method,
        path=last.path,
        address=last.address,
    )
    note_event(ALARM, attempt=attempt, user=last.user, at=fact.at)
    for reader in _readers(fact):
        queue(
            key=f"numbers:{fact.by.id}:{fact.at.isoformat()}:{reader.pk}",
            kind="alarm",
            to=reader,
            template="many_numbers",
            context={"name": fact.by.name, "number": MANY},
            at=fact.at,
        )


def _readers(fact: NumberRevealed) -> list[User]:
    rows = User.objects.who_sign_in().who_may("privacy.manage").filter(organisation=fact.by.organisation_id)
    everybody = list(rows)
    return [reader for reader in everybody if reader.pk != fact.by.id] or everybody


def forget_field_before_mergers(fact: FieldPurged) -> None:
    """Take the values of a removed field out of what contacts were before they were merged."""
    key = str(fact.definition.pk)
    if fact.definition.subject != Subject.CONTACT:
        return
    for merger in Merger.objects.filter(before__own_fields__has_key=key).iterator(chunk_size=200):
        del merger.before["own_fields"][key]
        merger.save(update_fields=["before"])


def move_files(fact: ContactMerged) -> None:
    """The files of a contact that became part of another are files of that other."""
    move(fact.merged, fact.contact)


def return_files(fact: ContactUnmerged) -> None:
    """A merger was undone: its files go back."""
    move_back(fact.merged, fact.contact, fact.ties)
