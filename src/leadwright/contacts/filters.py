"""The filters and orders of a list of contacts, a row each: page, API and export draw from here."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.models import Contact, ContactGroup, ContactQuerySet
from leadwright.foundation.formats import locale_of
from leadwright.foundation.money import countries, country_name
from leadwright.foundation.text import sort_key
from leadwright.people.filter_kinds import TEXT, chosen_of, closed, yes_no
from leadwright.people.filtering import Choices, Chosen, Filter, Order, Reader

Narrow = Callable[[ContactQuerySet, Any, Chosen], ContactQuerySet]


def _at(column: str) -> Narrow:
    return lambda rows, value, chosen: rows.filter(**{column: value})


def _groups(reader: Reader) -> Choices:
    return [(group.code, group.label) for group in ContactGroup.objects.all()]


def _countries(reader: Reader) -> Choices:
    locale = locale_of(get_language() or "en")
    named = [(code, country_name(code, locale)) for code in countries()]
    return sorted(named, key=lambda country: sort_key(country[1]))


# A text finds the nearest contacts and sorts them itself: `contacts.finding` narrows by it, not a condition.
TEXT_OF_A_CONTACT: Filter[ContactQuerySet] = Filter(
    name="q",
    words=_("Name, e-mail, phone or number"),
    kind=TEXT,
    narrow=lambda rows, text, chosen: rows,
)
FILTERS: tuple[Filter[ContactQuerySet], ...] = (
    TEXT_OF_A_CONTACT,
    Filter(
        name="kind",
        steady=True,
        words=_("Kind"),
        kind=closed({"person": _("Person"), "company": _("Company")}),
        narrow=_at("kind"),
    ),
    Filter(
        name="group",
        steady=True,
        words=_("Contact group"),
        kind=chosen_of(_groups),
        many=True,
        narrow=lambda rows, codes, chosen: rows.filter(
            pk__in=Contact.groups.through.objects.filter(contactgroup__code__in=codes).values("contact")
        ),
    ),
    Filter(
        name="country",
        steady=True,
        words=_("Country"),
        kind=chosen_of(_countries),
        many=True,
        narrow=lambda rows, codes, chosen: rows.filter(country__in=codes),
    ),
    Filter(
        name="blocked",
        steady=True,
        words=_("Blocked"),
        kind=yes_no(_("only blocked"), _("none that is blocked")),
        narrow=_at("is_blocked"),
    ),
)
ORDERS = (
    Order(
        name="name",
        words=_("Name"),
        words_down=_("Name, from Z to A"),
        columns=("sort_name", "id"),
        index="name",
    ),
    Order(
        name="created",
        words=_("Oldest first"),
        words_down=_("Newest first"),
        columns=("created_at", "id"),
        index="created",
    ),
    Order(
        name="updated",
        words=_("Longest unchanged first"),
        words_down=_("Last changed first"),
        columns=("updated_at", "id"),
        index="updated",
    ),
)
