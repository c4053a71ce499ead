"""The personal data of files: lines that name a person lose what they say, and keep their place."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.personal import SHORTEST, Person, Place, masked, masked_in, mentions
from leadwright.history.facts import Party
from leadwright.intake.models import AdoptedLine, KeptFile, QuarantinedLine, Upload
from leadwright.leads.erasing import own

_SAID = re.compile(r"[^,;\t|\"\r\n]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = {
        "intake_keptfile.content",
        "intake_keptfile.name",
        "intake_quarantinedline.cells",
        "intake_quarantinedline.reason",
        "intake_upload.told",
        "intake_adoptedline.digest",
    }
    return [Place(code="files", columns=frozenset(columns), count=_count, show=_show, erase=_erase)]


def _count(person: Person) -> int:
    return len(list(_files(person))) + len(list(_quarantined(person))) + len(list(_uploads(person)))


def _files(person: Person) -> Iterator[KeptFile]:
    marks = _telling(person)
    for pk in KeptFile.objects.order_by("pk").values_list("pk", flat=True):
        file = KeptFile.objects.get(pk=pk)
        if _lines(file, person, marks) or mentions(file.name, marks):
            yield file


def _quarantined(person: Person) -> Iterator[QuarantinedLine]:
    marks = _telling(person)
    return (row for row in QuarantinedLine.objects.iterator() if mentions(row.cells + row.reason, marks))


def _uploads(person: Person) -> Iterator[Upload]:
    marks = _telling(person)
    return (
        row for row in Upload.objects.iterator() if mentions(json.dumps(row.told, ensure_ascii=False), marks)
    )


def _telling(person: Person) -> frozenset[str]:
    """Return the marks of the person as files may write them: numbers also without their signs."""
    bare = {mark.lstrip("+") for mark in person.phones}
    local = {re.sub(r"^\+\d{2}", "", mark) for mark in person.phones}
    return person.marks() | frozenset(mark for mark in bare | local if len(mark) > SHORTEST)


def _show(person: Person) -> list[Mapping[str, Any]]:
    marks = _telling(person)
    return [
        {
            "file": file.name,
            "received_at": file.received_at.isoformat(),
            "lines": [said for _place, said in _lines(file, person, marks)],
        }
        for file in _files(person)
    ]


def _lines(file: KeptFile, person: Person, marks: frozenset[str]) -> list[tuple[int, str]]:
    """Return the lines of a file, by their places from 0, that name the person or brought a lead of the person."""
    leads = own(person).values("pk")
    brought = AdoptedLine.objects.filter(file=file, lead__in=leads).values_list("line", flat=True)
    places = {line - 1 for line in brought}
    lines = _decoded(bytes(file.content))[0].splitlines()
    return [(place, said) for place, said in enumerate(lines) if place in places or _names(said, marks)]


def _names(line: str, marks: frozenset[str]) -> bool:
    """Tell whether a line names the person; a number may be written with spaces, dots or dashes."""
    return mentions(line, marks) or mentions(re.sub(r"[\s().\-/]", "", line), marks)


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    del by, at
    marks = _telling(person)
    done = sum(_blank(file, person, marks) for file in _files(person))
    for row in list(_quarantined(person)):
        row.cells, row.reason = "[]", ""
        row.save(update_fields=["cells", "reason"])
        done += 1
    for upload in list(_uploads(person)):
        upload.told = masked_in(upload.told, marks)
        upload.save(update_fields=["told"])
        done += 1
    return done


def _blank(file: KeptFile, person: Person, marks: frozenset[str]) -> int:
    text, encoding = _decoded(bytes(file.content))
    lines = text.splitlines(keepends=True)
    blanked = [place for place, _said in _lines(file, person, marks) if place < len(lines)]
    for place in blanked:
        lines[place] = _SAID.sub("", lines[place])
    file.content = "".join(lines).encode(encoding)
    file.name = masked(file.name, marks | {word for name in person.names for word in name.split()})
    file.save(update_fields=["content", "name"])
    numbers = [place + 1 for place in blanked]
    AdoptedLine.objects.filter(file=file, line__in=numbers).update(digest="")
    return 1


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding that gives the same bytes back."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"
