"""What activities do when something has happened, to them or to their lead."""

from collections.abc import Sequence

from leadwright.activities.actions.ending import cancel_open
from leadwright.activities.actions.filing import SHELF
from leadwright.activities.facts import ActivityDeleted, ActivityFact
from leadwright.activities.models import Activity
from leadwright.activities.moving import move, move_back
from leadwright.contacts.facts import ContactMerged, ContactUnmerged
from leadwright.files.actions import let_go, let_go_of
from leadwright.files.models import File
from leadwright.foundation.batches import write
from leadwright.history.facts import Subject
from leadwright.leads.actions.working import note_work as work_on
from leadwright.leads.facts import LeadDeleted, LeadOffered, LeadWithdrawn


def note_work(fact: ActivityFact) -> None:
    """Planned work wakes a lead that was brought in; contact with the customer is an update of it."""
    if fact.activity.lead is not None:
        work_on(fact.activity.lead, by=fact.by, at=fact.at, is_contact=fact.in_contact_history)


def cancel_with_lead(fact: LeadDeleted | LeadOffered | LeadWithdrawn) -> None:
    """What was planned on a lead that leaves its hands is cancelled with it, and says why."""
    cancel_open(fact.lead, because=fact.name.replace(".", "_"), by=fact.by, at=fact.at)


def drop_files(fact: ActivityDeleted) -> None:
    """A deleted activity can be reached by nobody any more: its files go, and their room is free again."""
    write(let_go_of, Subject(kind=SHELF.kind, id=fact.activity.pk))


def drop_files_with_lead(fact: LeadDeleted) -> None:
    """The activities of a deleted lead cannot be reached either: their files go with it."""
    write(_drop_of_leads, fact.lead.pk)


def _drop_of_leads(numbers: Sequence[int]) -> None:
    activities = Activity.objects.filter(lead__in=numbers).values("pk")
    let_go(File.objects.filter(subject_kind=SHELF.kind, subject_id__in=activities))


def move_participants(fact: ContactMerged) -> None:
    """Who became part of another contact takes part as that one."""
    move(fact.merged, fact.contact)


def return_participants(fact: ContactUnmerged) -> None:
    """A contact that stands for itself again takes part where it did before."""
    move_back(fact.merged, fact.contact, fact.ties)
