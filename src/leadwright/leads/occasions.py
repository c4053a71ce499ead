"""Whether a mail about a lead still has its occasion when it leaves: much can happen between writing and sending."""

from leadwright.clocks.models import Slot
from leadwright.foundation.numbers import integer_in
from leadwright.leads.models import Lead, Offer
from leadwright.messages.models import Message


def has_passed(message: Message) -> bool:
    """Tell whether the lead is gone, its clock was stopped, or the offer was answered since the mail was written.

    That an appointment does not take place is said in any case.
    """
    if message.subject_kind != "lead" or message.calendar_method == "CANCEL":
        return False
    if not Lead.objects.filter(pk=message.subject_id or 0, deleted_at=None).exists():
        return True
    occasion, _colon, rest = message.key.partition(":")
    number = integer_in(rest.partition(":")[0])
    if number is None:
        return False
    if occasion == "slot":
        return not Slot.objects.filter(pk=number, clock__state="RUNNING").exists()
    return occasion == "offer" and not Offer.objects.filter(pk=number, answer="").exists()
