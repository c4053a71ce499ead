"""What can be chosen in forms: codes and ids with the words of the organisation."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.diagrams.models import Diagram
from leadwright.foundation.formats import locale_of
from leadwright.foundation.labels import Listed, Named, label_in
from leadwright.foundation.money import countries, country_name
from leadwright.foundation.text import sort_key
from leadwright.leads.levels import level_in_words, level_labels, offered_levels
from leadwright.leads.models import Lead, LeadType, PartyRole, RoleKind
from leadwright.leads.references import (
    offered_categories,
    offered_opportunity_kinds,
    offered_roles,
    offered_sources,
    offered_types,
    possible_owners,
    target_organisations,
)
from leadwright.leads.states import Scale
from leadwright.people.models import Group, Unit, User
from leadwright.web.base.forms import Choices

MOST = 200
Grouped = list[tuple[str, Choices]]


def codes(model: type[Named], **conditions: Any) -> Choices:
    """Return the rows of a configuration list as codes with their labels."""
    rows = model._default_manager.filter(**conditions).values_list("code", "labels")
    return [(code, label_in(labels, get_language(), code)) for code, labels in rows]


def offered(model: type[Listed], **conditions: Any) -> Choices:
    """Return what can still be chosen of a list: what is retired stays only where it is."""
    return codes(model, is_retired=False, **conditions)


def sources(lead: Lead | None = None) -> Choices:
    """Return the sources that a lead can be given now, and the one that it has."""
    rows = list(offered_sources())
    own = lead.source if lead is not None else None
    if own is not None and own not in rows:
        rows.append(own)
    return [(row.code, row.label) for row in rows]


def opportunity_kinds(lead: Lead | None = None) -> Choices:
    """Return the kinds that an opportunity can be given, and the one that it has."""
    rows = list(offered_opportunity_kinds())
    own = lead.kind if lead is not None else None
    if own is not None and own not in rows:
        rows.append(own)
    return [(row.code, row.label) for row in rows]


def published_processes(own: str = "") -> Choices:
    """Return the processes that an opportunity can go by, and the one that a kind of opportunity has."""
    rows = Diagram.objects.offered() | Diagram.objects.filter(code=own)
    return [(row.code, row.label) for row in rows]


def lead_types(user: User) -> Choices:
    """Return the types that the user's unit may use for a new lead."""
    return [(row.code, row.label) for row in offered_types(user.unit)]


def categories(kind: LeadType, lead: Lead | None = None) -> Choices:
    """Return the categories that a lead of a type can be given, and the one that it has."""
    rows = list(offered_categories(kind))
    own = lead.category if lead is not None else None
    if own is not None and own not in rows:
        rows.append(own)
    return [(row.code, row.label) for row in rows]


def all_categories(user: User) -> Choices:
    """Return what the types that the user's unit may use offer, all together: the type is not chosen yet."""
    rows = {row for kind in offered_types(user.unit) for row in offered_categories(kind)}
    return [(row.code, row.label) for row in sorted(rows, key=lambda row: (row.position, row.pk))]


def roles(kind: RoleKind, kept: PartyRole | None = None) -> Choices:
    """Return the roles that a company or a person in a lead can be given, and the one that it has."""
    rows = offered_roles(kind)
    if kept is not None and kept not in rows:
        rows.append(kept)
    return [(row.code, row.label) for row in rows]


def levels(scale: str, kept: int | None = None) -> Choices:
    """Return the supported levels of a scale by their labels, and the one that a lead has."""
    rows = [(level.level, level.label) for level in offered_levels(Scale(scale))]
    if kept is not None and kept not in dict(rows):
        rows.append((kept, level_labels().get((scale, kept), str(kept))))
    return [(str(level), level_in_words(level, label)) for level, label in sorted(rows)]


def owners(lead: Lead) -> Choices:
    """Return who can own a lead."""
    rows = possible_owners(lead.organisation_id).values_list("email", "name")[:MOST]
    matches = [(email, name) for email, name in rows]
    if lead.owner is not None and lead.owner.email not in dict(matches):
        matches.insert(0, (lead.owner.email, lead.owner.name))
    return matches


def own_people(user: User) -> Choices:
    """Return who in the user's company can own leads."""
    rows = possible_owners(user.organisation_id).values_list("email", "name")[:MOST]
    return [(email, name) for email, name in rows]


def own_units(user: User) -> Choices:
    """Return the units of the user's company."""
    rows = Unit.objects.filter(group__organisation=user.organisation_id).order_by("group__name", "name")
    return [
        (str(pk), f"{name} · {group}") for pk, name, group in rows.values_list("pk", "name", "group__name")
    ]


def own_groups(user: User) -> Choices:
    """Return the groups of the user's company."""
    rows = Group.objects.filter(organisation=user.organisation_id).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def time_zones() -> Choices:
    """Return the time zones by which people name where they are."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    return [(zone, zone) for zone in zones]


def named_countries(codes: Iterable[str] | None = None) -> Choices:
    """Return countries, all or some, by their names in the reader's language."""
    locale = locale_of(get_language() or "en")
    named = [(code, country_name(code, locale)) for code in (countries() if codes is None else codes)]
    return sorted(named, key=lambda row: sort_key(row[1]))


def contacts_for(lead: Lead, by: User) -> Choices:
    """Return the lead's contacts, the people of the same company, and the company; no other blocked ones."""
    if lead.contact is None:
        return contacts(by)
    same = Q(pk=lead.contact_id) | Q(company=lead.contact_id)
    if lead.contact.company_id:
        same |= Q(company=lead.contact.company_id) | Q(pk=lead.contact.company_id)
    lines = list(lead.parties.values_list("company", "person"))
    same |= Q(pk__in={pk for line in lines for pk in line if pk is not None})
    free = Q(is_blocked=False) | Q(pk=lead.contact_id)
    rows = Contact.objects.within_reach(by, "contact.view").filter(same, free).order_by("sort_name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:MOST]]


def contacts(by: User) -> Choices:
    """Return contacts within reach by name."""
    rows = Contact.objects.within_reach(by, "contact.view").filter(is_blocked=False)
    rows = rows.order_by("sort_name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:MOST]]


def targets(by: User) -> Grouped:
    """Return whom a distributor can offer leads to: organisations, units and people."""
    homes = list(target_organisations(by).values_list("pk", "name"))
    ids = [pk for pk, _name in homes]
    units = Unit.objects.filter(group__organisation__in=ids).order_by("group__organisation__name", "name")
    people = User.objects.who_may("lead.accept").filter(organisation__in=ids).order_by("name")
    unit_rows = units.values_list("pk", "name", "group__organisation__name")[:MOST]
    people_rows = people.values_list("email", "name", "organisation__name")[:MOST]
    return [
        (_("Organisations"), [(f"organisation:{pk}", name) for pk, name in homes]),
        (_("Units"), [(f"unit:{pk}", f"{name} · {home}") for pk, name, home in unit_rows]),
        (_("People"), [(f"user:{email}", f"{name} · {home}") for email, name, home in people_rows]),
    ]
