"""Remember what contacts were before an import changed them, and let them be that again."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from leadwright.contacts.adopting_again import COMPANY, Again, Values, adopt_again, held
from leadwright.contacts.models import Contact
from leadwright.contacts.taking_back import take_back
from leadwright.foundation.copying import copy, update_each
from leadwright.foundation.parting import in_parts
from leadwright.history.facts import Party
from leadwright.intake.models import AdoptedRow, FormerContact, Import, Made
from leadwright.leads.actions.following_contacts import follow_contacts_back

AT_ONCE = 1_000
ById = Mapping[int, Any]


def remember(
    file_import: Import, rows: Sequence[Again], *, before: ById, known: ById, leads: Mapping[int, list[int]]
) -> None:
    """Keep what some contacts were; of one that the import changed twice, what it was before the first time."""
    pks = [row.contact.pk for row in rows]
    former = {row.contact_id: row for row in file_import.former_contacts.filter(contact_id__in=pks)}
    new = []
    for row in rows:
        pk = row.contact.pk
        item = former.get(pk) or FormerContact(
            file_import=file_import, contact_id=pk, values=before[pk], known=known[pk]
        )
        item.version = row.contact.version
        item.names = sorted({*item.names, *row.names})
        item.leads = sorted({*item.leads, *leads.get(pk, ())})
        if pk not in former:
            new.append(item)
    copy(FormerContact, new)
    if former:
        update_each(list(former.values()), ("version", "names", "leads"))


def put_contacts_back(file_import: Import, *, by: Party, at: datetime) -> Iterator[tuple[int, list[int]]]:
    """Put back the contacts that an import changed; returns how many, and the ids of those that somebody touched.

    It does so a part at a time.
    """
    for part in in_parts(
        file_import.former_contacts.order_by("contact_id").iterator(chunk_size=AT_ONCE), AT_ONCE
    ):
        contacts = held([row.contact_id for row in part], is_trial=False)
        good = [
            row
            for row in part
            if row.contact_id in contacts and contacts[row.contact_id].version == row.version
        ]
        _put_back(good, contacts, by=by, at=at)
        yield len(good), sorted({row.contact_id for row in part} - {row.contact_id for row in good})
    file_import.former_contacts.all().delete()


def take_back_unnamed(file_import: Import, named: Collection[int], *, by: Party, at: datetime) -> int:
    """Let contacts go that the import made when it was read otherwise, and that no row names any more.

    Who was touched since, or is named somewhere, stays. Returns how many went.
    """
    rows = AdoptedRow.objects.filter(made_by=file_import, kind=Made.CONTACT).order_by("-pk")
    waiting = [row for row in rows.iterator(chunk_size=AT_ONCE) if row.subject_id not in named]
    done = 0
    for part in in_parts(waiting, AT_ONCE):
        stays = take_back({row.subject_id: row.version for row in part}, by=by, at=at)
        gone = [row.pk for row in part if row.subject_id not in stays]
        AdoptedRow.objects.filter(pk__in=gone).delete()
        done += len(gone)
    return done


def _put_back(
    rows: Sequence[FormerContact], contacts: Mapping[int, Contact], *, by: Party, at: datetime
) -> None:
    wanted = {row.values[COMPANY] for row in rows if row.values[COMPANY]}
    companies = set(Contact.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    again = [
        Again(contact=contacts[row.contact_id], said=row.values, names=_names(row, companies)) for row in rows
    ]
    adopt_again(again, by=by, at=at)
    numbers = {number for row in rows for number in row.leads}
    follow_contacts_back([row.contact for row in again], numbers)
    _know_again({row.contact_id: row for row in rows}, contacts)


def _names(row: FormerContact, companies: set[int]) -> frozenset[str]:
    """Return what is put back; a company that is gone meanwhile is not."""
    company = row.values[COMPANY]
    return frozenset(row.names) - ({COMPANY} if company and company not in companies else set())


def _know_again(former: Mapping[int, FormerContact], contacts: Mapping[int, Contact]) -> None:
    """Know of the rows of contacts again what was known before; the contacts have a version more since."""
    rows = list(AdoptedRow.objects.filter(kind=Made.CONTACT, subject_id__in=former))
    for row in rows:
        known: Values = former[row.subject_id].known
        row.digests, row.file_id = known["digests"], known["file"]
        row.version = contacts[row.subject_id].version if known["untouched"] else known["version"]
    if rows:
        update_each(rows, ("digests", "version", "file"))
