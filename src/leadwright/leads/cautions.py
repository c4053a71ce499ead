"""What to be wary of in a lead: contacts that were blocked after they were tied to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import sentence_of
from leadwright.leads.models import Party
from leadwright.leads.parties import everybody


@dataclass(frozen=True, kw_only=True)
class Caution:
    """One thing to be wary of: a stable code, whom it is about, and a sentence."""

    code: str
    contact: int
    sentence: str


def cautions(lines: Iterable[Party]) -> list[Caution]:
    """Return what to be wary of in a lead: one for each blocked contact, and for the people of a blocked company."""
    named = everybody(lines)
    blocked = {one.pk for one in named if one.is_blocked}
    found = [_warning("STILL_BLOCKED", one) for one in named if one.is_blocked]
    employers = {
        one.company.pk: one.company
        for one in named
        if one.company is not None and one.company.is_blocked and one.company_id not in blocked
    }
    return found + [_warning("COMPANY_BLOCKED", one) for one in employers.values()]


def _warning(code: str, contact: Contact) -> Caution:
    return Caution(code=code, contact=contact.pk, sentence=sentence_of(code, {"name": contact.name}))
