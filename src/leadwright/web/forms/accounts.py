"""The forms of accounts: win a lead and make a customer, convert a won lead, change an account."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.accounts.data import FIELDS, MANDATORY, known_of
from leadwright.accounts.models import Account, AccountClass, CreditRating
from leadwright.foundation.labels import Listed
from leadwright.leads.customers import would_open
from leadwright.leads.features import converts
from leadwright.leads.models import Lead
from leadwright.leads.rulebook import active_definition
from leadwright.leads.states import State
from leadwright.people.models import User
from leadwright.web.forms.base import ActForm, Choices, blank, let_choose
from leadwright.web.forms.choices import named_countries, offered
from leadwright.web.forms.leads import CloseForm

OURS = "account_"


class AccountFields(forms.Form):
    """What an account needs, with the names that the fields have beside those of a deal."""

    account_name = forms.CharField(label=gettext_lazy("Name on the invoice"), required=False)
    account_email = forms.CharField(label=gettext_lazy("E-mail for invoices"), required=False)
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


def _prefill(form: ActForm, lead: Lead) -> None:
    """Put in what is known of the contact; what is mandatory and empty is left to complete."""
    let_choose(form, "account_country", blank(named_countries()))
    known = known_of(lead.contact) if lead.contact else {}
    for name, value in known.items():
        form.initial.setdefault(f"{OURS}{name}", value)


def _ask_nothing(form: ActForm) -> None:
    for name in AccountFields.base_fields:
        del form.fields[name]


def _typed(form: ActForm) -> dict[str, Any]:
    return {
        name: form.cleaned_data[f"{OURS}{name}"] for name in FIELDS if f"{OURS}{name}" in form.cleaned_data
    }


def _told(lead: Lead, *, asks: bool) -> str:
    """Say what becomes of the contact."""
    if asks:
        return _("The contact becomes a customer. Complete what its account needs.")
    account = Account.objects.filter(contact=lead.contact_id).first()
    if account is None:
        return ""
    return _("The contact is a customer already: %(account)s stays its account.") % {"account": account}


class WinForm(CloseForm, AccountFields):
    """Win a lead; with conversion, complete the account of the new customer."""

    field_order = list(CloseForm.base_fields)
    asked: ClassVar[frozenset[str]] = CloseForm.asked | ASKED
    places: ClassVar[dict[str, str]] = CloseForm.places | PLACES

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, lead=lead, by=by, state=State.WON, **kwargs)
        is_on = converts(active_definition())
        self.asks = is_on and would_open(lead)
        self.told = _told(lead, asks=self.asks) if is_on else ""
        if self.asks:
            _prefill(self, lead)
        else:
            _ask_nothing(self)

    def deal(self) -> dict[str, Any]:
        """Return what the action asks for, the data of the account by themselves."""
        told = {name: value for name, value in super().deal().items() if not name.startswith(OURS)}
        return told | ({"account": _typed(self)} if self.asks else {})


class ConvertForm(ActForm, AccountFields):
    """Make a customer of the contact of a won lead."""

    asked: ClassVar[frozenset[str]] = ASKED
    places: ClassVar[dict[str, str]] = PLACES

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = would_open(lead)
        self.told = _told(lead, asks=self.asks)
        if self.asks:
            _prefill(self, lead)
        else:
            _ask_nothing(self)

    def account(self) -> dict[str, Any] | None:
        """Return the data of the account, if they were asked."""
        return _typed(self) if self.asks else None


class AccountForm(ActForm, AccountFields):
    """All that can be changed of an account, on the version that was seen."""

    asked: ClassVar[frozenset[str]] = ASKED
    places: ClassVar[dict[str, str]] = {name: f"{OURS}{name}" for name in FIELDS}
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    account_class = forms.ChoiceField(label=gettext_lazy("Classification"), required=False)
    credit_rating = forms.ChoiceField(label=gettext_lazy("Credit rating"), required=False)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "account_country", blank(named_countries()))
        let_choose(self, "account_class", blank(_rows(AccountClass, account.account_class)))
        let_choose(self, "credit_rating", blank(_rows(CreditRating, account.credit_rating)))
        for name in FIELDS:
            self.initial.setdefault(f"{OURS}{name}", getattr(account, name))
        self.initial.setdefault("version", account.version)
        for name in ("account_class", "credit_rating"):
            row = getattr(account, name)
            self.initial.setdefault(name, row.code if row else "")

    def changes(self) -> dict[str, Any]:
        """Return what the action asks for."""
        codes = {name: self.cleaned_data[name] for name in ("account_class", "credit_rating")}
        return _typed(self) | codes


def _rows(model: type[Listed], kept: Listed | None) -> Choices:
    """Return what can be chosen of a list, and the one that the account has."""
    rows = offered(model)
    if kept is not None and kept.code not in dict(rows):
        rows.append((kept.code, kept.label))
    return rows
