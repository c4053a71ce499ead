"""The address and number of a lead: typed, or picked from those of its contact."""

from django import forms
from django.utils.translation import gettext as _

from leadwright.contacts.channels import phone_in_words
from leadwright.leads.models import Lead


def offer_channels(form: forms.Form, lead: Lead) -> None:
    """Let what the contact has be picked, and say what is used while the fields are empty."""
    used = {"contact_email": "", "contact_phone": ""}
    if lead.contact is not None:
        used = {"contact_email": lead.contact.email, "contact_phone": phone_in_words(lead.contact.phone)}
    for name, value in used.items():
        field = form.fields[name]
        field.widget.attrs |= {"list": f"{name}-picks", "autocomplete": "off"}
        if value:
            field.help_text = _("Empty: that of the contact, %(value)s") % {"value": value}


def picks_of(lead: Lead) -> dict[str, list[str]]:
    """Return the addresses and numbers of a lead's contact, by the field that they can be picked for."""
    if lead.contact is None:
        return {}
    return {
        "contact_email": [email.address for email in lead.contact.emails.all()],
        "contact_phone": [phone.number for phone in lead.contact.phones.all()],
    }
