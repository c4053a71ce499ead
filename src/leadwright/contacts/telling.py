"""What a company may know of a contact that another one lent it with a lead: decided once, for every face."""

from leadwright.contacts.models import Contact
from leadwright.people.models import User

# What a company says about its own contacts for itself; a borrower gets what it needs to reach and to invoice.
OWNERS_ALONE = frozenset(("remarks", "groups", "segment", "fleet_code", "access_group", "external_key"))


def hidden_from(user: User, contact: Contact) -> frozenset[str]:
    """Return the names of the fields of a contact that are its owner's alone, for whoever is not of that company."""
    return frozenset() if contact.organisation_id == user.organisation_id else OWNERS_ALONE
