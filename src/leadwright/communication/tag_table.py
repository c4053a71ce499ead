"""The closed table of tags: what each is called, of which field of a lead it is, and what it says."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.titles import title_in_words
from leadwright.fields.subjects import Sees
from leadwright.foundation import local
from leadwright.foundation.labels import Named, speaking_of
from leadwright.leads.brands import brand_on
from leadwright.leads.models import Lead
from leadwright.leads.own import said
from leadwright.leads.telling import known_to, own_fields_for, own_fields_of, visible_to
from leadwright.people.models import User

OF_FIELDS = "field_"


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One tag: its name in texts, what it is called, and the field of a lead that it tells."""

    name: str
    label: str | Promise
    field: str
    value: Callable[[Lead], str]


def _label(row: Named | None) -> str:
    return row.label if row else ""


def _contact_name(lead: Lead) -> str:
    return lead.contact.name if lead.contact else ""


def _salutation(contact: Contact | None) -> str:
    """Return how somebody is addressed: with the title if there is one, else by name."""
    if contact is None:
        return ""
    title = title_in_words(contact.title) if contact.kind == Kind.PERSON else ""
    return f"{title} {contact.family_name or contact.name}" if title else contact.name


def _company(contact: Contact | None) -> str:
    company = contact.company if contact and contact.company else contact
    return company.name if company and company.kind == Kind.COMPANY else ""


def _amount(lead: Lead) -> str:
    return "" if lead.target_amount is None else local.money(lead.target_amount, lead.target_currency)


def _products(lead: Lead) -> str:
    return ", ".join(line.product.label for line in lead.products.select_related("product"))


def _link(lead: Lead) -> str:
    return f"{settings.BASE_URL}/leads/{lead.pk}/"


TAGS: Mapping[str, Tag] = {
    name: Tag(name=name, label=label, field=field, value=value)
    for name, label, field, value in (
        ("lead_number", _("Number of the lead"), "number", lambda lead: str(lead.pk)),
        ("lead_type", _("Type of the lead"), "type", lambda lead: lead.type.label),
        ("lead_category", _("Category of the lead"), "category", lambda lead: _label(lead.category)),
        ("lead_status", _("Status of the lead"), "status", lambda lead: lead.status.label),
        ("lead_state", _("State of the lead"), "state", lambda lead: str(lead.get_state_display())),
        ("lead_source", _("Source of the lead"), "source", lambda lead: _label(lead.source)),
        ("lead_description", _("Description of the lead"), "description", lambda lead: lead.description),
        ("lead_amount", _("Target amount with its currency"), "target_amount", _amount),
        (
            "lead_probability",
            _("Probability of success"),
            "success_rate",
            lambda lead: "" if lead.success_rate is None else local.percent(lead.success_rate),
        ),
        (
            "lead_completion_date",
            _("Expected completion date"),
            "expected_completion_at",
            lambda lead: local.day(lead.expected_completion_at),
        ),
        ("lead_products", _("Products of interest"), "products", _products),
        ("lead_link", _("Address of the lead in this product"), "number", _link),
        ("owner_name", _("Name of the owner"), "owner", lambda lead: lead.owner.name if lead.owner else ""),
        (
            "owner_mail",
            _("E-mail address of the owner"),
            "owner",
            lambda lead: lead.owner.email if lead.owner else "",
        ),
        (
            "owner_phone",
            _("Telephone number of the owner"),
            "owner",
            lambda lead: lead.owner.phone if lead.owner else "",
        ),
        ("unit_name", _("Unit of the lead"), "unit", lambda lead: lead.unit.name if lead.unit else ""),
        (
            "group_name",
            _("Group of the lead"),
            "group",
            lambda lead: lead.group.name if lead.group_id else "",
        ),
        ("contact_name", _("Name of the contact"), "contact", _contact_name),
        (
            "contact_salutation",
            _("Title and name of the contact"),
            "contact",
            lambda lead: _salutation(lead.contact),
        ),
        ("company_name", _("Company of the contact"), "contact", lambda lead: _company(lead.contact)),
    )
}


def tag_of(key: str) -> str:
    """Return the tag of an own field of leads, by its key."""
    return f"{OF_FIELDS}{key}"


def known_tags(by: User, *, lead: Lead | None = None, is_for_all: bool = False) -> dict[str, str]:
    """Return the tags that somebody can write, with what they are called: about one lead, or about any.

    What is written for all companies names the fields of no single one.
    """
    fields = own_fields_of(by, lead) if lead else own_fields_for(by, tuple(Sees))
    own = {
        tag_of(field.key): field.label
        for field in fields
        if not field.is_retired and not (is_for_all and field.organisation_id is not None)
    }
    return {name: str(tag.label) for name, tag in TAGS.items()} | own


@contextmanager
def spoken_to(lead: Lead, language: str) -> Iterator[None]:
    """Speak the language of whoever reads a text about a lead, and tell days as the company that handles it does."""
    zone = ZoneInfo((lead.organisation or lead.origin).time_zone)
    with translation.override(language), timezone.override(zone), speaking_of(partial(brand_on, lead)):
        yield


class TagValues:
    """What the tags say about a lead, as far as the user who writes knows it; to be asked while `spoken_to`."""

    def __init__(self, lead: Lead, by: User) -> None:
        self._lead, self._by = lead, by
        self._seen, self._visible = known_to(by, lead), visible_to(by, lead)
        self._values: dict[str, str] = {}

    def hidden(self, names: list[str]) -> list[str]:
        """Return those of some tags of which the user may not know what they say."""
        return [name for name in names if name in TAGS and TAGS[name].field not in self._visible]

    def value(self, name: str) -> str:
        """Return what a known tag says; nothing where the lead says nothing."""
        if name not in self._values:
            tag = TAGS.get(name)
            self._values[name] = self._own.get(name, "") if tag is None else tag.value(self._seen)
        return self._values[name]

    @cached_property
    def _own(self) -> dict[str, str]:
        sections = said(self._lead, by=self._by)
        return {f"{OF_FIELDS}{row.key}": row.words for section in sections for row in section.fields}
