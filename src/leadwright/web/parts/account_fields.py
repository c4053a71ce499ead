"""What a new account needs, as fields of the forms that make one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.accounts.data import FIELDS, MANDATORY, known_of
from leadwright.accounts.models import Account
from leadwright.leads.models import Lead
from leadwright.web.base.choices import named_countries
from leadwright.web.base.fields import Address
from leadwright.web.base.forms import ActForm, blank, let_choose

OURS = "account_"


class AccountFields(forms.Form):
    """What an account needs, with the names that the fields have beside those of a deal."""

    account_name = forms.CharField(label=gettext_lazy("Name on the invoice"), required=False)
    account_email = Address(label=gettext_lazy("E-mail for invoices"), required=False)
    account_street = forms.CharField(label=gettext_lazy("Street and number"), required=False)
    account_postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False)
    account_city = forms.CharField(label=gettext_lazy("City"), required=False)
    account_country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    account_vat_number = forms.CharField(label=gettext_lazy("VAT number"), required=False)
    account_currency = forms.CharField(
        label=gettext_lazy("Currency"), required=False, help_text=gettext_lazy("A code such as EUR.")
    )
    account_payment_days = forms.CharField(label=gettext_lazy("Days to pay an invoice"), required=False)


ASKED = frozenset(f"{OURS}{name}" for name in MANDATORY)


PLACES = {f"account.{name}": f"{OURS}{name}" for name in FIELDS}


def prefill(form: ActForm, lead: Lead) -> None:
    """Put in what is known of the contact; what is mandatory and empty is left to complete."""
    let_choose(form, "account_country", blank(named_countries()))
    known = known_of(lead.contact) if lead.contact else {}
    for name, value in known.items():
        form.initial.setdefault(f"{OURS}{name}", value)


def ask_nothing(form: ActForm) -> None:
    """Take the fields of an account out of a form: there is nothing to ask."""
    for name in AccountFields.base_fields:
        del form.fields[name]


def typed_account(form: ActForm) -> dict[str, Any]:
    """Return what was typed about the account, by the names of its fields."""
    return {
        name: form.cleaned_data[f"{OURS}{name}"] for name in FIELDS if f"{OURS}{name}" in form.cleaned_data
    }


def account_notice(lead: Lead, *, asks: bool) -> str:
    """Say what becomes of the contact."""
    if asks:
        return _("The contact becomes a customer. Complete what its account needs.")
    account = Account.objects.filter(contact=lead.contact_id).first()
    if account is None:
        return ""
    return _("The contact is a customer already: %(account)s stays its account.") % {"account": account}
