"""What can be done with a contact, as a table; what is not in it cannot be done."""

from enum import StrEnum

from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.national import is_kept
from leadwright.foundation.refusals import refuse
from leadwright.people import moves
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.moves import ActionState, Move


class Verb(StrEnum):
    """What can be done with a contact."""

    EDIT = "edit"
    ATTACH = "attach"
    BLOCK = "block"
    DISTINGUISH = "distinguish"
    MERGE = "merge"
    UNMERGE = "unmerge"
    RECORD_CONSENT = "record_consent"
    KEEP_NUMBER = "keep_number"
    EXPORT_CARD = "export_card"
    EXPORT_DATA = "export_data"
    ERASE = "erase"


def may_block(contact: Contact, by: User) -> None:
    """Refuse who may change contacts, but neither block nor release them."""
    del contact
    require(by, "contact.block")


def has_national_number(contact: Contact, by: User) -> None:
    """Refuse where no national numbers are kept, and whom none can be kept of."""
    del by
    if not is_kept():
        refuse("NATIONAL_NUMBERS_OFF")
    if contact.kind != Kind.PERSON:
        refuse("FIELD_INVALID", field="contact", reason=_("only a person has a national number"))


MOVES: dict[Verb, Move[Contact]] = {
    Verb.EDIT: Move(permission="contact.edit"),
    Verb.ATTACH: Move(permission="contact.edit"),
    Verb.BLOCK: Move(permission="contact.edit", guards=(may_block,)),
    Verb.DISTINGUISH: Move(permission="contact.edit", guards=(may_block,)),
    Verb.MERGE: Move(permission="contact.merge"),
    Verb.UNMERGE: Move(permission="contact.merge"),
    Verb.RECORD_CONSENT: Move(permission="contact.consent"),
    Verb.KEEP_NUMBER: Move(permission="privacy.manage", guards=(has_national_number,)),
    Verb.EXPORT_CARD: Move(permission="contact.export", own_only=False),
    Verb.EXPORT_DATA: Move(permission="privacy.manage"),
    Verb.ERASE: Move(permission="privacy.manage"),
}


def check(contact: Contact, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission and company (403), then what else must hold."""
    moves.check(contact, MOVES[verb], by=by)


def allowed_actions(contact: Contact, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return moves.states_of(contact, MOVES, by=by)
