"""What leads answer to rooms below."""

from django.utils.translation import gettext as _

from leadwright.foundation.questions import Words
from leadwright.leads.erasing import places as places_of_person
from leadwright.leads.fields import WORDS
from leadwright.leads.models import Lead, LeadType
from leadwright.leads.moving import ties_of_contacts
from leadwright.leads.rules_lock import hold_rules

__all__ = ["hold_subject", "names_of_profile", "places_of_person", "ties_of_contacts", "words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of a lead are called in a sentence."""
    return WORDS


def names_of_profile(profile_id: int) -> list[str]:
    """Name the lead types that open a transition to a profile; nobody else is given it meanwhile."""
    hold_rules()
    kinds = LeadType.objects.filter(transitions__profiles__contains=[profile_id]).distinct()
    return [_("the lead type “%(name)s”") % {"name": kind.label} for kind in kinds]


def hold_subject(kind: str, subject_id: int, *, wait: bool) -> bool:
    """Lock a lead before one of its clocks is locked, in the order that its own actions lock in.

    Says False when the lead is gone, or when it is busy and `wait` is False.
    """
    if kind != "lead":
        return True
    rows = Lead.objects.select_for_update(skip_locked=not wait, of=("self",))
    return rows.filter(pk=subject_id).first() is not None
