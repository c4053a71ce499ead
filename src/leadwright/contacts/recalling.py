"""By what somebody was known before, and who is known by the same: read from history and from the channels."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models.functions import Lower

from leadwright.contacts.models import Contact, Email, Phone
from leadwright.history.models import Value

NAMES = ("subject_name", "merged_name", "name_from", "name_to")
EMAILS = ("emails_from", "emails_to", "email_from", "email_to")
PHONES = ("phones_from", "phones_to", "phone_from", "phone_to")
NUMBERS = ("vat_number_from", "vat_number_to", "register_number_from", "register_number_to")


@dataclass(frozen=True, kw_only=True)
class Former:
    """What contacts were known by at some time, as history has it."""

    names: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    numbers: frozenset[str]


def former(contact_ids: Collection[int]) -> Former:
    """Return the names, addresses and numbers that changes of these contacts tell of."""
    data: dict[str, set[str]] = {name: set() for name in (*NAMES, *EMAILS, *PHONES, *NUMBERS)}
    rows = Value.objects.filter(
        entry__subject_kind="contact", entry__subject_id__in=contact_ids, field__in=data
    )
    for name, value in rows.values_list("field", "value"):
        data[name] |= {
            part.strip() for part in (value.split(",") if name in (*EMAILS, *PHONES) else (value,))
        }
    return Former(
        names=_of(data, NAMES),
        emails=frozenset(email.lower() for email in _of(data, EMAILS)),
        phones=_of(data, PHONES),
        numbers=_of(data, NUMBERS),
    )


def _of(data: dict[str, set[str]], names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(text for name in names for text in data[name] if text)


def shared(emails: Collection[str], phones: Collection[str], *, beside: Collection[int]) -> frozenset[str]:
    """Return those addresses and numbers that other contacts of the same company which still stand have too."""
    homes = Contact.objects.filter(pk__in=beside).values("organisation")
    standing = Contact.objects.standing().filter(organisation__in=homes).exclude(pk__in=beside).values("pk")
    of_others = Email.objects.annotate(plain=Lower("address")).filter(plain__in=emails, contact__in=standing)
    also = Phone.objects.filter(number__in=phones, contact__in=standing)
    return frozenset(of_others.values_list("plain", flat=True)) | frozenset(
        also.values_list("number", flat=True)
    )


def sharers(contact_ids: Collection[int], *, organisation_id: int) -> list[int]:
    """Return the other contacts of an organisation that have an address or a number of these contacts."""
    emails = Email.objects.filter(contact__in=contact_ids).values_list(Lower("address"), flat=True)
    phones = Phone.objects.filter(contact__in=contact_ids).values_list("number", flat=True)
    standing = Contact.objects.standing().filter(organisation=organisation_id).exclude(pk__in=contact_ids)
    same = Email.objects.annotate(plain=Lower("address")).filter(plain__in=list(emails))
    result = set(same.filter(contact__in=standing.values("pk")).values_list("contact", flat=True))
    also = Phone.objects.filter(number__in=list(phones), contact__in=standing.values("pk"))
    return sorted(result | set(also.values_list("contact", flat=True)))
