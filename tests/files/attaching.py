"""Files to attach in tests, and what lies in the store."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from leadwright.activities import actions as activity_actions
from leadwright.activities.models import Activity
from leadwright.contacts import actions as contact_actions
from leadwright.contacts.models import Contact
from leadwright.files.models import File
from leadwright.files.store import Incoming
from leadwright.leads import actions as lead_actions
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.tasks import actions as task_actions
from leadwright.tasks.models import Task
from tests.makers import NOON

ACTIONS: dict[type, Any] = {
    Activity: activity_actions,
    Contact: contact_actions,
    Lead: lead_actions,
    Task: task_actions,
}
TEXT = b"twenty printers, as discussed"


def incoming(name: str = "offer.txt", content: bytes = TEXT, media_type: str = "text/plain") -> Incoming:
    """Return a file as it comes in."""
    return Incoming(name=name, media_type=media_type, content=ContentFile(content))


def attach(
    to: Lead | Contact | Activity, by: User, name: str = "offer.txt", content: bytes = TEXT, **more: Any
) -> File:
    """Attach a file to a lead, a contact or an activity."""
    (file,) = ACTIONS[type(to)].add_files(to.pk, [incoming(name, content)], by=by, at=NOON, **more)
    return File.objects.get(pk=file.pk)


def in_store() -> dict[str, bytes]:
    """Return what lies in the store, by its keys."""
    folder = Path(settings.FILES)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def png(width: int = 8, height: int = 8, *, rows: int | None = None) -> bytes:
    """Return a picture; one that says to be larger than its rows is a bomb."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    line = b"\x00" + b"\x20\x80\x60" * width
    data = zlib.compress(line * (height if rows is None else rows))
    parts = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, data = part
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pdf() -> bytes:
    """Return a PDF of one page."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>",
    ]
    result, places = io.BytesIO(), []
    result.write(b"%PDF-1.4\n")
    for number, part in enumerate(parts, start=1):
        places.append(result.tell())
        result.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = result.tell()
    result.write(b"xref\n0 4\n0000000000 65535 f \n")
    for place in places:
        result.write(b"%010d 00000 n \n" % place)
    result.write(b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)
    return result.getvalue()
