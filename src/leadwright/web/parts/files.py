"""The files of a row as its page shows them, with the form that adds some."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.activities.actions.filing import SHELF as ACTIVITIES
from leadwright.contacts.actions.filing import SHELF as CONTACTS
from leadwright.contacts.models import Contact
from leadwright.files.models import File, Preview
from leadwright.files.questions import awaited_among
from leadwright.files.quotas import words_of
from leadwright.files.shelves import Shelf
from leadwright.files.uploads import Bounded, most_together
from leadwright.foundation.formats import locale_of, moment
from leadwright.foundation.keyset import page
from leadwright.foundation.refusals import sentence_of
from leadwright.leads.actions.filing import SHELF as LEADS
from leadwright.leads.brands import speak_of_lead
from leadwright.leads.models import Lead
from leadwright.leads.sides import name_of_other_side
from leadwright.people.models import User
from leadwright.tasks.actions.filing import SHELF as TASKS

NEWEST = 6
PAGE = 40


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file; `reading` says whether the other company reads it, `awaited` why it cannot be deleted yet."""

    id: int
    name: str
    size: str
    who: str
    at: str
    has_preview: bool
    may_delete: bool
    reading: str = ""
    awaited: str = ""


@dataclass(frozen=True, kw_only=True)
class FilesPanel:
    """The files of a page, where they are added, and how large they may be; `share` is what the tick to share says."""

    files: tuple[FileLine, ...]
    older: str
    is_older: bool
    page: str
    address: str
    may_add: bool
    share: str
    limit: int
    together: int
    limit_in_words: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """The page of one kind of rows that has files: the list it stands in, the name of a row, what the tick says.

    A page has the name of its kind, and the page that adds files that of the kind with `-attach`.
    """

    shelf: Shelf[Any]
    here: str
    name: Callable[[Any], str]
    share: Callable[[Any, User], str]
    speak: Callable[[Any], None] = lambda row: None

    def page(self, key: int) -> str:
        """Return the page of a row."""
        return reverse(self.shelf.kind, args=[key])

    def address(self, key: int) -> str:
        """Return the page that adds files to a row."""
        return reverse(f"{self.shelf.kind}-attach", args=[key])

    def panel(self, row: Any, *, by: User, may_add: bool, cursor: str) -> "FilesPanel":
        """Return the files of a row that a user may know."""
        known = self.shelf.files_on(row).open_to(by).newest_first().in_lines()
        result, older = page(known, cursor=cursor, size=PAGE if cursor else NEWEST, order="files")
        may_delete = partial(self.shelf.can_delete, row, by=by)
        awaited = awaited_among([file.pk for file in result])
        return FilesPanel(
            files=tuple(
                _line(file, by, may_delete=may_delete(file), is_awaited=file.pk in awaited) for file in result
            ),
            older=older,
            is_older=bool(cursor),
            page=self.page(row.pk),
            address=self.address(row.pk),
            may_add=may_add,
            share=self.share(row, by),
            limit=Bounded.limit(),
            together=most_together(),
            limit_in_words=words_of(Bounded.limit()),
        )


def _share_with(lead: Lead, by: User) -> str:
    """Return what the tick says that shares a file of a lead, if there is anybody to share it with."""
    name = name_of_other_side(lead, by.organisation_id)
    return _("Share with %(name)s") % {"name": name} if name else ""


def _share_with_borrowers(contact: Contact, by: User) -> str:
    """Return what the tick says that shares a file of a contact."""
    del contact, by
    return _("Share with companies that handle a lead of this contact")


OF_LEADS = Place(
    shelf=LEADS,
    here="leads",
    name=lambda lead: f"L-{lead.pk}",
    share=_share_with,
    speak=speak_of_lead,
)
OF_CONTACTS = Place(
    shelf=CONTACTS,
    here="contacts",
    name=lambda contact: contact.name,
    share=_share_with_borrowers,
)
# Whoever reads an activity reads its files, so that nobody is asked.
OF_ACTIVITIES = Place(
    shelf=ACTIVITIES,
    here="activities",
    name=lambda activity: activity.title,
    share=lambda activity, by: "",
)
OF_TASKS = Place(
    shelf=TASKS,
    here="tasks",
    name=lambda task: task.title,
    share=lambda task, by: "",
)
PLACES = {place.shelf.kind: place for place in (OF_LEADS, OF_CONTACTS, OF_ACTIVITIES, OF_TASKS)}


def _line(file: File, by: User, *, may_delete: bool, is_awaited: bool) -> FileLine:
    is_own = file.organisation_id == by.organisation_id
    return FileLine(
        id=file.pk,
        name=file.name,
        size=words_of(file.size),
        who=file.by.name if is_own else f"{file.by.name}, {file.organisation.name}",
        at=moment(file.at, locale_of(get_language() or "en"), timezone.get_current_timezone()),
        has_preview=file.preview == Preview.MADE,
        may_delete=may_delete,
        reading=_("shared") if file.is_shared else "",
        awaited=sentence_of("FILE_AWAITED", {"name": file.name}) if may_delete and is_awaited else "",
    )
