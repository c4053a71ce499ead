"""What history keeps of a file that came or went, and how it says it; the name lies apart."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from leadwright.files.models import File
from leadwright.files.quotas import words_of
from leadwright.foundation.local import yes_or_no
from leadwright.history.facts import Json
from leadwright.history.lines import Change, ReadableEntry


def details_of(file: File) -> dict[str, Json]:
    """Return what may be kept of a file for ever."""
    return {"size": file.size, "shared": file.is_shared}


def texts_of(file: File) -> dict[str, str]:
    """Return what of a file can be erased."""
    return {"file": file.name}


def changes_in(entry: ReadableEntry, *, is_removal: bool) -> Iterable[Change]:
    """Say which file came or went, how large it is, and that another company reads it."""
    if name := entry.texts.get("file"):
        before, after = (name, "") if is_removal else ("", name)
        yield Change(field="files", label=_("File"), before=before, after=after)
    if size := entry.details.get("size"):
        yield Change(field="files", label=_("Size"), after=words_of(size))
    if entry.details.get("shared"):
        yield Change(field="files", label=_("Shared"), after=yes_or_no(True))
