"""A record as it is given, and what is compared of it."""

from dataclasses import dataclass, field
from datetime import date

from leadwright.contacts.matching.normal import (
    code,
    digits,
    name_words,
    plain,
    split_name,
    split_street,
    squashed,
)

COUNTRY_AND_MORE = 6


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is known of a person or a company; phones are in E.164, and anything may be missing."""

    kind: str = "person"
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    street: str = ""
    street_extra: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    birth_date: date | str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    vat_number: str = ""
    register_number: str = ""
    company: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A record made ready to be compared: every text is bare of case, accents, signs and spaces."""

    kind: str
    given: str
    family: str
    name: str
    street: str
    house: str
    extra: str
    postcode: str
    city: str
    region: str
    birth: str
    vat: str
    register: str
    company: str
    emails: tuple[str, ...] = field(default=())
    phones: tuple[str, ...] = field(default=())


def prepared(record: Record) -> Prepared:
    """Return what is compared of a record."""
    given, family = _names(record)
    street, house = split_street(record.street)
    return Prepared(
        kind=record.kind,
        given=given,
        family=family,
        name="" if record.kind == "person" else "".join(name_words(record.name)),
        street=street,
        house=house,
        extra=squashed(record.street_extra),
        postcode=code(record.postcode),
        city=squashed(record.city),
        region=squashed(record.region),
        birth=digits(str(record.birth_date or "")),
        vat=plain_vat(record.vat_number),
        register=code(record.register_number),
        company="".join(name_words(record.company)),
        emails=tuple(plain_email(email) for email in record.emails if email),
        phones=tuple(digits(phone) for phone in record.phones if phone),
    )


def plain_email(address: str) -> str:
    """Return an address as mail servers compare it: in small letters, without what follows a plus."""
    text = address[:254]
    if not text.isprintable():
        text = "".join(filter(str.isprintable, text))
    local, at, domain = text.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def plain_vat(number: str) -> str:
    """Return a VAT number without signs and without the letters of its country, which many leave out."""
    bare = code(number)
    return bare[2:] if len(bare) > COUNTRY_AND_MORE and bare[:2].isalpha() else bare


def _names(record: Record) -> tuple[str, str]:
    if record.kind != "person":
        return "", ""
    if record.given_name or record.family_name:
        return squashed(record.given_name), squashed(record.family_name)
    return split_name(plain(record.name))
