"""What tasks do when something has happened to their lead."""

from collections.abc import Sequence

from leadwright.files.actions import let_go
from leadwright.files.models import File
from leadwright.foundation.batches import write
from leadwright.leads.configuration.blueprint import NOTICES
from leadwright.leads.configuration.facts import ConfigurationChanged
from leadwright.leads.facts import LeadClosed, LeadDeleted, LeadOffered, LeadQualified, LeadWithdrawn
from leadwright.tasks.actions.closing import Ended, close_with
from leadwright.tasks.actions.filing import SHELF
from leadwright.tasks.models import Task


def close_with_lead(fact: LeadClosed | LeadDeleted | LeadOffered | LeadWithdrawn) -> None:
    """What is still to be done on a lead that ends, or leaves the hands that it is in, is closed and says why."""
    write(close_with, Ended(lead=fact.lead, because=fact.name.replace(".", "_"), by=fact.by, at=fact.at))


def close_with_invalid_lead(fact: LeadQualified) -> None:
    """A lead that turns out to be invalid ends as a lost one."""
    if not fact.lead.is_open:
        write(close_with, Ended(lead=fact.lead, because="lead_lost", by=fact.by, at=fact.at))


def drop_files_with_lead(fact: LeadDeleted) -> None:
    """The files of the tasks of a deleted lead go with it, and their room is free again."""
    write(_drop_of_leads, fact.lead.pk)


def _drop_of_leads(numbers: Sequence[int]) -> None:
    tasks = Task.objects.filter(lead__in=numbers).values("pk")
    let_go(File.objects.filter(subject_kind=SHELF.kind, subject_id__in=tasks))


def plan_notices_anew(fact: ConfigurationChanged) -> None:
    """Another ladder of notices: the worker looks at each open task; what somebody holds is planned by whoever does."""
    if fact.kind != NOTICES:
        return
    free = Task.objects.open().select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
    Task.objects.filter(pk__in=list(free)).update(notice_at=fact.at)
