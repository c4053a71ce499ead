"""What looks wrong about a contact without being refused."""

from importlib import import_module

from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact, Kind

# Enterprise numbers are those of the tax office there; other countries have no rule that we could apply.
RULES = {"BE": "stdnum.be.vat"}


def warnings_about(contact: Contact) -> list[str]:
    """Return sentences about what should be looked at again."""
    rule = RULES.get(contact.country)
    if contact.kind != Kind.COMPANY or not contact.register_number or rule is None:
        return []
    if import_module(rule).is_valid(contact.register_number):
        return []
    text = _("The register number {number} does not look like one of {country}; compare it.")
    return [text.format(number=contact.register_number, country=contact.country)]
