"""What uses a row of the configuration: lead types, definitions and leads."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.foundation.labels import label_in
from leadwright.leads.configuration.blueprint import Blueprint, DefinitionPlan, TypePlan
from leadwright.leads.configuration.changes import Record
from leadwright.leads.models import Lead
from leadwright.leads.states import OPEN

COLUMNS = {
    "statuses": ("status__code",),
    "sources": ("source__code",),
    "categories": ("category__code",),
    "lost_reasons": ("lost_reason__code",),
    "deal_segments": ("deal_segment__code",),
    "deal_types": ("deal_types__code",),
    "products": ("products__product__code",),
    "competitors": ("competitors__code",),
    "types": ("type__code",),
    "activity_kinds": ("next_activity_kind__code",),
    "opportunity_kinds": ("kind__code",),
    "contact_roles": ("parties__role__code", "parties__person_role__code"),
}
OF_CONTACTS = {"contact_groups": "groups__code", "contact_titles": "title"}


@dataclass(frozen=True, kw_only=True)
class Uses:
    """What needs a row, so that it cannot be deleted; and what only has it, in words."""

    holding: tuple[str, ...] = ()
    having: tuple[str, ...] = ()


Counts = dict[str, tuple[int, int]]


def leads_with(kind: str) -> Counts:
    """Return for each code of a list how many leads have it: all of them, and the open ones; or how many contacts."""
    if kind in OF_CONTACTS:
        column = OF_CONTACTS[kind]
        rows = Contact.objects.filter(erased_at=None, merged_into=None, **{f"{column}__gt": ""})
        counted_contacts = rows.order_by().values_list(column).annotate(number=Count("pk"))
        return {code: (number, 0) for code, number in counted_contacts}
    counted: Counts = {}
    for column in COLUMNS.get(kind, ()):
        for code, numbers in _leads_with(column).items():
            before = counted.get(code, (0, 0))
            counted[code] = (before[0] + numbers[0], before[1] + numbers[1])
    return counted


def _leads_with(column: str) -> Counts:
    rows = Lead.objects.filter(deleted_at=None, **{f"{column}__isnull": False}).order_by().values(column)
    counted = rows.annotate(number=Count("pk"), still_open=Count("pk", filter=Q(state__in=OPEN)))
    return {row[column]: (row["number"], row["still_open"]) for row in counted}


def uses_of(blueprint: Blueprint, kind: str, code: str, counts: Counts | None = None) -> Uses:
    """Return what uses a row; `counts` saves a query for each row of a list."""
    number, still_open = (leads_with(kind) if counts is None else counts).get(code, (0, 0))
    holding = _configured(blueprint, kind, code)
    if kind in ("statuses", "types") and still_open:
        holding.append(
            ngettext("%(number)s open lead", "%(number)s open leads", still_open) % {"number": still_open}
        )
    if kind in OF_CONTACTS:
        having = ngettext("%(number)s contact", "%(number)s contacts", number) % {"number": number}
    else:
        having = ngettext("%(number)s lead", "%(number)s leads", number) % {"number": number}
    return Uses(holding=tuple(holding), having=(having,) if number else ())


def _configured(blueprint: Blueprint, kind: str, code: str) -> list[str]:
    naming = [row for row in blueprint.types if not row.is_retired and code in _named(row, kind)]
    ruling = [definition for definition in blueprint.definitions if code in _named(definition, kind)]
    return [
        *(_("the lead type “%(name)s”") % {"name": label_of(row)} for row in naming),
        *(_("the definition “%(name)s”") % {"name": label_of(row)} for row in ruling),
    ]


NAMING = {
    "products": ("goods", "services"),
    "account_classes": ("account_class",),
    "credit_ratings": ("credit_rating",),
}


def _named(plan: TypePlan | DefinitionPlan, kind: str) -> set[str]:
    """Return the codes of a list that a type or a definition names."""
    matches = [getattr(plan, name, ()) for name in NAMING.get(kind, (kind,))]
    return {code for codes in matches for code in ([codes] if isinstance(codes, str) else codes)}


def label_of(record: Record) -> str:
    """Return what a record is called in the active language."""
    return label_in(dict(record.labels), get_language(), record.code)
