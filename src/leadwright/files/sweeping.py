"""Remove from the store what nothing names: left by an upload or a deletion that was cut off."""

from datetime import datetime, timedelta

from django.db.models import Q

from leadwright.files.models import File
from leadwright.files.questions import keys_in_use
from leadwright.files.store import discard, storage

ORPHANED = timedelta(days=1)


def sweep_orphans(*, at: datetime) -> int:
    """Remove bytes that no file names and that are older than a day; returns how many."""
    folders, _files = _listed("")
    return sum(_sweep_folder(name, at) for name in sorted(folders))


def _sweep_folder(folder: str, at: datetime) -> int:
    keys = {f"{folder}/{name}" for name in _listed(folder)[1]}
    known: set[str] = set()
    for row in File.objects.filter(Q(key__in=keys) | Q(preview_key__in=keys)).values_list(
        "key", "preview_key"
    ):
        known.update(row)
    known |= keys_in_use(keys - known)
    orphans = [key for key in keys - known if _is_old(key, at)]
    discard(orphans)
    return len(orphans)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, files = storage().listdir(folder)
    except FileNotFoundError:
        return [], []
    return list(folders), list(files)


def _is_old(key: str, at: datetime) -> bool:
    try:
        return storage().get_modified_time(key) < at - ORPHANED
    except FileNotFoundError:
        return False
