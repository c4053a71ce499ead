"""Publish the draft of a process, let it be begun no longer, or again."""

from datetime import datetime

from django.db import transaction

from leadwright.diagrams.facts import DiagramPublished, DiagramRestored, DiagramRetired
from leadwright.diagrams.fetching import locked_diagram
from leadwright.diagrams.linting import faults_of
from leadwright.diagrams.models import Diagram, Version
from leadwright.diagrams.questions import words_of_processes
from leadwright.foundation.refusals import FieldError, Refused, refuse
from leadwright.history.record import record
from leadwright.people.models import User


@transaction.atomic
def publish(code: str, *, by: User, at: datetime, revision: int | None = None) -> Version:
    """Publish the draft: what begins from now on begins with it; what runs keeps to its own version.

    A draft with faults is refused, each fault with the element that it is about.
    """
    row = locked_diagram(code, by=by)
    if revision is not None and revision != row.revision:
        refuse("VERSION_STALE", current_version=row.revision)
    draft = row.draft
    if draft is None:
        refuse("NOTHING_TO_PUBLISH")
    faults = faults_of(draft.process(), words_of_processes())
    if faults:
        errors = (
            FieldError(field=f"bpmn.{fault.element}", code=fault.code, detail=fault.sentence)
            for fault in faults
        )
        raise Refused("DIAGRAM_FAULTY", errors=errors)
    draft.published_at, draft.published_by = at, by
    draft.save(update_fields=["published_at", "published_by"])
    _raise_revision(row)
    record(DiagramPublished(diagram=row, version=draft.number, by=by.party(), at=at))
    return draft


@transaction.atomic
def retire(code: str, *, by: User, at: datetime) -> Diagram:
    """Let a process be begun no longer; what runs goes on."""
    row = locked_diagram(code, by=by)
    if not row.is_retired:
        row.is_retired = True
        _raise_revision(row)
        record(DiagramRetired(diagram=row, by=by.party(), at=at))
    return row


@transaction.atomic
def restore(code: str, *, by: User, at: datetime) -> Diagram:
    """Let a process that was retired be begun again."""
    row = locked_diagram(code, by=by)
    if row.is_retired:
        row.is_retired = False
        _raise_revision(row)
        record(DiagramRestored(diagram=row, by=by.party(), at=at))
    return row


def _raise_revision(row: Diagram) -> None:
    row.revision += 1
    row.save(update_fields=["is_retired", "revision"])
