"""Make the exports that wait: one at a time, each with the rights that who asked for it has by now."""

import logging
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File as Content
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from leadwright.exports.actions import require_rights
from leadwright.exports.models import Export, State
from leadwright.exports.packing import AT_ONCE, pack
from leadwright.files.store import discard, put
from leadwright.foundation.refusals import Refused
from leadwright.people.models import User

KEPT_FOR, MOST_TRIES = timedelta(days=7), 3
log = logging.getLogger("leadwright.exports")


def make_next(at: datetime) -> bool:
    """Make the export that waits longest; returns whether there was one."""
    row = Export.objects.filter(state=State.WAITING).order_by("pk").first()
    if row is None:
        return False
    row.tries += 1
    Export.objects.filter(pk=row.pk).update(tries=row.tries)
    try:
        _make(row, at)
    except (Refused, OSError, DatabaseError) as fault:
        log.error("export %s could not be made: %s", row.pk, fault.__class__.__name__)
        if isinstance(fault, Refused) or row.tries >= MOST_TRIES:
            failed = {"state": State.FAILED, "expires_at": at + KEPT_FOR}
            Export.objects.filter(pk=row.pk, state=State.WAITING).update(**failed)
    return True


def _make(row: Export, at: datetime) -> None:
    by = User.objects.get(pk=row.by_id)
    require_rights(by)
    with TemporaryFile(prefix="leadwright-") as body:
        with translation.override(by.language), timezone.override(by.time_zone):
            counts = pack(body, by=by, at=at)
        digest, size = _digest_of(body), body.tell()
        key = put(Content(body))
    ready = {"state": State.READY, "key": key, "size": size, "sha256": digest, "counts": counts}
    kept = {"made_at": at, "expires_at": at + KEPT_FOR}
    with transaction.atomic():
        is_kept = Export.objects.filter(pk=row.pk, state=State.WAITING).update(**ready, **kept)
    if not is_kept:  # let go meanwhile: a person in it was erased
        discard([key])


def _digest_of(body: IO[bytes]) -> str:
    """Return the digest of a file, and leave it read to its end."""
    body.seek(0)
    digest = sha256()
    for piece in iter(partial(body.read, AT_ONCE), b""):
        digest.update(piece)
    return digest.hexdigest()
