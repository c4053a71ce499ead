"""What the demo's people do with customers: planned, overdue, done, with guests and without a lead; a file, a mail."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import F

from leadwright.activities import actions
from leadwright.activities.models import Activity
from leadwright.communication.actions import communicate
from leadwright.contacts.models import Contact
from leadwright.files.store import Incoming
from leadwright.leads.actions import add_files
from leadwright.leads.models import Lead
from leadwright.people.models import User

OFFER = b"Two Lumen A3 multifunctionals, 60 months, 139 euro a month.\nStaples and toner included.\n"
# Kind, what it is about, in how many hours it is (or was, if that is less than nothing).
PLANNED: tuple[tuple[str, str, int], ...] = (
    ("call", "Ask whether the board has decided", -26),
    ("call", "Talk about the reaction time", 2),
    ("email", "Send the reference in the same sector", 27),
    ("appointment", "Demonstration in the showroom", 52),
    ("call", "Ask about the old contract", -4),
    ("proposal", "Hand in the proposal", 124),
)
DONE: tuple[tuple[str, str, str], ...] = (
    ("call", "First talk", "Three sites, two of them with stairs. Wants one invoice for all."),
    (
        "appointment",
        "Visit on site",
        "Walked through with the caretaker; the copy room is too small for an A3.",
    ),
    ("email", "Prices asked for", "Asked for a price without installation."),
)
WITHOUT_LEAD: tuple[tuple[str, str, str], ...] = (
    ("call", "Toner for an old device", "No project now; budget is set again in spring."),
    ("other", "Met at the fair", "Took a folder along and wants to be called after the holidays."),
)


def fill_calendar(people: dict[str, User], *, at: datetime) -> int:
    """Plan and log activities for those who work leads; returns how many there are."""
    for name, helper in (("ann", people["bob"]), ("bob", people["ann"])):
        _work(people[name], helper, at=at)
    _alone(people["ann"], at=at)
    return Activity.objects.count()


def _work(owner: User, helper: User, *, at: datetime) -> None:
    """Plan what comes next on some own leads, log what was done on others; one lead keeps no next step."""
    leads = list(
        Lead.objects.within_reach(owner, "lead.view")
        .filter(owner=owner)
        .open()
        .exclude(contact=None)
        .order_by(F("next_due_at").desc(nulls_last=True), "number")
    )
    for lead, (kind, subject, hours) in zip(leads[1:], PLANNED, strict=False):
        data: dict[str, Any] = {"kind": kind, "subject": subject, "at": at + timedelta(hours=hours)}
        if kind == "appointment":
            data |= {"end": data["at"] + timedelta(hours=1), "place": "Showroom, Kontich", "remind": 60}
            data["participants"] = [{"contact": lead.contact_id}, {"user": helper.email}]
        activity = actions.enter(data | {"lead": lead.pk, "state": "planned"}, by=owner, at=at)
        if kind == "appointment":
            actions.invite(activity.pk, by=owner, at=at)
    for place, (lead, (kind, subject, notes)) in enumerate(zip(leads, DONE, strict=False)):
        when = at - timedelta(days=place + 1, hours=place)
        data = {"kind": kind, "subject": subject, "notes": notes, "at": when, "direction": "out"}
        actions.enter(data | {"lead": lead.pk, "state": "done"}, by=owner, at=at)
    if leads:
        _hand_over(leads[0], owner, at=at)


def _hand_over(lead: Lead, owner: User, *, at: datetime) -> None:
    """Attach the offer to a lead, and send it to its contact."""
    offer = Incoming(name="offer.txt", media_type="text/plain", content=ContentFile(OFFER))
    files = add_files(lead.pk, [offer], by=owner, at=at)
    body = "Thank you for the talk. The offer is attached and follows by post as well; I call on Thursday."
    mail = {"medium": "email", "subject": "Our offer", "body": body, "files": [file.pk for file in files]}
    communicate(lead.pk, mail, by=owner, at=at)


def _alone(owner: User, *, at: datetime) -> None:
    """Log what customers wanted before there was a lead, and plan to call one of them."""
    contacts = Contact.objects.within_reach(owner, "contact.view").filter(kind="person", is_blocked=False)
    for contact, (kind, subject, details) in zip(contacts.order_by("-pk"), WITHOUT_LEAD, strict=False):
        data = {"kind": kind, "subject": subject, "details": details, "state": "done", "direction": "in"}
        talk = actions.enter(data | {"participants": [{"contact": contact.pk}]}, by=owner, at=at)
    again = {"kind": "call", "at": at + timedelta(days=20), "state": "planned"}
    actions.follow_up(talk.pk, again, by=owner, at=at)
