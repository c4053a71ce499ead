"""Gaps: what a lead that was brought in lacks, by name, where a new lead would have been refused."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F, Func, TextChoices, Value
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead
from leadwright.leads.states import COMPLETED, Qualification, State


class Gap(TextChoices):
    """What can be missing; closing data only on a lead that is closed."""

    CONTACT = "contact", _("contact")
    CONTACT_CHANNEL = "contact_channel", _("e-mail or telephone of the contact")
    DESCRIPTION = "description", _("description")
    OWNER = "owner", _("owner")
    START_DATE = "start_date", _("start date")
    CLOSE_DATE = "close_date", _("close date")
    DEAL_VALUE = "deal_value", _("deal value")
    DEAL_SEGMENT = "deal_segment", _("deal segment")
    LOST_REASON = "lost_reason", _("reason for losing it")
    OWN_VALUE = "own_value", _("value of an own field that could be read")


CHANNEL = Gap.CONTACT_CHANNEL.value
FILLABLE = (Gap.CONTACT, Gap.CONTACT_CHANNEL, Gap.DESCRIPTION, Gap.OWNER)


def fillable_gaps(lead: Lead, columns: Mapping[str, Any]) -> list[str]:
    """Return what a lead lacks of what somebody can still fill in; `columns` are about to be stored."""
    contact = columns.get("contact", lead.contact)
    lacks = {
        Gap.CONTACT: contact is None,
        Gap.CONTACT_CHANNEL: contact is not None and not contact.has_channel,
        Gap.DESCRIPTION: not columns.get("description", lead.description),
        Gap.OWNER: columns.get("owner", lead.owner_id) is None,
    }
    return [gap.value for gap, is_missing in lacks.items() if is_missing]


def closing_gaps(lead: Lead, *, has_value: bool) -> list[str]:
    """Return what a closed lead lacks of its closing data; found invalid, it has no deal to speak of."""
    if lead.state not in COMPLETED:
        return []
    closed_a_deal = lead.qualification != Qualification.INVALID
    lacks = {
        Gap.CLOSE_DATE: lead.completed_at is None,
        Gap.DEAL_VALUE: closed_a_deal and not has_value,
        Gap.DEAL_SEGMENT: closed_a_deal and lead.deal_segment_id is None,
        Gap.LOST_REASON: lead.state == State.LOST and lead.lost_reason_id is None,
    }
    return [gap.value for gap, is_missing in lacks.items() if is_missing]


def gaps_after(lead: Lead, columns: Mapping[str, Any]) -> list[str]:
    """Return the gaps of a lead once `columns` are stored; a lead that had none gets none."""
    if not lead.gaps:
        return []
    filled_in = (*FILLABLE, Gap.OWN_VALUE) if "own_fields" in columns else FILLABLE
    kept = [gap for gap in lead.gaps if gap not in filled_in]
    return fillable_gaps(lead, columns) + kept


def fill_channels(contact: Contact) -> None:
    """Take the missing channel off the leads of a contact; the change was the contact's, no version rises."""
    rows = Lead.objects.filter(contact=contact, gaps__contains=[Gap.CONTACT_CHANNEL.value])
    rows.update(gaps=Func(F("gaps"), Value(Gap.CONTACT_CHANNEL.value), function="array_remove"))


def fill_channels_of(contacts: Sequence[Contact]) -> dict[int, list[int]]:
    """Do the same for many contacts at once; returns the leads that lack no channel any more, by contact."""
    reached = [contact.pk for contact in contacts if contact.has_channel]
    rows = Lead.objects.filter(contact__in=reached, gaps__contains=[CHANNEL])
    numbers: dict[int, list[int]] = defaultdict(list)
    for pk, contact in rows.order_by("pk").values_list("pk", "contact"):
        numbers[contact].append(pk)
    rows.update(gaps=Func(F("gaps"), Value(CHANNEL), function="array_remove"))
    return dict(numbers)


def open_channels(contacts: Collection[int], numbers: Collection[int]) -> None:
    """Let leads of some contacts lack a channel again: what filled the gap was taken back."""
    rows = Lead.objects.filter(pk__in=numbers, contact__in=contacts).exclude(gaps__contains=[CHANNEL])
    rows.update(gaps=Func(Value(CHANNEL), F("gaps"), function="array_prepend"))


def filled(lead: Lead, columns: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the column of gaps as it is to be stored along with others, if it changes."""
    left = gaps_after(lead, columns)
    return {} if left == lead.gaps else {"gaps": left}
