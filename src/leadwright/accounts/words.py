"""What the fields of accounts are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "account.city": _("the city of the invoice address"),
    "account.country": _("the country of the invoice address"),
    "account.currency": _("the currency of the account"),
    "account.email": _("the e-mail address for invoices"),
    "account.name": _("the name on the invoice"),
    "account.payment_days": _("the days to pay an invoice"),
    "account.postcode": _("the postcode of the invoice address"),
    "account.street": _("the street and number of the invoice address"),
    "account.vat_number": _("the VAT number on the invoice"),
    "account_class": _("the account classification"),
    "credit_rating": _("the credit rating"),
    "payment_days": _("the days to pay an invoice"),
}
