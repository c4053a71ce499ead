"""What to be wary of in a lead: contacts that were blocked, or came to equal a blocked one, since they are on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import sentence_of
from leadwright.leads.models import Party
from leadwright.leads.parties import everybody
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class Caution:
    """One thing to be wary of: a stable code, whom it is about, and a sentence."""

    code: str
    contact: int
    sentence: str


def cautions(lines: Iterable[Party], *, by: User) -> list[Caution]:
    """Return what to be wary of in a lead: one for each blocked contact, and for the people of a blocked company.

    That a contact equals a blocked one is said within its own company alone.
    """
    lines = list(lines)
    named = everybody(lines)
    blocked = {row.pk for row in named if row.is_blocked}
    matches = [_warning("STILL_BLOCKED", row) for row in named if row.is_blocked]
    employers = {
        row.company.pk: row.company
        for row in named
        if row.company is not None and row.company.is_blocked and row.company_id not in blocked
    }
    alike = _like_blocked(lines)
    matches += [
        _warning("EQUALS_BLOCKED", row)
        for row in named
        if row.pk in alike - blocked and row.organisation_id == by.organisation_id
    ]
    return matches + [_warning("COMPANY_BLOCKED", employer) for employer in employers.values()]


def _like_blocked(lines: Iterable[Party]) -> set[int | None]:
    """Return the contacts that equal a blocked one, as it was fetched along with the lines."""
    alike: set[int | None] = set()
    for line in lines:
        data = vars(line)
        alike |= {line.company_id} if data.get("company_like_blocked") else set()
        alike |= {line.person_id} if data.get("person_like_blocked") else set()
    return alike


def _warning(code: str, contact: Contact) -> Caution:
    return Caution(code=code, contact=contact.pk, sentence=sentence_of(code, {"name": contact.name}))
