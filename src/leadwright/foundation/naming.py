"""What a field is called in a sentence: its technical name stays in codes and pointers."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.questions import words_of_fields

FIELDS = {
    "access_group": _("the access group"),
    "birth_date": _("the date of birth"),
    "blocked": _("whether it is blocked"),
    "emails": _("the e-mail addresses"),
    "phones": _("the telephone numbers"),
    "family_name": _("the family name"),
    "fleet_code": _("the fleet code"),
    "given_name": _("the given name"),
    "groups": _("the contact groups"),
    "job_title": _("the function"),
    "postcode": _("the postcode"),
    "postcode_from": _("the first postcode"),
    "postcode_to": _("the last postcode"),
    "region": _("the region"),
    "register_number": _("the register number"),
    "remarks": _("the remarks"),
    "segment": _("the segment"),
    "street": _("the street and number"),
    "street_extra": _("the second line of the address"),
    "title": _("the title"),
    "vat_rate": _("the VAT percentage"),
    "act": _("the act"),
    "address": _("the address"),
    "at": _("the moment"),
    "channel": _("the channel"),
    "code": _("the code"),
    "confirm": _("the confirmation"),
    "evidence": _("the evidence"),
    "legal_basis": _("the legal basis"),
    "purpose": _("the purpose"),
    "suppress": _("whether to suppress it everywhere"),
    "wording": _("the wording"),
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
    "body": _("the body of the request"),
    "city": _("the city"),
    "closing_days": _("the closing days"),
    "company": _("the company"),
    "competitor": _("the competitor"),
    "contact.city": _("the city of the contact"),
    "contact.company": _("the company of the contact"),
    "contact.country": _("the country of the contact"),
    "contact.email": _("the e-mail address of the contact"),
    "contact.kind": _("the kind of contact"),
    "contact.language": _("the language of the contact"),
    "contact.name": _("the name of the contact"),
    "contact.phone": _("the telephone number of the contact"),
    "contact.vat_number": _("the VAT number of the contact"),
    "contact_channel": _("an e-mail address or telephone number of the contact"),
    "country": _("the country"),
    "currency": _("the currency"),
    "email": _("the e-mail address"),
    "data": _("what the act takes"),
    "leads": _("the leads"),
    "verb": _("the act"),
    "kind": _("the kind of contact"),
    "language": _("the language"),
    "file": _("the file"),
    "mapping": _("the mapping"),
    "name": _("the name"),
    "active": _("whether it is active"),
    "months": _("the number of months"),
    "other": _("the other contact"),
    "take": _("the fields to take over"),
    "outcome": _("the outcome"),
    "main": _("whether it is the main contact"),
    "password": _("the password"),
    "person": _("the person"),
    "phone": _("the telephone number"),
    "guest": _("the group that sees"),
    "host": _("the group that is seen"),
    "product": _("the product"),
    "shared": _("whether it is shared"),
    "text": _("the text"),
    "permissions": _("the permissions"),
    "profile": _("the role"),
    "subject": _("the subject"),
    "time_zone": _("the time zone"),
    "user": _("the user"),
    "vat_number": _("the VAT number"),
    "weekdays": _("the working days"),
}


IN_EACH_LANGUAGE = {"label": _("the name in {language}"), "text": _("the text in {language}")}


def field_in_words(name: str) -> str:
    """Return what people call a field, in the active language; a name that nobody knows is quoted."""
    kind, _joint, language = name.rpartition("_")
    if kind in IN_EACH_LANGUAGE and language in dict(settings.LANGUAGES):
        return str(IN_EACH_LANGUAGE[kind]).format(language=gettext(str(dict(settings.LANGUAGES)[language])))
    known = (words_of_fields(part) or str(FIELDS.get(part, "")) for part in (name, name.rpartition(".")[2]))
    return next(filter(None, known), f"“{name}”")
