"""A list of contacts as vCards: what its reader knows of each; every handing out stands in the contact's history."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from leadwright.contacts import listing
from leadwright.contacts.cards import card_data
from leadwright.contacts.exporting import walked
from leadwright.contacts.facts import ContactExported
from leadwright.contacts.models import Contact
from leadwright.contacts.vcard_writing import write
from leadwright.foundation.sheets import Wanted, as_asked, end
from leadwright.history.record import record_each
from leadwright.people.access import require
from leadwright.people.actions.security import EXPORTED, note_event
from leadwright.people.filtering import Chosen
from leadwright.people.models import User

MEDIA_TYPE = "text/vcard; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class CardFile:
    """Contacts in parts, each part made when the one before it was taken."""

    parts: Iterable[Sequence[Contact]]
    wanted: Wanted
    by: User

    def answer(self, request: HttpRequest) -> StreamingHttpResponse:
        """Return the file, which no cache keeps."""
        del request
        response = StreamingHttpResponse(as_asked(self._cards()), content_type=MEDIA_TYPE)
        name = f"{_('contacts')}-{self.wanted.at.date().isoformat()}.vcf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def _cards(self) -> Iterator[bytes]:
        wanted, by = self.wanted, self.by
        note_event(EXPORTED, attempt=wanted.asked, user=by, at=wanted.at)
        try:
            for contacts in self.parts:
                _handed_out(contacts, by=by, wanted=wanted)
                yield write(card_data(contact, by) for contact in contacts).encode()
        finally:
            end(self.parts)


def export_cards(chosen: Chosen, *, narrow: listing.Narrow, wanted: Wanted) -> CardFile:
    """Return all contacts of a list in its order, or those that a text means, as vCards."""
    user = chosen.reader.user
    require(user, "contact.view")
    require(user, "contact.export")
    return CardFile(parts=walked(chosen, narrow), wanted=wanted, by=user)


@transaction.atomic
def _handed_out(contacts: Sequence[Contact], *, by: User, wanted: Wanted) -> None:
    record_each(
        ContactExported(contact=contact, by=by.party(), at=wanted.at, format="vcard") for contact in contacts
    )
