"""Attach files to a lead, and delete them."""

from collections.abc import Sequence
from datetime import datetime

from leadwright.files import actions as files
from leadwright.files.models import File
from leadwright.files.quotas import refuse_what_never_fits
from leadwright.files.store import Body, Incoming, bodies_of
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, Refused, refuse
from leadwright.history.facts import Subject
from leadwright.history.record import record
from leadwright.leads.actions.noting import other_side
from leadwright.leads.facts import FileAdded, FileDeleted
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.people.access import require
from leadwright.people.models import User

KIND = "lead"


def add_files(
    number: int, incoming: Sequence[Incoming], *, by: User, at: datetime, shared: bool = False
) -> list[File]:
    """Attach files, to a closed lead too: all of them or none; the other side reads them only if they are shared.

    Nothing goes into the store before it is known that it may, and whatever is refused later leaves nothing there.
    The lead itself stays as it is, so nobody's edit grows stale over a file.
    """
    check(fetch_lead(number, by=by), Verb.ATTACH, by=by)
    refuse_what_never_fits(by.organisation_id, [file.content.size for file in incoming])
    with bodies_of(incoming) as bodies:
        return _attach(number, bodies, by=by, at=at, shared=shared)


@action
def _attach(number: int, bodies: Sequence[Body], *, by: User, at: datetime, shared: bool) -> list[File]:
    lead = locked(number, by=by)
    check(lead, Verb.ATTACH, by=by)
    whom = other_side(lead, by) if shared else None
    subject = Subject(kind=KIND, id=lead.pk)
    rows = files.keep(subject, bodies, by=by, at=at, is_shared=shared, shared_with=whom)
    for file in rows:
        record(FileAdded(lead=lead, file=file, by=by.party(), at=at))
    return rows


@action
def delete_file(file: File, *, by: User, at: datetime) -> None:
    """Delete a file of an open lead: whoever added it, or who may edit the lead."""
    lead = locked(file.subject_id, by=by)
    row = File.objects.on(KIND, lead.pk).open_to(by).filter(pk=file.pk).first()
    if row is None:
        raise NotFound
    _check_deletion(lead, row, by)
    files.let_go(File.objects.filter(pk=row.pk))
    record(FileDeleted(lead=lead, file=row, by=by.party(), at=at))


def refuse_deletion(file: File, by: User) -> None:
    """Refuse whoever may not delete a file of a lead within reach."""
    _check_deletion(fetch_lead(file.subject_id, by=by), file, by)


def can_delete(lead: Lead, file: File, by: User) -> bool:
    """Tell whether somebody may delete a file of a lead."""
    try:
        _check_deletion(lead, file, by)
    except Refused:
        return False
    return True


def _check_deletion(lead: Lead, file: File, by: User) -> None:
    if file.by_id != by.pk:
        require(by, "lead.edit", lead)
    if file.organisation_id != by.organisation_id:
        refuse("PERMISSION_DENIED", because="OTHERS_FILE")
    if not lead.is_open:
        refuse("STATE_NOT_ALLOWED", state=lead.get_state_display())
