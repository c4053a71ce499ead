"""What the fields of a mapping are called on pages: those that are no fields of a lead."""

from django.utils.translation import gettext_lazy

from leadwright.leads.fields import label_of

OF_A_LINE = {
    "key": gettext_lazy("Key in the other system"),
    "amount": gettext_lazy("Amount"),
    "currency": gettext_lazy("Currency"),
    "unit": gettext_lazy("Unit"),
    "group": gettext_lazy("Group"),
    "products": gettext_lazy("Products of interest"),
    "competitors": gettext_lazy("Competitors"),
    "team": gettext_lazy("Lead team"),
    "consents": gettext_lazy("Consents"),
}
PARTS = {
    "owner": gettext_lazy("Owner"),
    "company": gettext_lazy("Company"),
    "person": gettext_lazy("Person"),
    "company2": gettext_lazy("Second company"),
    "person2": gettext_lazy("Second person"),
    "contact": gettext_lazy("Contact"),
    "product": gettext_lazy("Product"),
    "user": gettext_lazy("User"),
    "activity": gettext_lazy("Activity"),
}
OF_A_PART = {
    "key": gettext_lazy("key"),
    "name": gettext_lazy("name"),
    "title": gettext_lazy("title"),
    "given_name": gettext_lazy("given name"),
    "family_name": gettext_lazy("family name"),
    "job_title": gettext_lazy("position"),
    "department": gettext_lazy("department"),
    "birth_date": gettext_lazy("date of birth"),
    "email": gettext_lazy("e-mail"),
    "email_label": gettext_lazy("label of the e-mail address"),
    "email2": gettext_lazy("second e-mail"),
    "email2_label": gettext_lazy("label of the second e-mail address"),
    "email3": gettext_lazy("third e-mail"),
    "email3_label": gettext_lazy("label of the third e-mail address"),
    "phone": gettext_lazy("telephone"),
    "phone_label": gettext_lazy("label of the telephone number"),
    "phone2": gettext_lazy("second telephone"),
    "phone2_label": gettext_lazy("label of the second telephone number"),
    "phone3": gettext_lazy("third telephone"),
    "phone3_label": gettext_lazy("label of the third telephone number"),
    "mobile": gettext_lazy("mobile telephone"),
    "mobile_label": gettext_lazy("label of the mobile number"),
    "fax": gettext_lazy("fax"),
    "website": gettext_lazy("website"),
    "street": gettext_lazy("street"),
    "street_extra": gettext_lazy("second line of the street"),
    "postcode": gettext_lazy("postal code"),
    "city": gettext_lazy("city"),
    "region": gettext_lazy("region"),
    "country": gettext_lazy("country"),
    "vat_number": gettext_lazy("VAT number"),
    "register_number": gettext_lazy("register number"),
    "industry": gettext_lazy("industry"),
    "employees": gettext_lazy("number of employees"),
    "language": gettext_lazy("language"),
    "groups": gettext_lazy("groups"),
    "segment": gettext_lazy("segment"),
    "fleet_code": gettext_lazy("fleet code"),
    "remarks": gettext_lazy("remarks"),
    "role": gettext_lazy("role in the lead"),
    "no_email": gettext_lazy("wants no e-mail"),
    "no_phone": gettext_lazy("wants no calls"),
    "no_sms": gettext_lazy("wants no SMS"),
    "no_post": gettext_lazy("wants no post"),
    "opt_out": gettext_lazy("channels that are refused"),
    "opt_in": gettext_lazy("channels that are agreed to"),
    "opt_in_at": gettext_lazy("date of the consent"),
    "opt_in_wording": gettext_lazy("words of the consent"),
    "opt_in_purpose": gettext_lazy("purpose of the consent"),
    "opt_in_sender": gettext_lazy("sender of the consent"),
    "code": gettext_lazy("code"),
    "kind": gettext_lazy("kind"),
    "description": gettext_lazy("description"),
    "profiles": gettext_lazy("profiles"),
    "subject": gettext_lazy("subject"),
    "text": gettext_lazy("text"),
    "at": gettext_lazy("date"),
    "end": gettext_lazy("end"),
    "done": gettext_lazy("done"),
    "place": gettext_lazy("place"),
    "lead": gettext_lazy("key of its lead"),
    "contact": gettext_lazy("key of its contact"),
    "participants": gettext_lazy("participants"),
}


def field_name(code: str) -> str:
    """Return what people call a field of a mapping."""
    part, _dot, name = code.partition(".")
    if not name:
        return str(OF_A_LINE[code]) if code in OF_A_LINE else label_of(code)
    return f"{PARTS.get(part, part)}: {OF_A_PART.get(name, name)}"


def part_name(name: str) -> str:
    """Return what people call a field of a contact."""
    singular = name.removesuffix("s") if name in ("emails", "phones") else name
    words = OF_A_PART.get(singular) or PARTS.get(singular)
    return str(words).lower() if words else singular
