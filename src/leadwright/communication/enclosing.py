"""What files a mail to the contact of a lead is to carry: some that hang on the lead, and that its writer may read."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from leadwright.communication.models import Enclosure
from leadwright.files.models import File, FileQuerySet
from leadwright.files.quotas import words_of
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError, field_error
from leadwright.leads.models import Lead
from leadwright.people.models import User

MOST_FILES = 10
MOST_BYTES = 20_000_000
NAME = "files"


def read_files(
    lead: Lead, given: Any, *, by: User, is_sent: bool
) -> tuple[tuple[File, ...], list[FieldError]]:
    """Return the files that were named, in that order, and what is wrong with them."""
    if given is None or given == []:
        return (), []
    if not isinstance(given, list):
        return (), [_fault(_("it is a list of the numbers of files"))]
    if not is_sent:
        reason = _("only a mail that goes out carries files; choose a medium that goes to an e-mail address")
        return (), [_fault(reason)]
    if len(given) > MOST_FILES:
        return (), [_fault(_("a mail carries at most {number} files").format(number=MOST_FILES))]
    keys = [number_in(value) for value in given]
    rows = readable_files(lead, by=by).in_bulk([key for key in keys if key is not None])
    faults = [
        _fault(reason, place) for place, key in enumerate(keys) if (reason := _unfit(key, rows, keys[:place]))
    ]
    files = tuple(rows[key] for key in keys if key in rows) if not faults else ()
    return files, faults or _too_large(files)


def readable_files(lead: Lead, *, by: User) -> FileQuerySet:
    """Return the files of a lead that somebody may send, newest first."""
    return File.objects.on("lead", lead.pk).open_to(by).newest_first()


def carried_by(message_key: str) -> list[Enclosure]:
    """Return what a mail in the outbox carries."""
    return list(Enclosure.objects.filter(communication__message_key=message_key)) if message_key else []


def _unfit(key: int | None, rows: dict[int, File], before: Sequence[int | None]) -> str:
    if key is None or key not in rows:
        return _("choose files of this lead that you may read")
    return _("it is named twice") if key in before else ""


def _too_large(files: Sequence[File]) -> list[FieldError]:
    total = sum(file.size for file in files)
    if total <= MOST_BYTES:
        return []
    reason = _("together they have {size}, and a mail carries at most {limit}; leave some out")
    return [_fault(reason.format(size=words_of(total), limit=words_of(MOST_BYTES)))]


def _fault(reason: str, place: int | None = None) -> FieldError:
    return field_error(NAME if place is None else f"{NAME}.{place}", "FIELD_INVALID", reason=reason)
