"""Take an import back: what it made goes, what it changed is as before; what was touched since stays and is listed."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from leadwright.activities.actions import taking_back as activities
from leadwright.contacts import taking_back as contacts
from leadwright.foundation.parting import in_parts
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.intake.bringing import alone_in, take_time
from leadwright.intake.facts import ImportUndone
from leadwright.intake.former_contacts import put_contacts_back
from leadwright.intake.models import AdoptedRow, Import, ImportRow, Made, State, Verdict, Work
from leadwright.leads.actions import taking_back as leads
from leadwright.leads.actions import taking_back_products as products
from leadwright.leads.actions.putting_back import Former, put_back
from leadwright.people.actions import taking_back as people

AT_ONCE = 1_000
MOST_LISTED = 100
Pulse = Callable[..., None]
# Leads name contacts and users, people name companies, users units, and units groups.
ORDER = (Made.ACTIVITY, Made.NOTE, Made.LEAD, Made.PRODUCT, Made.CONTACT, Made.USER, Made.UNIT, Made.GROUP)


@transaction.atomic
def take_back(row: Import, *, by: Party, at: datetime, pulse: Pulse) -> None:
    """Undo an import in one transaction; nobody sees half of it."""
    take_time()
    alone_in(row.organisation)
    spared: list[list[object]] = []
    done = _put_back_contacts(row, spared, by=by, at=at, pulse=pulse)
    done += _put_back_changed(row, spared, by=by, at=at, pulse=pulse)
    for kind in ORDER:
        made = AdoptedRow.objects.filter(made_by=row, kind=kind).order_by("-pk")
        for part in in_parts(made.iterator(chunk_size=AT_ONCE), AT_ONCE):
            stays = _taken_back(kind, {item.subject_id: item.version for item in part}, by=by, at=at)
            spared += [[kind.value, pk] for pk in sorted(stays)]
            gone = [item.pk for item in part if item.subject_id not in stays]
            AdoptedRow.objects.filter(pk__in=gone).delete()
            done += len(gone)
            pulse(done)
    _end(row, done, spared, by=by, at=at)


def _taken_back(kind: Made, versions: dict[int, int], *, by: Party, at: datetime) -> set[int]:
    if kind == Made.LEAD:
        return leads.take_back(versions, by=by, at=at)
    if kind == Made.CONTACT:
        return contacts.take_back(versions, by=by, at=at)
    if kind == Made.ACTIVITY:
        return activities.take_back(list(versions), by=by, at=at)
    if kind == Made.NOTE:  # What was noted is permanent: not even the product itself may delete it.
        return set(versions)
    if kind == Made.PRODUCT:
        return products.take_back(list(versions), by=by, at=at)
    return people.take_back(kind.value, list(versions), by=by, at=at)


def _put_back_contacts(
    row: Import, spared: list[list[object]], *, by: Party, at: datetime, pulse: Pulse
) -> int:
    """Let the contacts that the import changed be as they were before, unless somebody changed them since."""
    done = 0
    for count, stays in put_contacts_back(row, by=by, at=at):
        spared += [[Made.CONTACT.value, pk] for pk in stays]
        done += count
        pulse(done)
    return done


def _put_back_changed(
    row: Import, spared: list[list[object]], *, by: Party, at: datetime, pulse: Pulse
) -> int:
    """Let the leads that the import changed be as they were before, unless somebody changed them since."""
    done = 0
    changed = row.rows.filter(verdict=Verdict.CHANGED, subject_kind=Made.LEAD).order_by("line")
    for part in in_parts(changed.iterator(chunk_size=AT_ONCE), AT_ONCE):
        known = {
            item.subject_id: item
            for item in AdoptedRow.objects.filter(
                kind=Made.LEAD, subject_id__in=[item.subject_id for item in part]
            )
        }
        former = [_former(item, known[item.subject_id]) for item in part if item.subject_id in known]
        stays = put_back(former, organisation_id=row.organisation_id, by=by, at=at)
        spared += [[Made.LEAD.value, pk] for pk in sorted(stays)]
        for item in part:
            if item.subject_id not in stays and item.subject_id in known:
                _remember(known[item.subject_id], item)
                done += 1
        pulse(done)
    return done


def _former(item: ImportRow, known: AdoptedRow) -> Former:
    return Former(
        number=known.subject_id,
        values=item.before["values"],
        names=frozenset(name.partition(".")[0] for name in item.changes),
        gaps=item.before["gaps"],
        version=item.before["lead_version"] + 1,
    )


def _remember(known: AdoptedRow, item: ImportRow) -> None:
    """Know of a row again what was known before it changed its lead; the lead has a version more since."""
    known.digests = item.before["digests"]
    if item.before["version"] == item.before["lead_version"]:
        known.version = item.before["lead_version"] + 2
    known.save(update_fields=["digests", "version"])


def _end(row: Import, done: int, spared: Sequence[list[object]], *, by: Party, at: datetime) -> None:
    counts = {"taken_back": done, "spared": len(spared)}
    row.state, row.work, row.ended_at = State.UNDONE, Work.UNDO, at
    row.summary = {**row.summary, "undone": counts, "spared": list(spared[:MOST_LISTED])}
    row.version += 1
    row.save(update_fields=["state", "work", "ended_at", "summary", "version"])
    record(ImportUndone(file_import=row, counts=counts, by=by, at=at))
