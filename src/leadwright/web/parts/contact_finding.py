"""The part of a form that finds contacts by name: nothing is stored while somebody is still looked for."""

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.contacts.finding import find_contacts
from leadwright.contacts.models import Contact
from leadwright.people.models import User
from leadwright.web.base.forms import ActForm

FINDING = "find"
MOST_MATCHES = 12


class ContactFindingForm(ActForm):
    """A form in which a name is typed to find somebody; a name that was not looked for yet is, before all else."""

    find_contact = forms.CharField(
        label=gettext_lazy("Find somebody by name"), required=False, max_length=200, strip=True
    )
    by: User

    @property
    def sought(self) -> str:
        """The name that is looked for."""
        return str(self.data.get("find_contact", "")).strip()

    @property
    def is_searching(self) -> bool:
        """Tell whether somebody is looked for, and nothing is to be stored yet."""
        is_new = bool(self.sought) and self.sought != str(self.data.get("sought", "")).strip()
        return FINDING in self.data or is_new

    def searched(self) -> list[Contact]:
        """Return the contacts that fit the name, if one is looked for now."""
        if not self.is_searching or not self.sought:
            return []
        return find_contacts(self.sought, by=self.by, limit=MOST_MATCHES)


def called(contact: Contact) -> str:
    """Return how a contact is offered: by its name and the company where it works."""
    return f"{contact.name}, {contact.company.name}" if contact.company else contact.name
