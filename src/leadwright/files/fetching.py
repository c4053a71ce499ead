"""One file as its reader may know it, whatever it hangs on: read, and taken off."""

from datetime import datetime

from leadwright.files.models import File
from leadwright.files.questions import awaited_among, holders_of_files
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.people.models import User


def fetch_file(pk: int, *, by: User) -> File:
    """Return a file of the own company, or one shared with it, on something within reach; else it never was."""
    file = File.objects.open_to(by).newest_first().filter(pk=pk).first()
    holder = holders_of_files().get(file.subject_kind) if file else None
    if file is None or holder is None or not holder.is_seen(file.subject_id, by):
        raise NotFound
    return file


def check_removal(pk: int, *, by: User) -> File:
    """Return a file that the user may delete, or refuse."""
    file = fetch_file(pk, by=by)
    holders_of_files()[file.subject_kind].refuse_deletion(file, by=by)
    _refuse_while_awaited(file)
    return file


def remove_file(pk: int, *, by: User, at: datetime) -> File:
    """Delete a file; the room of what it hangs on holds that, checks who may, and records it."""
    file = fetch_file(pk, by=by)
    holders_of_files()[file.subject_kind].delete(file, by=by, at=at, check=_refuse_while_awaited)
    return file


def _refuse_while_awaited(file: File) -> None:
    """What is to go out with a mail stays until that has left."""
    if awaited_among([file.pk]):
        refuse("FILE_AWAITED", name=file.name)
