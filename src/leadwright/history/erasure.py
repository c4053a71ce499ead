"""Take personal values out of history, with an entry that says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from leadwright.history.facts import Fact, Json, Party, Subject
from leadwright.history.models import Entry, Value
from leadwright.history.record import record


@dataclass(frozen=True, kw_only=True)
class PersonErased(Fact):
    """The values of some entries were erased, with their salts; the entries themselves stay."""

    name: ClassVar[str] = "person.erased"
    icon = "close"
    tone = "bad"
    title = _("Person erased")
    about: Subject
    entries: tuple[int, ...]

    def subject(self) -> Subject:
        """Return what it happened to."""
        return self.about

    def details(self) -> dict[str, Json]:
        """Return the impersonal part."""
        return {"entries": list(self.entries)}


@transaction.atomic
def erase_values(
    entries: Collection[int], *, about: Subject, by: Party, at: datetime, kept: Collection[str] = ()
) -> Entry:
    """Delete the values of these entries for ever and record it; the subject is named by number only.

    `kept` names values that stay, such as the name of the colleague who did what an entry tells.
    """
    Value.objects.filter(entry__in=entries).exclude(field__in=kept).delete()
    nameless = Subject(kind=about.kind, id=about.id)
    return record(PersonErased(about=nameless, entries=tuple(sorted(entries)), by=by, at=at))


def forget_values(subject_kind: str, *names: str) -> int:
    """Delete the values with some names in all entries about one kind of subject; whoever asks records it."""
    entries = Entry.objects.filter(subject_kind=subject_kind).values("pk")
    deleted, _kinds = Value.objects.filter(field__in=names, entry__in=entries).delete()
    return deleted
