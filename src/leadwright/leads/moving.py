"""What is tied to contacts in leads, and how it follows a contact that became part of another, and back."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from leadwright.contacts.models import Contact
from leadwright.contacts.questions import Ties
from leadwright.leads.models import Lead, Party
from leadwright.leads.searching import index

NAMED = ("company", "person")


def ties_of_contacts(contact_ids: Collection[int], *, hold: bool) -> Ties:
    """Name the leads and lines of some contacts, of deleted leads too; with `hold` the leads are locked, by number."""
    found: dict[int, set[str]] = defaultdict(set)
    if hold:
        concerned = Party.objects.filter(_naming(contact_ids)).values("lead")
        held = Lead.objects.filter(pk__in=concerned) | Lead.objects.filter(contact__in=contact_ids)
        list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    for pk, contact in Lead.objects.filter(contact__in=contact_ids).values_list("pk", "contact"):
        found[contact].add(f"lead:{pk}")
    for name in NAMED:
        lines = Party.objects.filter(**{f"{name}__in": contact_ids}).values_list("pk", name)
        for pk, contact in lines:
            found[contact].add(f"{name}:{pk}")
    return {pk: frozenset(names) for pk, names in found.items()}


def _naming(contact_ids: Collection[int]) -> Q:
    return Q(company__in=contact_ids) | Q(person__in=contact_ids)


def move(ties: Iterable[str], contact: Contact) -> None:
    """Tie these leads and lines to a contact."""
    wanted = _by_kind(ties)
    Lead.objects.filter(pk__in=wanted["lead"]).update(contact=contact)
    for name in NAMED:
        Party.objects.filter(pk__in=wanted[name]).update(**{name: contact})
    lines = Party.objects.filter(pk__in=[*wanted["company"], *wanted["person"]]).values("lead")
    concerned = Lead.objects.filter(pk__in=wanted["lead"]) | Lead.objects.filter(pk__in=lines)
    for lead in concerned.select_related("contact__company"):
        index(lead)


def _by_kind(ties: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for tie in ties:
        kind, _, pk = tie.partition(":")
        found[kind].append(int(pk))
    return found
