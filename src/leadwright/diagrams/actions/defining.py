"""Make a process, name it otherwise, and save the draft of its next version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from leadwright.diagrams.defining import PARTS, parts_in
from leadwright.diagrams.facts import DiagramDrafted, DiagramMade, DiagramRenamed
from leadwright.diagrams.fetching import locked_diagram
from leadwright.diagrams.models import Diagram, Version
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import User


@transaction.atomic
def make_diagram(data: Mapping[str, Any], *, by: User, at: datetime) -> Diagram:
    """Make a process of `code`, `name` and `bpmn`, with its first draft."""
    require(by, "configuration.edit")
    parts = parts_in(data, PARTS)
    row = Diagram(code=parts["code"], labels=parts["name"])
    row.position = (Diagram.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        refuse("NAME_TAKEN", field="code")
    Version.objects.create(diagram=row, number=1, xml=parts["bpmn"], saved_at=at, saved_by=by)
    record(DiagramMade(diagram=row, version=1, by=by.party(), at=at))
    return row


@transaction.atomic
def change_diagram(
    code: str, data: Mapping[str, Any], *, by: User, at: datetime, revision: int | None = None
) -> Diagram:
    """Name a process otherwise, save its draft, or both; with a revision, only if nobody changed it since."""
    row = locked_diagram(code, by=by)
    if revision is not None and revision != row.revision:
        refuse("VERSION_STALE", current_version=row.revision)
    if "code" in data:
        refuse("FIELD_READ_ONLY", field="code")
    parts = parts_in(data, [name for name in PARTS if name in data])
    is_new = _rename(row, parts.get("name", row.labels), by=by, at=at)
    if "bpmn" in parts:
        is_new = _draft(row, parts["bpmn"], by=by, at=at) or is_new
    if is_new:
        row.revision += 1
        row.save(update_fields=["labels", "revision"])
    return row


def _rename(row: Diagram, labels: dict[str, str], *, by: User, at: datetime) -> bool:
    languages = sorted(labels.keys() | row.labels.keys())
    pairs = {language: [row.labels.get(language, ""), labels.get(language, "")] for language in languages}
    changes = {language: [before, after] for language, (before, after) in pairs.items() if before != after}
    row.labels = labels
    if changes:
        record(DiagramRenamed(diagram=row, changes=changes, by=by.party(), at=at))
    return bool(changes)


def _draft(row: Diagram, xml: str, *, by: User, at: datetime) -> bool:
    """Put a drawing into the draft; the same drawing as before makes none."""
    newest = Version.objects.filter(diagram=row).order_by("-number").first()
    if newest is not None and newest.xml == xml:
        return False
    if newest is not None and not newest.is_published:
        newest.xml, newest.saved_at, newest.saved_by = xml, at, by
        newest.save(update_fields=["xml", "saved_at", "saved_by"])
    else:
        number = newest.number + 1 if newest else 1
        newest = Version.objects.create(diagram=row, number=number, xml=xml, saved_at=at, saved_by=by)
    record(DiagramDrafted(diagram=row, version=newest.number, by=by.party(), at=at))
    return True
