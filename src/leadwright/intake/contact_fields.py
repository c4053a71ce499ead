"""What a file can say of a company and of a person: the names that mappings use, how each is read, where it goes."""

from collections.abc import Mapping

from leadwright.contacts.fields import LINES
from leadwright.contacts.models import Kind

# Each channel with the label that stands behind it.
EMAILS = ("email", "email2", "email3")
PHONES = ("phone", "phone2", "phone3", "mobile")
LABELS = {name: f"{name}_label" for name in (*EMAILS, *PHONES)}
# What a contact has no field for: it stands in the remarks, under the name of its column.
REMARKED = {
    Kind.COMPANY: ("fax", "website", "industry", "employees"),
    Kind.PERSON: ("fax", "website", "department"),
}
ADDRESS = ("street", "street_extra", "postcode", "city", "region", "country")
OF_EITHER = (
    *("key", "name"),
    *(name for pair in LABELS.items() for name in pair),
    *ADDRESS,
    *("vat_number", "language", "groups", "segment", "fleet_code", "remarks"),
)
# Who wants nothing by a channel, and who agreed; these are written into the ledger of consents.
REFUSALS = {"no_email": "email", "no_phone": "phone", "no_sms": "sms", "no_post": "post"}
AGREEMENT = ("opt_in", "opt_in_at", "opt_in_wording", "opt_in_purpose", "opt_in_sender")
CONSENTS = (*REFUSALS, "opt_out", *AGREEMENT)
OF_A_COMPANY = ("register_number",)
OF_A_PERSON = ("title", "given_name", "family_name", "job_title", "birth_date")
OF_A_CONTACT: Mapping[Kind, tuple[str, ...]] = {
    Kind.COMPANY: (*OF_EITHER, *OF_A_COMPANY, *REMARKED[Kind.COMPANY], *CONSENTS),
    Kind.PERSON: (*OF_EITHER, *OF_A_PERSON, *REMARKED[Kind.PERSON], *CONSENTS),
}
# The contact of a lead, and a second company and person of it; each has a role in the lead.
PLACES = ("", "2")
CONTACT_FIELDS = tuple(
    f"{kind.value}{place}.{name}"
    for place in PLACES
    for kind, names in OF_A_CONTACT.items()
    for name in (*names, "role")
)
_CONVERSIONS = {
    "country": "country",
    "language": "language",
    "vat_number": "company_number",
    "birth_date": "day",
    "groups": "words",
    "remarks": "text",
    "opt_in_at": "date",
    "opt_in_wording": "text",
    **dict.fromkeys(REFUSALS, "yes_no"),
    **dict.fromkeys(("opt_out", "opt_in", "opt_in_purpose", "opt_in_sender"), "words"),
    **dict.fromkeys(EMAILS, "email"),
    **dict.fromkeys(PHONES, "phone"),
}
CONTACT_CONVERSIONS = {
    field: _CONVERSIONS[name] for field in CONTACT_FIELDS if (name := field.partition(".")[2]) in _CONVERSIONS
}
LONGEST = {**LINES, "vat_number": 30, "title": 60, **dict.fromkeys(LABELS.values(), 60)}
