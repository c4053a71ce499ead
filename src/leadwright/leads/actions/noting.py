"""Write notes about a lead: they are added, and never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.copying import copy, reserve
from leadwright.foundation.refusals import field_error, refuse_fields
from leadwright.history.facts import Party
from leadwright.history.record import record, record_each
from leadwright.leads.cleaning import clean_text, tried
from leadwright.leads.facts import NoteAdopted, NoteWritten
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Note
from leadwright.leads.sides import other_side
from leadwright.people.models import User

LONGEST = 10_000


@action
def write_note(number: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Note:
    """Add a note, on a closed lead too; the other side reads it only if it is shared.

    The lead itself stays as it is, so nobody's edit grows stale over a note.
    """
    lead = locked(number, by=by)
    check(lead, Verb.NOTE, by=by)
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - {"text", "shared"})]
    text = tried(faults, lambda: clean_text("text", data.get("text"), longest=LONGEST))
    if text == "":
        faults.append(field_error("text", "FIELD_REQUIRED"))
    shared = data.get("shared")
    if not isinstance(shared, bool | None):
        faults.append(field_error("shared", "FIELD_INVALID", reason=_("it is true or false")))
    refuse_fields(faults)
    note = Note.objects.create(
        lead=lead,
        at=at,
        by=by,
        organisation=by.organisation,
        text=text or "",
        is_shared=shared is True,
        shared_with=other_side(lead, by.organisation_id) if shared else None,
    )
    record(NoteWritten(lead=lead, note=note, by=by.party(), at=at))
    return note


def adopt_notes(notes: Sequence[Note], *, by: Party, at: datetime) -> int:
    """Store notes from elsewhere on leads that are held, many at once; they stay with their own side."""
    for note, pk in zip(notes, reserve(Note, len(notes)), strict=True):
        note.pk = pk
    copy(Note, notes)
    return record_each(NoteAdopted(lead=note.lead, note=note, by=by, at=at) for note in notes)
