"""What leads answer to rooms below."""

from collections import defaultdict
from collections.abc import Collection

from leadwright.contacts.questions import Ties
from leadwright.leads.erasing import places as places_of_person
from leadwright.leads.models import Lead

__all__ = ["hold_subject", "places_of_person", "ties_of_contacts"]


def hold_subject(kind: str, subject_id: int, *, wait: bool) -> bool:
    """Lock a lead before one of its clocks is locked, in the order that its own actions lock in.

    Says False when the lead is gone, or when it is busy and `wait` is False.
    """
    if kind != "lead":
        return True
    rows = Lead.objects.select_for_update(skip_locked=not wait, of=("self",))
    return rows.filter(pk=subject_id).first() is not None


def ties_of_contacts(contact_ids: Collection[int], *, hold: bool) -> Ties:
    """Name the leads of some contacts, deleted ones too; with `hold` they are locked, by number."""
    rows = Lead.objects.filter(contact__in=contact_ids).order_by("pk")
    if hold:
        rows = rows.select_for_update(of=("self",))
    found: dict[int, set[str]] = defaultdict(set)
    for pk, contact in rows.values_list("pk", "contact"):
        found[contact].add(f"lead:{pk}")
    return {pk: frozenset(names) for pk, names in found.items()}
