"""What is typed about a contact, and what is kept of it: every fault is told, with its field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact, ContactGroup, Kind
from leadwright.contacts.national import is_of_a_person
from leadwright.contacts.titles import offered_titles
from leadwright.foundation.money import countries
from leadwright.foundation.numbers import number_in, plain_decimal
from leadwright.foundation.refusals import FieldError, field_error
from leadwright.foundation.text import fault_in_line, fault_in_text, name_key, trimmed
from leadwright.people.models import Group, User
from leadwright.values.companies import read_company_number
from leadwright.values.context import Context, Unreadable

COMPANY = "company"
LOCAL = "BE"
LONGEST_CODE = 60
LINES = {
    "name": 200,
    "given_name": 100,
    "family_name": 100,
    "street": 200,
    "street_extra": 200,
    "postcode": 20,
    "city": 100,
    "region": 100,
    "register_number": 40,
    "job_title": 100,
    "segment": 60,
    "fleet_code": 60,
}
OF_A_PERSON = ("given_name", "family_name", "job_title", "birth_date", "company")
OF_A_COMPANY = ("register_number",)
NUMBERS_OF_A_COMPANY = frozenset({"vat_number", "register_number"})
OF_THE_BRAND = ("segment", "fleet_code")
FIELDS = (
    "kind",
    "title",
    *LINES,
    "country",
    "vat_number",
    "vat_rate",
    "birth_date",
    "remarks",
    "language",
    "company",
    "access_group",
    "groups",
)
LONGEST_REMARK = 10_000
EARLIEST = date(1900, 1, 1)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")


class Unfit(ValueError):
    """A value that cannot be kept; the message says why and what to do."""


@dataclass
class Cleaner:
    """Goes through the fields of one contact and gathers their faults; the title that it has already may stay."""

    by: User
    at: datetime
    prefix: str = ""
    title: str = ""
    faults: list[FieldError] = field(default_factory=list)

    def clean(self, data: Mapping[str, Any], *, result: frozenset[str]) -> dict[str, Any]:
        """Return the values to keep; `told` are the fields that this very change brings."""
        clean = {name: self._tried(name, data.get(name)) for name in FIELDS}
        clean["kind"] = self._kind(data)
        if clean["kind"] == Kind.COMPANY:
            clean["title"] = ""
        clean["name"] = self._name(clean, result)
        for name in sorted(result & NUMBERS_OF_A_COMPANY):
            if is_of_a_person(clean[name], country=clean["country"]):
                wrong = _("this is the national number of a person; a company has a number of its own")
                self.fault(name, "FIELD_INVALID", reason=wrong)
                clean[name] = ""
        if result & {"vat_number", "country"}:
            clean["vat_number"] = self._vat_number(clean["vat_number"], clean["country"])
        self._clear_what_does_not_fit(clean, result)
        return clean

    def fault(self, name: str, code: str, **facts: Any) -> None:
        """Note a fault of a field."""
        self.faults.append(field_error(f"{self.prefix}{name}", code, **facts))

    def _tried(self, name: str, value: Any) -> Any:
        cleaners: dict[str, Callable[[Any], Any]] = {
            "title": self._title,
            "country": _country,
            "vat_rate": _rate,
            "birth_date": self._birth_date,
            "remarks": _remarks,
            "language": _language,
            "company": self._company,
            "access_group": self._access_group,
            "groups": _groups,
            "kind": lambda given: given,
            "vat_number": lambda given: _line(given, 30),
        }
        clean = cleaners.get(name) or (lambda given: _line(given, LINES[name]))
        try:
            return clean(value)
        except Unfit as unfit:
            self.fault(name, "FIELD_INVALID", reason=str(unfit))
            return clean(None)

    def _kind(self, data: Mapping[str, Any]) -> str:
        kind = data.get("kind") or (COMPANY if data.get("title") == COMPANY else Kind.PERSON.value)
        if kind not in Kind.values:
            self.fault("kind", "FIELD_INVALID", reason=_("it is a person or a company"))
            return Kind.PERSON.value
        return str(kind)

    def _name(self, clean: dict[str, Any], data: frozenset[str]) -> str:
        parts = f"{clean['given_name']} {clean['family_name']}".strip()
        name: str = clean["name"]
        if clean["kind"] == Kind.PERSON and parts and (not name or "name" not in data):
            name = parts if data & {"given_name", "family_name"} or not name else name
        if not name and not any(error.field == f"{self.prefix}name" for error in self.faults):
            self.fault("name", "FIELD_REQUIRED")
        return name

    def _clear_what_does_not_fit(self, clean: dict[str, Any], data: frozenset[str]) -> None:
        """Refuse what belongs to the other kind, or to the brand group; what was there before is let go."""
        is_person = clean["kind"] == Kind.PERSON
        strange = OF_A_COMPANY if is_person else OF_A_PERSON
        reason = _("only a company has it") if is_person else _("only a person has it")
        self._let_go(clean, data, strange, reason)
        if not any(group.is_brand for group in clean["groups"]):
            self._let_go(clean, data, OF_THE_BRAND, _("put the contact in a brand group first"))

    def _let_go(
        self, clean: dict[str, Any], data: frozenset[str], names: tuple[str, ...], reason: str
    ) -> None:
        for name in names:
            if clean[name] not in (None, "") and name in data:
                self.fault(name, "FIELD_INVALID", reason=reason)
            clean[name] = None if name in ("birth_date", "company") else ""

    def _vat_number(self, given: str, country: str) -> str:
        """Return a VAT number in its compact form; one of the European Union must be right."""
        if not given:
            return ""
        try:
            return read_company_number(given, Context(country=country)).value
        except Unreadable as fault:
            self.fault("vat_number", "FIELD_INVALID", reason=str(fault))
            return given

    def _title(self, value: Any) -> str:
        code = _line(value, LONGEST_CODE)
        if code in ("", COMPANY, self.title):
            return "" if code == COMPANY else code
        offered = [code for code, _label in offered_titles()]
        if code not in offered:
            raise Unfit(_("choose one of {titles}").format(titles=", ".join([*offered, COMPANY])))
        return code

    def _birth_date(self, value: Any) -> date | None:
        if value in (None, "") or isinstance(value, date):
            return value or None
        try:
            born = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            born = None
        if born is None:
            raise Unfit(_("write a date as 2000-06-15"))
        if not EARLIEST <= born <= self.at.date():
            raise Unfit(_("nobody was born on that day"))
        return born

    def _company(self, value: Any) -> Contact | None:
        if value in (None, ""):
            return None
        pk = value.pk if isinstance(value, Contact) else number_in(value)
        rows = Contact.objects.within_reach(self.by, "contact.view").filter(kind=Kind.COMPANY)
        if pk is None and isinstance(value, str) and not fault_in_line(value):
            result = list(rows.filter(sort_name=name_key(value))[:2])
        else:
            result = list(rows.filter(pk=pk or 0))
        if len(result) > 1:
            raise Unfit(_("several companies have this name; choose one of them"))
        if not result:
            raise Unfit(_("there is no such company"))
        return result[0]

    def _access_group(self, value: Any) -> Group | None:
        if value in (None, ""):
            return None
        pk = value.pk if isinstance(value, Group) else number_in(value)
        group = Group.objects.filter(organisation_id=self.by.organisation_id, pk=pk or 0).first()
        if group is None:
            raise Unfit(_("choose a group of your company"))
        return group


def home_country(country: str, by: User) -> str:
    """Return by whose rules a local telephone number is read: the contact's country, else the company's."""
    return country or by.organisation.country or LOCAL


def _line(value: Any, longest: int) -> str:
    if value is not None and not isinstance(value, str):
        raise Unfit(_("it must be a text"))
    text = trimmed(value or "")
    if fault := fault_in_line(text):
        raise Unfit(fault)
    if len(text) > longest:
        raise Unfit(_("at most {number} characters").format(number=longest))
    return text


def _remarks(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise Unfit(_("it must be a text"))
    text = trimmed(value or "")
    if fault := fault_in_text(text):
        raise Unfit(fault)
    if len(text) > LONGEST_REMARK:
        raise Unfit(_("at most {number} characters").format(number=LONGEST_REMARK))
    return text


@cache
def territories() -> frozenset[str]:
    """Return the two letters of each country."""
    return frozenset(countries())


def _country(value: Any) -> str:
    code = _line(value, 200).upper()
    if code and code not in territories():
        raise Unfit(_("write a code of two letters, such as BE"))
    return code


def _language(value: Any) -> str:
    tag = _line(value, 200)
    if not tag:
        return ""
    if not _LANGUAGE.fullmatch(tag) or len(tag) > 10:
        raise Unfit(_("write a language as nl or fr-BE"))
    try:
        return str(Locale.parse(tag, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError) as fault:
        raise Unfit(_("write a language as nl or fr-BE")) from fault


def _rate(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    wrong = Unfit(_("write a percentage from 0 to 100, with at most two decimals"))
    if isinstance(value, bool | float) or len(str(value)) > 10:
        raise wrong
    rate = plain_decimal(str(value).strip().replace(",", "."))
    if rate is None or not 0 <= rate <= 100 or rate != rate.quantize(Decimal("0.01")):
        raise wrong
    return rate


def _groups(value: Any) -> list[ContactGroup]:
    if value in (None, ""):
        return []
    if not isinstance(value, list | tuple) or len(value) > 100:
        raise Unfit(_("it must be a list of codes"))
    if all(isinstance(row, ContactGroup) for row in value):
        return list(value)
    codes = [row for row in value if isinstance(row, str) and "\x00" not in row]
    objects = list(ContactGroup.objects.filter(code__in=codes))
    if len(objects) != len({str(row) for row in value}):
        raise Unfit(_("choose groups that exist"))
    return objects
