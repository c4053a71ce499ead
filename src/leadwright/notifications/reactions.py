"""Whom a fact concerns: each gets a notification, with what was done in one transaction."""

from collections.abc import Iterable

from leadwright.activities.facts import ActivityEdited, ActivityFact, ActivityReplied
from leadwright.activities.models import Activity
from leadwright.clocks.facts import ClockDue
from leadwright.communication.models import Communication
from leadwright.leads import facts
from leadwright.leads.due_leads import due_lead
from leadwright.leads.models import Lead
from leadwright.leads.notices import mailed_of, who_may_accept
from leadwright.leads.offers import open_offer
from leadwright.leads.states import ClockKind
from leadwright.mails.facts import LeadAutomaticMailReceived, LeadMailFact
from leadwright.notifications.kinds import Kind
from leadwright.notifications.mentions import mentioned
from leadwright.notifications.noting import notify
from leadwright.people.access import reaches
from leadwright.people.models import User
from leadwright.processes.facts import StepReached
from leadwright.tasks.facts import TaskCommented, TaskCompleted, TaskFact, TaskNoticed
from leadwright.tasks.people import concerned, recipients


def notify_offered(fact: facts.LeadOffered) -> None:
    """A lead is offered: whoever may accept it knows."""
    offer = fact.offer
    for user in [offer.user] if offer.user else who_may_accept(offer.unit):
        notify(user, Kind.OFFERED, fact, key=f"{offer.pk}", lead=fact.lead)


def notify_owner(fact: facts.LeadFact) -> None:
    """A lead has another owner: the new one knows, and whether it was somebody else's."""
    owner = facts.new_owner_of(fact)
    if owner is not None:
        former = getattr(fact, "former_owner_id", None)
        kind = Kind.ASSIGNED if former is None else Kind.REASSIGNED
        notify(owner, kind, fact, key=f"{fact.lead.pk}:{fact.lead.version}", lead=fact.lead)


def notify_due(fact: ClockDue) -> None:
    """A deadline came: whoever has to act knows, once however many slots fall on it, and is mailed of it once."""
    if fact.clock.subject_kind != "lead":
        return
    lead = due_lead(fact.clock.subject_id)
    if lead is None or not lead.is_open:
        return
    due, mailed = fact.slot.due_at.isoformat(), mailed_of(fact, lead)
    for user in _who_acts(fact, lead):
        key = f"{fact.clock.pk}:{fact.slot.due_at:%Y%m%d%H%M}"
        elsewhere = user.pk in mailed
        notify(
            user,
            Kind.DUE,
            fact,
            key=key,
            lead=lead,
            is_mailed=not elsewhere,
            clock=fact.clock.kind,
            due_at=due,
        )


def _who_acts(fact: ClockDue, lead: Lead) -> Iterable[User]:
    if fact.clock.kind != ClockKind.ACCEPT:
        return [lead.owner] if lead.owner is not None else []
    offer = open_offer(lead)
    if offer is None:
        return []
    return [offer.user] if offer.user else who_may_accept(offer.unit)


def notify_mentioned_in_note(fact: facts.NoteWritten) -> None:
    """A note names somebody who may read it."""
    note, lead = fact.note, fact.lead
    for user in mentioned([note.text], _readers(note.organisation_id, note.shared_with_id)):
        if reaches(user, "lead.view", lead):
            notify(user, Kind.MENTIONED, fact, key=f"note:{note.pk}", lead=lead, note=note.pk)


def notify_mentioned_in_activity(fact: ActivityFact) -> None:
    """An activity names somebody who may read it; of each activity one is notified once."""
    row = fact.activity
    texts = [row.subject, row.details, row.notes, row.next_step]
    for user in mentioned(texts, _readers(row.organisation_id, row.shared_with_id)):
        if _sees(user, row):
            key = f"activity:{row.pk}"
            notify(user, Kind.MENTIONED, fact, key=key, lead=row.lead, activity=row)


