"""The files of a lead or a contact as its page shows them, with the form that adds some."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.contacts.actions import filing as on_contacts
from leadwright.contacts.models import Contact
from leadwright.files.models import File, FileQuerySet, Preview
from leadwright.files.quotas import words_of
from leadwright.files.uploads import Bounded, most_together
from leadwright.foundation.formats import locale_of, moment
from leadwright.foundation.keyset import page
from leadwright.leads import lifecycle as of_leads
from leadwright.leads.actions import filing as on_leads
from leadwright.leads.actions.noting import other_side
from leadwright.leads.models import Lead
from leadwright.people.models import User

NEWEST = 6
PAGE = 40
PAGES = {"lead": "lead", "contact": "contact"}


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file; `reading` says whether the other company reads it."""

    id: int
    name: str
    size: str
    who: str
    at: str
    has_preview: bool
    may_delete: bool
    reading: str = ""


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


def files_of_lead(lead: Lead, *, by: User, cursor: str) -> FilesPanel:
    """Return the files of a lead that a user may know."""
    return _panel(
        File.objects.on(on_leads.KIND, lead.pk),
        lambda file: on_leads.can_delete(lead, file, by),
        by=by,
        cursor=cursor,
        page_address=reverse("lead", args=[lead.pk]),
        address=reverse("lead-attach", args=[lead.pk]),
        may_add=of_leads.is_possible(lead, of_leads.Verb.ATTACH, by=by),
        share=share_with(lead, by),
    )


def files_of_contact(contact: Contact, *, by: User, may_add: bool, cursor: str) -> FilesPanel:
    """Return the files of a contact that a user may know."""
    return _panel(
        File.objects.on(on_contacts.KIND, contact.pk),
        lambda file: on_contacts.can_delete(contact, file, by),
        by=by,
        cursor=cursor,
        page_address=reverse("contact", args=[contact.pk]),
        address=reverse("contact-attach", args=[contact.pk]),
        may_add=may_add,
        share=shared_with_borrowers(),
    )


def share_with(lead: Lead, by: User) -> str:
    """Return what the tick says that shares a file of a lead, if there is anybody to share it with."""
    other = other_side(lead, by)
    return _("Share with %(name)s") % {"name": other.name} if other else ""


def shared_with_borrowers() -> str:
    """Return what the tick says that shares a file of a contact."""
    return _("Share with companies that handle a lead of this contact")


def page_of(file: File) -> str:
    """Return the page of what a file hangs on."""
    return reverse(PAGES[file.subject_kind], args=[file.subject_id])


def _panel(
    rows: FileQuerySet,
    may_delete: Callable[[File], bool],
    *,
    by: User,
    cursor: str,
    page_address: str,
    address: str,
    may_add: bool,
    share: str,
) -> FilesPanel:
    known = rows.open_to(by).newest_first()
    result, older = page(known, cursor=cursor, size=PAGE if cursor else NEWEST, order="files")
    return FilesPanel(
        files=tuple(_line(file, by, may_delete=may_delete(file)) for file in result),
        older=older,
        is_older=bool(cursor),
        page=page_address,
        address=address,
        may_add=may_add,
        share=share,
        limit=Bounded.limit(),
        together=most_together(),
        limit_in_words=words_of(Bounded.limit()),
    )


def _line(file: File, by: User, *, may_delete: bool) -> FileLine:
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
    )
