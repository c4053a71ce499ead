"""What leads answer to rooms below."""

from leadwright.leads.erasing import places as places_of_person
from leadwright.leads.models import Lead
from leadwright.leads.moving import ties_of_contacts

__all__ = ["hold_subject", "places_of_person", "ties_of_contacts"]


def hold_subject(kind: str, subject_id: int, *, wait: bool) -> bool:
    """Lock a lead before one of its clocks is locked, in the order that its own actions lock in.

    Says False when the lead is gone, or when it is busy and `wait` is False.
    """
    if kind != "lead":
        return True
    rows = Lead.objects.select_for_update(skip_locked=not wait, of=("self",))
    return rows.filter(pk=subject_id).first() is not None
