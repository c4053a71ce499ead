"""The personal data of files: lines that name a person lose what they say, and keep their place."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.personal import SHORTEST, Person, Place, masked, masked_in, mentions
from leadwright.history.facts import Party
from leadwright.intake.blanking import Named, blanked, texts_in
from leadwright.intake.models import AdoptedLine, KeptFile, QuarantinedLine, Upload
from leadwright.leads.erasing import own


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = {
        "intake_keptfile.content",
        "intake_keptfile.name",
        "intake_quarantinedline.cells",
        "intake_quarantinedline.reason",
        "intake_upload.summary",
        "intake_adoptedline.digest",
    }
    return [Place(code="files", columns=frozenset(columns), count=_count, show=_show, erase=_erase)]


def _count(person: Person) -> int:
    result = (_files(person), _quarantined(person), _uploads(person))
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
        result = texts_in(bytes(file.content), named=named, lines=_brought(file, person))
        if result or named(file.name):
            yield file, result


def _of(model: Any, person: Person) -> Any:
    return model.objects.filter(organisation=person.organisation)


def _brought(file: KeptFile, person: Person) -> frozenset[int]:
    """Return the lines of a file from which leads of the person came."""
    rows = AdoptedLine.objects.filter(file=file, lead__in=own(person).values("pk"))
    return frozenset(rows.values_list("line", flat=True))


def _quarantined(person: Person) -> Iterator[QuarantinedLine]:
    named = _named(person)
    rows = QuarantinedLine.objects.filter(file__organisation=person.organisation).order_by("pk")
    return (row for row in rows.iterator() if named(" ; ".join([*_cells(row), row.reason])))


def _cells(row: QuarantinedLine) -> list[str]:
    try:
        return [str(cell) for cell in json.loads(row.cells)]
    except (ValueError, TypeError):
        return [row.cells]


def _uploads(person: Person) -> Iterator[Upload]:
    marks = person.marks()
    rows = _of(Upload, person).order_by("pk").iterator()
    return (row for row in rows if mentions(json.dumps(row.summary, ensure_ascii=False), marks))


def _show(person: Person) -> list[Mapping[str, Any]]:
    return [
        {"file": file.name, "received_at": file.received_at.isoformat(), "lines": list(result.values())}
        for file, result in _files(person)
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    del by, at
    marks = person.marks()
    done = sum(_blank(file, person, frozenset(result)) for file, result in _files(person))
    for row in list(_quarantined(person)):
        row.cells, row.reason = "[]", ""
        row.save(update_fields=["cells", "reason"])
        done += 1
    for upload in list(_uploads(person)):
        upload.summary = masked_in(upload.summary, marks)
        upload.save(update_fields=["summary"])
        done += 1
    return done


def _blank(file: KeptFile, person: Person, starts: frozenset[int]) -> int:
    file.content = blanked(bytes(file.content), starts=starts)
    words = frozenset(word for name in person.names for word in name.split())
    file.name = masked(file.name, person.marks() | words)
    file.save(update_fields=["content", "name"])
    for upload in file.uploads.all():
        upload.summary = _without_lines(upload.summary, starts)
        upload.save(update_fields=["summary"])
    AdoptedLine.objects.filter(file=file, line__in=starts).update(digest="")
    return 1


def _without_lines(summary: dict[str, Any], lines: frozenset[int]) -> dict[str, Any]:
    """Return what is told of a file without what some of its lines say, and without examples, which may be theirs."""
    fields = [{**row, "example": ""} for row in summary.get("fields", ())]
    unread = [row for row in summary.get("unread_lines", ()) if row[0] not in lines]
    return {**summary, "fields": fields, "unread_lines": unread}
