"""The personal data of files: lines that name a person lose what they say, and keep their place."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.personal import SHORTEST, Person, Place, masked, masked_in, mentions
from leadwright.history.facts import Party
from leadwright.intake.blanking import Named, blanked, texts_in
from leadwright.intake.models import AdoptedRow, FormerContact, Import, ImportRow, KeptFile, Made
from leadwright.leads.erasing import own


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = {
        "intake_keptfile.content",
        "intake_keptfile.name",
        "intake_formercontact.values",
        "intake_import.failure",
        "intake_import.mended",
        "intake_import.summary",
        "intake_importrow.before",
        "intake_importrow.cells",
        "intake_importrow.key",
        "intake_importrow.reasons",
        "intake_adoptedrow.digests",
        "intake_adoptedrow.key",
    }
    return [Place(code="files", columns=frozenset(columns), count=_count, show=_show, erase=_erase)]


def _count(person: Person) -> int:
    result = (_files(person), _rows(person), _imports(person), _former(person))
    return sum(1 for rows in result for _row in rows)


def _named(person: Person) -> Named:
    """Return how a text of a file is asked whether it names the person; a short name counts as a whole cell only."""
    marks = person.marks()
    short = "|".join(re.escape(mark) for mark in sorted(marks) if len(mark) < SHORTEST)
    cell = re.compile(rf"(?:^|[,;\t|\"])\s*(?:{short})\s*(?:$|[,;\t|\"])", re.IGNORECASE | re.MULTILINE)
    bare = frozenset(mark.lstrip("+") for mark in person.phones)
    finders: list[Named] = [lambda text: mentions(text, marks), lambda text: mentions(text, bare)]
    if short:
        finders.append(lambda text: cell.search(text) is not None)
    return lambda text: any(finds(text) for finds in finders)


def _files(person: Person) -> Iterator[tuple[KeptFile, dict[int, str]]]:
    """Return the company's files that name the person, one at a time: each may be large."""
    named = _named(person)
    for pk in list(_of(KeptFile, person).order_by("pk").values_list("pk", flat=True)):
        file = KeptFile.objects.get(pk=pk)
        result = texts_in(
            bytes(file.content), named=named, lines=_brought(file, person), reading=file.how_read
        )
        if result or named(file.name):
            yield file, result


def _of(model: Any, person: Person) -> Any:
    return model.objects.filter(organisation=person.organisation)


def _brought(file: KeptFile, person: Person) -> frozenset[int]:
    """Return the lines of a file from which leads of the person came."""
    leads = own(person).values("pk")
    adopted = AdoptedRow.objects.filter(file=file, kind=Made.LEAD, subject_id__in=leads)
    rows = ImportRow.objects.filter(file_import__file=file, subject_kind="lead", subject_id__in=leads)
    return frozenset(adopted.values_list("line", flat=True)) | frozenset(rows.values_list("line", flat=True))


def _rows(person: Person) -> Iterator[ImportRow]:
    """Return the rows of imports that name the person, or of which a lead of the person came."""
    named, leads = _named(person), set(own(person).values_list("pk", flat=True))
    rows = ImportRow.objects.filter(file_import__organisation=person.organisation).order_by("pk")
    for row in rows.iterator(chunk_size=2_000):
        texts = [*map(str, row.cells), *map(str, row.reasons), row.key, json.dumps(row.before)]
        if row.subject_id in leads or named(" ; ".join(texts)):
            yield row


def _adopted(person: Person) -> Any:
    """Return what is known of rows by which leads of the person, or the person, came."""
    leads = AdoptedRow.objects.filter(kind=Made.LEAD, subject_id__in=own(person).values("pk"))
    people = AdoptedRow.objects.filter(kind=Made.CONTACT, subject_id__in=person.contacts)
    return leads | people


def _imports(person: Person) -> Iterator[Import]:
    marks = person.marks()
    for row in _of(Import, person).order_by("pk").iterator():
        said = json.dumps([row.summary, row.mended, row.failure], ensure_ascii=False)
        if mentions(said, marks):
            yield row


def _show(person: Person) -> list[Mapping[str, Any]]:
    return [
        {"file": file.name, "received_at": file.received_at.isoformat(), "lines": list(result.values())}
        for file, result in _files(person)
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    del by, at
    marks = person.marks()
    done = sum(_blank(file, person, frozenset(result)) for file, result in _files(person))
    for item in list(_rows(person)):
        item.cells, item.reasons, item.before, item.key = [], [], {}, ""
        item.save(update_fields=["cells", "reasons", "before", "key"])
        done += 1
    for row in list(_imports(person)):
        row.summary, row.failure = masked_in(row.summary, marks), masked_in(row.failure, marks)
        row.mended = masked_in(row.mended, marks)
        row.save(update_fields=["summary", "failure", "mended"])
        done += 1
    done += _erase_former(person)
    for known in _adopted(person):
        known.digests, known.key = {}, f"erased:{known.pk}"
        known.save(update_fields=["digests", "key"])
    return done


def _former(person: Person) -> Iterator[FormerContact]:
    """Return what contacts were before imports, where they are the person or name the person."""
    marks = person.marks()
    rows = FormerContact.objects.filter(file_import__organisation=person.organisation).order_by("pk")
    for row in rows.iterator():
        if row.contact_id in person.contacts or mentions(json.dumps(row.values, ensure_ascii=False), marks):
            yield row


def _erase_former(person: Person) -> int:
    """Forget what the person was before an import, and mask the person where others are named with it."""
    rows, marks = list(_former(person)), person.marks()
    for row in rows:
        if row.contact_id in person.contacts:
            row.delete()
        else:
            row.values = masked_in(row.values, marks)
            row.save(update_fields=["values"])
    return len(rows)


def _blank(file: KeptFile, person: Person, starts: frozenset[int]) -> int:
    content = bytes(file.content)
    file.content = blanked(content, starts=starts, reading=file.how_read)
    words = frozenset(word for name in person.names for word in name.split())
    file.name = masked(file.name, person.marks() | words)
    file.save(update_fields=["content", "name"])
    for row in file.imports.all():
        row.summary = _without_lines(row.summary, starts)
        row.save(update_fields=["summary"])
    AdoptedRow.objects.filter(file=file, line__in=starts).update(digests={})
    return 1


def _without_lines(summary: dict[str, Any], lines: frozenset[int]) -> dict[str, Any]:
    """Return what is told of a file without what some of its lines say, and without examples, which may be theirs."""
    fields = [{**row, "example": ""} for row in summary.get("fields", ())]
    unread = [row for row in summary.get("unread_lines", ()) if row[0] not in lines]
    samples: list[list[str]] = [[] for _column in summary.get("column_samples", ())]
    return {**summary, "fields": fields, "unread_lines": unread, "column_samples": samples, "samples": []}
