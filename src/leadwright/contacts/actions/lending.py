"""Lend contacts with a lead, and take them back."""

from collections.abc import Iterable

from leadwright.contacts.models import Contact, Loan


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
    kept = Loan.objects.filter(lead=lead, organisation=organisation_id, contact__in=lent)
    Loan.objects.filter(lead=lead).exclude(pk__in=kept.values("pk")).delete()
    Loan.objects.bulk_create(
        [Loan(contact_id=pk, organisation_id=organisation_id, lead=lead) for pk in sorted(lent)],
        ignore_conflicts=True,
    )


def end_loans(*, lead: int) -> None:
    """Take back what was lent for a lead."""
    Loan.objects.filter(lead=lead).delete()
