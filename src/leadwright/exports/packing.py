"""Pack an export: a CSV for each list, the contacts as vCards, the files on what is seen, and what is in it.

It is written part by part into a temporary file, so that it takes little memory however much there is.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db.models import Q

from leadwright.contacts.cards import card_data
from leadwright.contacts.exporting import walked
from leadwright.contacts.vcard_writing import write
from leadwright.exports.lists import all_contacts, sheets_for
from leadwright.files.models import File
from leadwright.files.naming import name_in_package
from leadwright.files.questions import holders_of_files
from leadwright.files.store import opened
from leadwright.foundation.moments import snapshot_of
from leadwright.foundation.refusals import Refused
from leadwright.leads.features import Features
from leadwright.leads.states import Feature
from leadwright.people.access import may
from leadwright.people.models import User

MANIFEST = "manifest.json"
AT_ONCE = 64 * 1024


class Package:
    """A package that is being written, and what its parts are."""

    def __init__(self, body: IO[bytes], at: datetime) -> None:
        self.archive = ZipFile(body, "w", ZIP_DEFLATED, allowZip64=True)
        self.date = at.timetuple()[:6]
        self.parts: list[dict[str, Any]] = []

    def add(self, name: str, pieces: Iterable[bytes], *, packs: int = ZIP_DEFLATED, **more: Any) -> None:
        """Write one part, piece by piece."""
        info = ZipInfo(name, date_time=self.date)
        info.compress_type, digest, size = packs, sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as part:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                part.write(piece)
        self.parts.append({"name": name, "size": size, "sha256": digest.hexdigest()} | more)

    def finish(self, **about: Any) -> None:
        """Write what is in it, and close it."""
        text = json.dumps(about | {"parts": self.parts}, ensure_ascii=False, indent=1)
        self.archive.writestr(ZipInfo(MANIFEST, date_time=self.date), text)
        self.archive.close()


def pack(body: IO[bytes], *, by: User, at: datetime) -> dict[str, int]:
    """Write all that somebody may take along, and return how much there is of each."""
    package, counts = Package(body, at), dict[str, int]()
    for sheet in sheets_for(by, at):
        counted = _Counted(sheet.content())
        package.add(f"{sheet.name}.csv", counted)
        counts[sheet.name] = package.parts[-1]["rows"] = counted.rows
    if may(by, "contact.export") and Features().has(Feature.VCARDS):
        cards = _Cards(by, at)
        package.add("contacts.vcf", cards)
        counts["cards"] = package.parts[-1]["cards"] = cards.number
    counts["files"] = _add_files(package, by)
    package.finish(organisation=by.organisation.name, by=by.email, made_at=at.isoformat(), counts=counts)
    return counts


class _Counted:
    """The pieces of a file of rows, and how many rows it has: each part of a sheet says how many it holds."""

    def __init__(self, parts: Iterable[tuple[int, bytes]]) -> None:
        self.parts, self.rows = parts, 0

    def __iter__(self) -> Iterator[bytes]:
        for rows, piece in self.parts:
            self.rows += rows
            yield piece


class _Cards:
    """The contacts within reach as cards, and how many they are."""

    def __init__(self, by: User, at: datetime) -> None:
        self.by, self.at, self.number = by, at, 0

    def __iter__(self) -> Iterator[bytes]:
        chosen, narrow = all_contacts(self.by, self.at)
        for contacts in walked(chosen, narrow):
            self.number += len(contacts)
            yield write(card_data(contact, self.by) for contact in contacts).encode()


def _add_files(package: Package, by: User) -> int:
    number = 0
    for files in snapshot_of(_files(by), size=100):
        for file in files:
            try:
                content = opened(file.key)
            except Refused:
                package.parts.append(
                    {"name": name_in_package(file.pk, file.name), "missing": True, "file": file.pk}
                )
                continue
            about = {"file": file.pk, "on": {"kind": file.subject_kind, "id": file.subject_id}}
            with closing(content):
                package.add(
                    name_in_package(file.pk, file.name), content.chunks(AT_ONCE), packs=ZIP_STORED, **about
                )
            number += 1
    return number


def _files(by: User) -> Any:
    """Return the files that somebody may read, on what is within reach."""
    seen = Q()
    for kind, shelf in holders_of_files().items():
        seen |= Q(subject_kind=kind, subject_id__in=shelf.rows(by).values("pk"))
    return File.objects.open_to(by).filter(seen).order_by("pk")
