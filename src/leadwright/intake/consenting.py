"""Write what the lines of a file say of consents into the ledger, with the file as evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from leadwright.consent.family import head_of
from leadwright.consent.taking_in import take_in
from leadwright.contacts.models import Contact
from leadwright.history.facts import Party
from leadwright.intake.consent_rows import SaidOfConsent
from leadwright.leads.features import Features
from leadwright.leads.states import Feature
from leadwright.people.access import may
from leadwright.people.models import User


@dataclass
class ConsentFigures:
    """How many cells of the ledger were refused and allowed, and what was not taken over, by its line."""

    refused: int = 0
    agreed: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "ConsentFigures") -> None:
        """Count what another part of the lines says too."""
        self.refused += other.refused
        self.agreed += other.agreed
        self.left_out += other.left_out


def write_consents(
    said: Iterable[SaidOfConsent],
    contacts: Mapping[str, Contact],
    *,
    file: str,
    by: User | Party,
    at: datetime,
) -> ConsentFigures:
    """Write refusals, and agreements where somebody may record them."""
    lines = [line for line in said if line.contact in contacts]
    rows = [line.row(head_of(contacts[line.contact]), file) for line in lines]
    may_agree = not isinstance(by, User) or may(by, "contact.consent")
    taken = take_in(
        rows,
        by=by.party() if isinstance(by, User) else by,
        at=at,
        takes_agreements=may_agree and Features().has(Feature.CONSENTS),
    )
    figures = ConsentFigures()
    for line, result in zip(lines, taken, strict=True):
        figures.refused += result.refused
        figures.agreed += result.agreed
        figures.left_out += [(line.number, reason) for reason in result.left_out]
    return figures
