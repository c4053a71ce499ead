"""An activity as its page shows it, from rows that are fetched already."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, with_participants
from leadwright.activities.own import said
from leadwright.activities.telling import may_name
from leadwright.contacts.models import Kind
from leadwright.diagrams.drawing import picture_of
from leadwright.fields.showing import Section
from leadwright.foundation import local
from leadwright.leads.telling import knows_contact, may_know
from leadwright.people.models import User
from leadwright.processes.first_contact import first_contact
from leadwright.web.parts.activity_lines import ActivityLine, activity_lines, name_of

CHAIN = 50


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who takes part, and where more about him or her stands; of a company the id, for people who work there."""

    name: str
    reply: str
    address: str = ""
    company: int | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityPage:
    """All that the page of an activity shows."""

    line: ActivityLine
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    people: tuple[Person, ...]
    lead_address: str
    is_shared: bool
    own: tuple[Section, ...]


def activity_page(activity: Activity, *, by: User, at: datetime) -> ActivityPage:
    """Return what the page of an activity shows to somebody."""
    (line,) = activity_lines([activity], by=by, at=at)
    return ActivityPage(
        line=line,
        facts=tuple(
            (str(name), str(value)) for name, value in _facts(activity, by) if value not in (None, "")
        ),
        texts=tuple((str(name), value) for name, value in _texts(activity) if value),
        people=_people(activity, by),
        lead_address=reverse("lead", args=[activity.lead_id]) if activity.lead_id else "",
        is_shared=activity.is_shared,
        own=said(activity, by=by),
    )


def _facts(activity: Activity, by: User) -> list[tuple[str, object]]:
    amount = local.money(activity.target_amount, activity.target_currency)
    rate = "" if activity.success_rate is None else local.percent(activity.success_rate)
    return [
        (_("When"), local.moment(activity.starts_at)),
        (_("Until"), local.moment(activity.ends_at)),
        (_("Where"), activity.place),
        (_("Direction"), activity.get_direction_display() if activity.direction else ""),
        (_("Importance"), activity.get_importance_display()),
        (_("Who does it"), activity.owner.name),
        (_("Potential amount"), amount if may_know(by, "target_amount") else ""),
        (_("Success rate"), rate),
        (_("Completed"), local.moment(activity.completed_at)),
        (_("Cancelled"), local.moment(activity.cancelled_at)),
        (_("Reason"), activity.cancel_reason),
    ]


def _texts(activity: Activity) -> list[tuple[str, str]]:
    return [
        (_("Details"), activity.details),
        (_("Notes for the lead"), activity.notes),
        (_("Next step"), activity.next_step),
    ]


def _people(activity: Activity, by: User) -> tuple[Person, ...]:
    rows = []
    for line in activity.participants.select_related("contact__company", "user"):
        reply = str(line.get_reply_display()) if activity.kind.kind == "meeting" else ""
        contact = line.contact
        is_known = (
            contact is not None
            and may_name(by, contact, activity.lead)
            and (
                contact.organisation_id == by.organisation_id
                or (activity.lead is not None and knows_contact(by, activity.lead, contact))
            )
        )
        address = reverse("contact", args=[line.contact_id]) if is_known else ""
        company = line.contact_id if is_known and contact and contact.kind == Kind.COMPANY else None
        rows.append(Person(name=name_of(by, line, activity), reply=reply, address=address, company=company))
    return tuple(rows)


def chain_of(activity: Activity, *, by: User, at: datetime) -> list[ActivityLine]:
    """Return the other activities of the same chain, the earliest first."""
    root = activity.chain or activity.pk
    rows = Activity.objects.within_reach(by).with_surroundings().filter(Q(pk=root) | Q(chain=root))
    others = rows.exclude(pk=activity.pk).order_by("starts_at", "pk")
    lines = others.prefetch_related(with_participants())[:CHAIN]
    return activity_lines(lines, by=by, at=at)


def first_contact_on(activity: Activity, *, by: User) -> dict[str, object]:
    """Return the first contact as a drawing, the lead linked from its step, for the page of an interaction."""
    course = first_contact(activity, by=by)
    if course is None:
        return {}
    links = {"opportunity": reverse("lead", args=[activity.lead_id])} if activity.lead_id else {}
    picture = picture_of(course.diagram, states=course.states, links=links)
    return {"first_contact": course, "picture": picture}