def _readers(home: int, shared_with: int | None) -> set[int]:
    return {home} if shared_with is None else {home, shared_with}


def _sees(user: User, activity: Activity) -> bool:
    if activity.lead is not None:
        return reaches(user, "lead.view", activity.lead)
    return activity.organisation_id == user.organisation_id and reaches(user, "activity.view", activity)


def notify_mail(fact: LeadMailFact) -> None:
    """Mail arrived on a lead: its owner knows, if it is open to the owner's company."""
    owner, mail = fact.lead.owner, fact.mail
    if owner is not None and owner.organisation_id == mail.organisation_id:
        notify(owner, Kind.MAIL, fact, key=f"{mail.pk}", lead=fact.lead, mail=mail.pk)


def notify_planned(fact: ActivityFact) -> None:
    """An activity is somebody else's to do: whoever does it knows, once for each whom it is given to."""
    row = fact.activity
    is_given = not isinstance(fact, ActivityEdited) or "owner" in fact.changes
    if row.is_open and is_given:
        key = f"{row.pk}:{row.owner_id}"
        notify(row.owner, Kind.PLANNED, fact, key=key, lead=row.lead, activity=row)


def notify_replied(fact: ActivityReplied) -> None:
    """A guest answered an invitation: whoever invited knows."""
    row = fact.activity
    key = f"{row.pk}:{fact.at:%Y%m%d%H%M%S%f}"
    notify(row.owner, Kind.REPLIED, fact, key=key, lead=row.lead, activity=row, reply=fact.reply)


def notify_bounced(fact: LeadAutomaticMailReceived) -> None:
    """A mail to a contact came back for good: whoever wrote it knows, and the owner of the lead."""
    rows = Communication.objects.select_related("by")
    sent = rows.filter(message_key=fact.returned).first() if fact.returned else None
    if sent is None:
        return
    users = {user.pk: user for user in (sent.by, fact.lead.owner) if user is not None}
    for user in users.values():
        if user.organisation_id == sent.organisation_id:
            key = f"{fact.mail.pk}"
            notify(user, Kind.BOUNCED, fact, key=key, lead=fact.lead, communication=sent.pk)


def notify_task(fact: TaskFact) -> None:
    """A task is somebody else's to do, or may be taken: whoever is meant knows, once for each whom it is given to."""
    task = fact.task
    for user in concerned(task):
        notify(user, Kind.TASK, fact, key=f"{task.pk}:{user.pk}:{task.version}", task=task)


def notify_step(fact: StepReached) -> None:
    """The process of a lead has come to a step of which its owner is to know, or one could not be done."""
    if fact.lead.owner is not None:
        key = f"{fact.lead.pk}:{fact.step}:{fact.at.isoformat()}"
        notify(
            fact.lead.owner, Kind.STEP, fact, key=key, lead=fact.lead, step=fact.label, reasons=fact.reasons
        )


def notify_task_due(fact: TaskNoticed) -> None:
    """A step of the ladder was reached: whoever is mailed of the task has it in the list too."""
    task = fact.task
    for user in recipients(task, fact.whom):
        key = f"{task.pk}:{task.noticed}:{task.due_at:%Y%m%d%H%M}"
        late = task.due_at <= fact.at
        notify(user, Kind.TASK_DUE, fact, key=key, task=task, is_mailed=False, is_late=late)


def notify_task_done(fact: TaskCompleted) -> None:
    """A task is done: whoever made it or handed it on knows."""
    task = fact.task
    users = {user.pk: user for user in (task.created_by, task.delegated_by) if user is not None}
    for user in users.values():
        notify(user, Kind.TASK_DONE, fact, key=f"{task.pk}", task=task)


def notify_mentioned_in_comment(fact: TaskCommented) -> None:
    """A comment on a task names somebody who may read it."""
    task, comment = fact.task, fact.comment
    for user in mentioned([comment.text], {task.organisation_id}):
        if task.is_seen_by(user):
            notify(user, Kind.MENTIONED, fact, key=f"comment:{comment.pk}", task=task)
