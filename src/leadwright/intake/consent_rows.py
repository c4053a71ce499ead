"""From the values of a line to what it says of consents: of whom, what is refused, what was agreed to. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from leadwright.consent.taking_in import Agreement, ConsentRow
from leadwright.contacts.models import Contact
from leadwright.intake.cells import Values
from leadwright.intake.contact_fields import CONSENTS, REFUSALS
from leadwright.intake.mapping import FieldSource


@dataclass(frozen=True, kw_only=True)
class SaidOfConsent:
    """What a line says of the consents of one contact, by its key; `cells` are its columns as they stand there."""

    number: int
    contact: str
    refused: tuple[str, ...] = ()
    agreed: Agreement | None = None
    cells: tuple[str, ...] = ()

    def row(self, contact: Contact, file: str) -> ConsentRow:
        """Return the row for the ledger, with the line of the file as its evidence."""
        evidence = "\n".join((f"{file}, {self.number}", *self.cells))
        return ConsentRow(
            contact=contact, refused=self.refused, agreed=self.agreed, source=file, evidence=evidence
        )


def said_of_consent(
    said: Values,
    *,
    number: int,
    contact: str,
    prefix: str,
    sources: Mapping[str, FieldSource],
    text_of: Callable[[str], str],
) -> SaidOfConsent | None:
    """Return what a line says of consents, or nothing if it says nothing; the words of a consent stand there alone."""
    refused = [channel for name, channel in REFUSALS.items() if said.get(name)]
    refused += said.get("opt_out", ())
    channels = said.get("opt_in", ())
    if not refused and not channels:
        return None
    agreed = Agreement(
        channels=channels,
        at=said.get("opt_in_at"),
        wording=said.get("opt_in_wording", ""),
        purposes=said.get("opt_in_purpose", ()),
        senders=said.get("opt_in_sender", ()),
    )
    names = [name for name in CONSENTS if name in said and name != "opt_in_wording"]
    return SaidOfConsent(
        number=number,
        contact=contact,
        refused=tuple(dict.fromkeys(refused)),
        agreed=agreed if channels else None,
        cells=tuple(_cells(names, prefix, sources, text_of)),
    )


def _cells(
    names: Iterable[str], prefix: str, sources: Mapping[str, FieldSource], text_of: Callable[[str], str]
) -> Iterator[str]:
    """Return the columns as they stand there, those of a contact whom the line does not name too."""
    other = _other(prefix)
    for name in names:
        fields = [field for field in (prefix + name, other + name) if field in sources and text_of(field)]
        yield from (f"{sources[field].payload}: {text_of(field)}" for field in fields)


def _other(prefix: str) -> str:
    parts = {"company": "person", "person": "company"}
    return next(prefix.replace(own, parts[own], 1) for own in parts if prefix.startswith(own))
