"""Lend a contact with a lead, and take it back."""

from leadwright.contacts.models import Contact, Loan


def lend(contact: Contact, *, organisation_id: int, lead: int) -> None:
    """Let another organisation see a contact, and the company it works for, while it handles a lead."""
    for pk in (contact.pk, contact.company_id):
        if pk is not None:
            Loan.objects.get_or_create(contact_id=pk, organisation_id=organisation_id, lead=lead)


def end_loans(*, lead: int, keep: int | None = None) -> None:
    """Take back what was lent for a lead, except to the organisation that keeps it."""
    Loan.objects.filter(lead=lead).exclude(organisation_id=keep or 0).delete()
