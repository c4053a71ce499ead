"""What the demo's people have to do: late, today and later, for each other, for the unit, and what is done."""

from datetime import datetime, timedelta
from typing import Any

from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.tasks import actions
from leadwright.tasks.models import Task

# What is to be done, in how many hours it is due, how much it matters, and what whoever does it should know.
OWN: tuple[tuple[str, int, str, str], ...] = (
    ("Send the reference letter", -5, "normal", "The one of the school with the same devices."),
    (
        "Prepare the offer",
        7,
        "high",
        "Take prices from this year's list.\nPut purchase and a lease over 48 and 60 months side by side.",
    ),
    ("Ask for the floor plan", 50, "normal", ""),
    ("Present the offer", 120, "normal", "Bring a sample of the folder."),
)
DELIVERABLE = "Offer as PDF, with a table of lease prices"


def fill_tasks(people: dict[str, User], *, at: datetime) -> int:
    """Make tasks for those who work leads; returns how many there are."""
    for name, helper in (("ann", people["bob"]), ("bob", people["ann"])):
        _work(people[name], helper, at=at)
    return Task.objects.count()


def _work(owner: User, helper: User, *, at: datetime) -> None:
    leads = list(
        Lead.objects.within_reach(owner, "lead.schedule").filter(owner=owner).open().order_by("number")
    )
    begun = at - timedelta(days=3)
    for lead, (subject, hours, importance, instructions) in zip(leads, OWN, strict=False):
        data: dict[str, Any] = {"subject": subject, "importance": importance, "instructions": instructions}
        data |= {"lead": lead.pk, "due": at + timedelta(hours=hours)}
        data |= {"deliverable": DELIVERABLE} if importance == "high" else {}
        actions.make(data, by=owner, at=begun)
    check = {"subject": "Check the credit", "due": at + timedelta(days=1), "user": helper.email}
    handed = actions.make(check, by=owner, at=begun)
    actions.comment(handed.pk, {"text": "The last invoice was paid late."}, by=owner, at=at)
    free = {"subject": "Sort the folders of the fair", "due": at + timedelta(days=4), "unit": owner.unit_id}
    actions.make(free, by=owner, at=begun)
    call = actions.make({"subject": "Call the fitter", "due": at}, by=owner, at=begun)
    said = {"results": "He comes on Monday at nine.", "completed_on": begun.date()}
    actions.complete(call.pk, said, by=owner, at=at)
