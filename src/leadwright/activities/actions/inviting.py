"""Invite who takes part by a calendar file, let them know of changes, and keep what they answer (RFC 5546, 6047)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from leadwright.activities.actions import keeping
from leadwright.activities.facts import ActivityInvited, ActivityReplied
from leadwright.activities.ics import UNANSWERED, Guest, Method, invitation
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import locked
from leadwright.activities.models import Activity, Participant
from leadwright.activities.states import Reply
from leadwright.activities.subscriptions import activity_named, for_guests, sequence_of
from leadwright.contacts.models import Contact
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record
from leadwright.messages.actions import queue
from leadwright.messages.models import Message
from leadwright.people.models import User

KIND = "invitation_to_activity"
TEMPLATES: dict[Method, str] = {"REQUEST": "activity_invitation", "CANCEL": "activity_withdrawn"}
# What is said in a calendar file of whoever answered: without it, programs take the answer back.
ANSWERS = {
    Reply.WAITING: UNANSWERED,
    Reply.ACCEPTED: "ACCEPTED",
    Reply.TENTATIVE: "TENTATIVE",
    Reply.DECLINED: "DECLINED",
}


@action
def invite(pk: int, *, by: User, at: datetime) -> Activity:
    """Send everybody who takes part and has an address an invitation; refused if nobody has."""
    activity = locked(pk, by=by)
    check(activity, Verb.INVITE, by=by)
    guests = guests_of(activity)
    if not guests:
        refuse("FIELD_INVALID", field="participants", because="NOBODY_TO_INVITE")
    keeping.store(activity, invited_at=at, at=at)
    record(ActivityInvited(activity=activity, number=len(guests), by=by.party(), at=at))
    send(activity, guests, method="REQUEST", at=at)
    return activity


def guests_of(activity: Activity) -> list[Participant]:
    """Return who takes part and can be written to; whoever does it needs no invitation."""
    lines = activity.participants.select_related("contact__organisation", "contact__company", "user")
    return [line for line in lines if address_of(line) and line.user_id != activity.owner_id]


def address_of(line: Participant) -> str:
    """Return where somebody who takes part is written to, if anywhere: nobody writes to a contact that is blocked."""
    if line.user is not None:
        return line.user.email
    return "" if line.contact is None or is_blocked(line.contact) else line.contact.email


def is_blocked(contact: Contact) -> bool:
    """Tell whether a contact or its company is blocked."""
    return contact.is_blocked or (contact.company is not None and contact.company.is_blocked)


def send(
    activity: Activity,
    guests: Iterable[Participant],
    *,
    method: Method,
    at: datetime,
    asked: Collection[str] = (),
) -> None:
    """Write each guest a mail with the calendar file; the version of the activity is the number of the change.

    Who is among those `asked` before gets it as a change.
    """
    guests, owner = list(guests), activity.owner
    people = [Guest(line.name, address_of(line), ANSWERS[Reply(line.reply)]) for line in guests]
    file = invitation(for_guests(activity), organizer=(owner.name, owner.email), guests=people, method=method)
    for line in guests:
        contact = line.contact
        language = (contact.language if contact is not None else "") or owner.language
        queue(
            key=f"activity-{activity.pk}:{method}:{activity.version}:{line.pk}",
            kind=KIND,
            to=line.user or address_of(line),
            template=TEMPLATES[method],
            context=_words(activity, line) | {"is_changed": address_of(line) in asked},
            at=at,
            subject_kind="lead" if activity.lead_id else "activity",
            subject_id=activity.lead_id or activity.pk,
            reply_to=owner.email,
            calendar=(method, file.decode()),
            language=language,
            time_zone=activity.organisation.time_zone,
        )


def has_passed(message: Message) -> bool:
    """Tell whether an invitation is to nothing any more, or to somebody who was left out or blocked since."""
    if message.kind != KIND or message.calendar_method != "REQUEST":
        return False
    rows = Participant.objects.select_related("activity", "contact__company", "user")
    line = rows.filter(pk=integer_in(message.key.rpartition(":")[2]) or 0).first()
    return line is None or not line.activity.is_open or not address_of(line)


def _words(activity: Activity, line: Participant) -> dict[str, Any]:
    words = {name: getattr(activity, name) for name in ("title", "starts_at", "ends_at", "place")}
    words |= {"owner": activity.owner.name, "company": activity.organisation.name}
    return words if line.user else words | {"name": line.name}


def send_again(activity: Activity, former: Collection[Participant], *, at: datetime, moved: bool) -> None:
    """After a change, ask anew who takes part, and tell those who do not any more.

    What was answered counts for the time that was asked about: for another one nobody has answered yet.
    """
    if moved:
        activity.participants.exclude(reply=Reply.WAITING).update(reply=Reply.WAITING, replied_at=None)
        activity.participants.update(asked_since=sequence_of(activity))
    guests = guests_of(activity)
    stay = {(line.contact_id, line.user_id) for line in guests}
    left = [line for line in former if (line.contact_id, line.user_id) not in stay]
    gone = [line for line in left if address_of(line) and line.user_id != activity.owner_id]
    asked = {address_of(line) for line in former}
    send(activity, guests, method="REQUEST", at=at, asked=asked)
    send(activity, gone, method="CANCEL", at=at)


def withdraw(activity: Activity, *, at: datetime) -> None:
    """Tell who was invited that it does not take place."""
    if activity.invited_at is not None:
        send(activity, guests_of(activity), method="CANCEL", at=at)


@action
def take_answer(uid: str, *, address: str, reply: str, at: datetime, sequence: int | None = None) -> bool:
    """Keep what a guest answered; tells whether it was one who was invited to an activity that is still open.

    `uid` names the activity as its calendar file does, `reply` is a value of Reply. The answer counts for whoever
    was written to at its address; that the guest sent it is looked at by whoever received it. An answer to a former
    time, by the number of the change (`sequence`), counts for nothing.
    """
    pk = activity_named(uid) if reply in Reply.values else None
    rows = Activity.objects.with_surroundings().filter(pk=pk or 0, invited_at__isnull=False, deleted_at=None)
    activity = rows.select_for_update(of=("self",)).first()
    if activity is None or not activity.is_open:
        return False
    line = next((row for row in guests_of(activity) if address_of(row).lower() == address.lower()), None)
    if line is None or line.reply == reply:
        return line is not None
    if sequence is not None and sequence < line.asked_since:
        return False
    line.reply, line.replied_at = reply, at
    line.save(update_fields=["reply", "replied_at"])
    whom = "" if line.contact and line.contact.access_group_id else line.name
    record(ActivityReplied(activity=activity, reply=reply, whom=whom, by=SYSTEM, at=at))
    return True
