"""Small pictures of files, made in a process with narrow limits; a file of which none can be made stays as it is."""

import logging
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile

from django.core.files.base import ContentFile

from leadwright.files.models import File, Preview
from leadwright.files.naming import PDF
from leadwright.files.store import discard, opened, put
from leadwright.foundation import isolated
from leadwright.foundation.refusals import Refused

CHILD = Path(__file__).with_name("preview_child.py")
SECONDS = 30
LARGEST = 512 * 1024
JPEG = b"\xff\xd8\xff"
log = logging.getLogger("leadwright.files")


def make_previews(*, limit: int) -> int:
    """Make the pictures that wait, the oldest first; returns how many files were looked at."""
    rows = list(File.objects.filter(preview=Preview.WAITING).order_by("pk")[:limit])
    for file in rows:
        _make(file)
    return len(rows)


def _make(file: File) -> None:
    """Try once: what ends the worker in the middle is not tried again."""
    waiting = File.objects.filter(pk=file.pk)
    waiting.update(preview=Preview.NONE)
    picture = picture_of(file)
    if not picture:
        return
    try:
        key = put(ContentFile(picture))
    except Refused:
        return
    if not waiting.filter(preview=Preview.NONE).update(preview=Preview.MADE, preview_key=key):
        discard([key])  # it was deleted meanwhile


def picture_of(file: File) -> bytes:
    """Return a picture of a file (JPEG), or nothing."""
    kind = "pdf" if file.media_type == PDF else "image"
    with TemporaryFile() as body, TemporaryFile() as picture:
        try:
            with opened(file.key) as content:
                shutil.copyfileobj(content, body)
            body.seek(0)
            ended = isolated.run(CHILD, kind, reads=body, writes=picture, seconds=SECONDS)
        except (Refused, OSError, subprocess.TimeoutExpired) as fault:
            log.warning("no picture of file %s: %s", file.pk, fault.__class__.__name__)
            return b""
        picture.seek(0)
        result = picture.read(LARGEST)
    is_picture = ended == 0 and result.startswith(JPEG)
    if not is_picture:
        log.info("no picture of file %s: the child ended with %s", file.pk, ended)
    return result if is_picture else b""
