"""The fixed words of the life cycle: states, acceptance, qualification and the kinds of clock."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a lead stands in its life; never set by hand, always that of its status."""

    PENDING = "PENDING", _("pending")
    IN_PROGRESS = "IN_PROGRESS", _("in progress")
    WON = "WON", _("won")
    LOST = "LOST", _("lost")
    CANCELLED = "CANCELLED", _("cancelled")


OPEN = (State.PENDING, State.IN_PROGRESS)
FINAL = (State.WON, State.LOST, State.CANCELLED)
COMPLETED = (State.WON, State.LOST)


class Notified(TextChoices):
    """Who gets a notice of a task that is due."""

    IN_CHARGE = "in_charge", _("whoever is in charge")
    UNIT_ADMIN = "unit_admin", _("whoever manages the users of the unit")
    COMPANY_ADMIN = "company_admin", _("the company admins")


# After which hundredths of the working time until a task is due each gets a notice; at 100 it is due.
USUAL_NOTICES: Mapping[str, tuple[int, ...]] = {
    Notified.IN_CHARGE.value: (80, 100),
    Notified.UNIT_ADMIN.value: (125,),
    Notified.COMPANY_ADMIN.value: (150,),
}


class Acceptance(TextChoices):
    """Whether somebody has taken the lead on."""

    NOT_NEEDED = "NOT_NEEDED", _("not needed")
    AWAITING = "AWAITING", _("waiting for acceptance")
    ACCEPTED = "ACCEPTED", _("accepted")
    REJECTED = "REJECTED", _("rejected")


class Qualification(TextChoices):
    """What the owner found out about the lead."""

    NONE = "NONE", _("not yet qualified")
    OPPORTUNITY = "OPPORTUNITY", _("opportunity")
    NURTURE = "NURTURE", _("nurture")
    INVALID = "INVALID", _("invalid")


class ClockKind(TextChoices):
    """What a lead can be waiting for."""

    ACCEPT = "accept", _("accept")
    QUALIFY = "qualify", _("qualify")
    UPDATE = "update", _("update")
    REVIEW = "review", _("review")
    COMPLETE = "complete", _("complete")


CLOCK_NAMES = {
    ClockKind.ACCEPT.value: _("Accept by"),
    ClockKind.QUALIFY.value: _("Qualify by"),
    ClockKind.UPDATE.value: _("Next update"),
    ClockKind.REVIEW.value: _("Look again by"),
    ClockKind.COMPLETE.value: _("Complete by"),
}


class ReasonKind(TextChoices):
    """Where a reason is offered: when a lead is lost, or when it is found invalid."""

    CLOSING = "closing", _("closing")
    QUALIFICATION = "qualification", _("qualification")


class ProductKind(TextChoices):
    """What a product is."""

    GOODS = "goods", _("physical good")
    SERVICE = "service", _("service")


class Approach(TextChoices):
    """In which manner an activity is done: what is dialled, what is written, where one meets, or anything else."""

    CALL = "call", _("by phone")
    MAIL = "mail", _("by e-mail")
    MEETING = "meeting", _("at a meeting")
    OTHER = "other", _("otherwise")


class DemandKind(TextChoices):
    """What a line of the demand is of."""

    GOODS = "goods", _("goods")
    SERVICE = "service", _("service")
    OTHER = "other", _("something else")


class Control(TextChoices):
    """Who moves an opportunity from step to step: its process, somebody by hand, or nobody."""

    PROCESS = "process", _("by its process: no step can be skipped")
    HAND = "hand", _("by hand: whoever works it says where it stands")
    NONE = "none", _("not at all")


class Scale(TextChoices):
    """What a level is a step of: the higher the priority, the sooner; what is important needs attention."""

    PRIORITY = "priority", _("priority")
    IMPORTANCE = "importance", _("importance")


class Feature(TextChoices):
    """A part that can be switched off as a whole."""

    IMPORT = "import", _("Import of files")
    VCARDS = "vcards", _("vCards")
    CONSENTS = "consents", _("Consents")
    PRODUCTS = "products", _("Products of interest")
    COMPETITORS = "competitors", _("Competitors")
    TEAM = "team", _("Lead team")
    NOTES = "notes", _("Shared notes")
    CONVERSION = "conversion", _("Customers and conversion")
