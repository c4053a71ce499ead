"""Lend contacts with a lead, and take them back."""

from collections.abc import Collection, Iterable, Sequence

from leadwright.contacts.models import Contact, Loan
from leadwright.foundation.batches import forget, known, note, write


def lend_only(contacts: Iterable[Contact], *, organisation_id: int, lead: int) -> None:
    """Let an organisation that handles a lead see these contacts, and the companies they work for.

    Of what else was lent for the lead, to it or to others, nothing stays.
    """
    lent = {
        pk
        for contact in contacts
        for pk in (contact.pk, contact.company_id)
        if pk is not None and contact.organisation_id != organisation_id
    }
    loans = {loan.pk: loan for loan in known(_name(lead), lambda: list(Loan.objects.filter(lead=lead)))}
    kept = {
        pk: loan.contact_id
        for pk, loan in loans.items()
        if loan.organisation_id == organisation_id and loan.contact_id in lent
    }
    if ended := loans.keys() - kept.keys():
        Loan.objects.filter(pk__in=ended).delete()
    forget(_name(lead))
    new = sorted(lent.difference(kept.values()))
    Loan.objects.bulk_create(
        [Loan(contact_id=pk, organisation_id=organisation_id, lead=lead) for pk in new],
        ignore_conflicts=True,
    )


def loans_of(leads: Collection[int]) -> None:
    """Ask for the loans of several leads that are held at once, for the rest of the action."""
    loans: dict[int, list[Loan]] = {lead: [] for lead in leads}
    for loan in Loan.objects.filter(lead__in=leads):
        loans[loan.lead].append(loan)
    for lead, own in loans.items():
        note(_name(lead), own)


def _name(lead: int) -> tuple[str, int]:
    return ("loans", lead)


def end_loans(*, lead: int) -> None:
    """Take back what was lent for a lead."""
    write(_end, lead)


def _end(leads: Sequence[int]) -> None:
    Loan.objects.filter(lead__in=leads).delete()
