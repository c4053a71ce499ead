"""A lead as its page tells it: areas, path, dates and clocks, from rows that are fetched already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.contacts.channels import phone_in_words
from leadwright.contacts.lifecycle import Verb, allowed_actions
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.formats import day, locale_of, moment
from leadwright.foundation.money import country_name
from leadwright.leads.cautions import cautions
from leadwright.leads.dates import time_overdue, time_to_completion
from leadwright.leads.estimate_words import estimate_in_words
from leadwright.leads.gaps import Gap
from leadwright.leads.levels import is_important
from leadwright.leads.models import Lead, Party
from leadwright.leads.own import said
from leadwright.leads.running_clocks import clocks_of, shares_used
from leadwright.leads.states import CLOCK_NAMES, FINAL, State
from leadwright.leads.telling import known_to, knows_contact, visible_lines
from leadwright.people.models import User
from leadwright.people.moves import open_verbs
from leadwright.web.leads.around import interests_of, number_of_others
from leadwright.web.leads.lead_facts import Facts, facts_of, filled
from leadwright.web.parts.clock_face import ClockFace, face, rough_span, span
from leadwright.web.parts.lead_lines import lines_on_page
from leadwright.web.parts.lead_links import address_with
from leadwright.web.parts.shapes import (
    ContactArea,
    InterestLine,
    LeadPage,
    MenuItem,
    PartyLine,
    Running,
    Step,
)


def name_of(lead: Lead, by: User) -> str:
    """Return what a lead is called: its company, else its contact, else that it has none."""
    contact = lead.contact
    if contact is None or not knows_contact(by, lead, contact):
        return _("Without contact")
    return contact.company.name if contact.company else contact.name


def faces_of(lead: Lead, at: datetime) -> dict[str, ClockFace]:
    """Draw the running clocks of a lead by their kinds, the nearest first."""
    clocks = clocks_of(lead)
    return {
        clock.kind: face(
            kind=clock.kind, due_at=clock.due_at, now=at, started_at=clock.started_at, share=share
        )
        for clock, share in zip(clocks, shares_used(clocks, at=at), strict=True)
    }


def main_face(lead: Lead, faces: Mapping[str, ClockFace], at: datetime) -> ClockFace:
    """Return the clock that stands for a lead."""
    if lead.state in FINAL:
        return face(kind=None, due_at=None, now=at, closed=True)
    nearest = faces.get(lead.next_due_kind)
    return nearest or face(kind=lead.next_due_kind or None, due_at=lead.next_due_at, now=at)


def lead_page(lead: Lead, *, by: User, at: datetime) -> LeadPage:
    """Return all that the page of a lead tells somebody about it."""
    lines = visible_lines(by, lead, lines_on_page(lead))
    own = said(lead, by=by)
    lead = known_to(by, lead)
    faces = faces_of(lead, at)
    return LeadPage(
        number=lead.pk,
        address=f"/leads/{lead.pk}/",
        name=name_of(lead, by),
        description=lead.description,
        type=lead.type.label,
        status=lead.status.label,
        tone=lead.status.tone or lead.state.lower(),
        is_opportunity=lead.is_opportunity,
        face=main_face(lead, faces, at),
        path=path_of(lead, at),
        facts=facts_of(lead, by),
        dates=_dates(lead, at),
        clocks=tuple(
            Running(name=str(CLOCK_NAMES.get(kind, kind)), face=drawn) for kind, drawn in faces.items()
        ),
        company=_company(lead.contact),
        company_menu=_company_menu(lead, by),
        contact=_contact(lead, by),
        parties=tuple(map(_party, lines)),
        interests=_interests(lead),
        cautions=tuple(caution.sentence for caution in cautions(lines, by=by)),
        offer=offer_of(lead),
        guidance=lead.category.advice if lead.category else "",
        own=own,
        important=is_important(lead.importance),
        gaps=", ".join(str(Gap(gap).label) for gap in lead.gaps),
    )


def offer_of(lead: Lead) -> str:
    """Say to whom a lead is offered that waits for an answer, and until when, by their own calendar; else nothing."""
    company = lead.organisation
    if not lead.is_waiting or company is None or lead.next_due_at is None:
        return ""
    place = lead.offered_to.name if lead.offered_to else lead.unit.name if lead.unit else ""
    until = moment(lead.next_due_at, locale_of(get_language() or "en"), ZoneInfo(company.time_zone))
    words = _(
        "Offered to %(company)s (%(place)s), who can accept until %(until)s (%(zone)s), by their own calendar."
    )
    return words % {"company": company.name, "place": place, "until": until, "zone": company.time_zone}


def path_of(lead: Lead, at: datetime) -> tuple[Step, ...]:
    """Return the steps that a lead has behind it, the one it is at, and the end; each with how long it took."""
    begun = [
        (_("Entered"), lead.started_at),
        (_("Accepted"), lead.accepted_at),
        (_("Qualified"), lead.qualified_at),
    ]
    past = [(label, begin) for label, begin in begun if begin is not None]
    ended = (lead.completed_at or lead.cancelled_at) if lead.state in FINAL else None
    ends = [*(begin for _label, begin in past[1:]), ended]
    steps = [
        Step(label=_labelled(label, begin), mark="done", length=_length(begin, end))
        for (label, begin), end in zip(past, ends, strict=True)
    ]
    if lead.state in FINAL:
        mark = "won" if lead.state == State.WON else "lost"
        label = _labelled(lead.status.label, ended) if ended else lead.status.label
        return (*steps, Step(label=label, mark=mark))
    now = _("Waiting for acceptance") if lead.is_waiting else lead.status.label
    return (*steps, Step(label=now, mark="now", length=_length(past[-1][1], at)), Step(label=_("Closed")))


def _length(begin: datetime, end: datetime | None) -> str:
    """Write how long a step took; less than a minute is not told."""
    return rough_span(end - begin) if end and end - begin >= timedelta(minutes=1) else ""


def _labelled(label: str, at: datetime) -> str:
    return f"{label} · {_day(at)}"


def _day(at: datetime | None) -> str:
    return day(at, locale_of(get_language() or "en"), timezone.get_current_timezone())


def _dates(lead: Lead, at: datetime) -> Facts:
    left, late = time_to_completion(lead, at), time_overdue(lead, at)
    return filled(
        (_("Started"), _day(lead.started_at)),
        (_("Estimate"), estimate_in_words(lead.estimate)),
        (_("Expected"), _day(lead.expected_completion_at)),
        (_("Time left"), span(left) if left else ""),
        (_("Time overdue"), span(late) if late else ""),
        (_("Accepted"), _day(lead.accepted_at) if lead.accepted_at else ""),
        (_("Qualified"), _day(lead.qualified_at) if lead.qualified_at else ""),
        (_("Completed"), _day(lead.completed_at) if lead.completed_at else ""),
        (_("Cancelled"), _day(lead.cancelled_at) if lead.cancelled_at else ""),
    )


def _company(contact: Contact | None) -> Facts:
    company = contact.company if contact and contact.company else contact
    if company is None or company.kind != "company":
        return ()
    return filled(
        (_("Name"), company.name),
        (_("VAT"), company.vat_number),
        (_("City"), company.city),
        (_("Country"), country_name(company.country, locale_of(get_language() or "en"))),
    )


def _company_menu(lead: Lead, by: User) -> tuple[MenuItem, ...]:
    """Return what the reader may do with the company and the contact without leaving the lead."""
    contact = lead.contact
    named = [row for row in (contact.company if contact else None, contact) if row is not None]
    edits = [
        MenuItem(
            icon="edit",
            label=_("Edit company") if row.kind == Kind.COMPANY else _("Edit contact"),
            address=reverse("lead-contact-edit", args=[lead.pk, row.pk]),
            is_dialog=True,
        )
        for row in named
        if Verb.EDIT in open_verbs(allowed_actions(row, by))
    ]
    pages = [
        MenuItem(
            icon="company" if row.kind == Kind.COMPANY else "person",
            label=_("Open %(name)s") % {"name": row.name},
            address=reverse("contact", args=[row.pk]),
        )
        for row in named
    ]
    return (*edits, *pages)


def _party(line: Party) -> PartyLine:
    contact = line.contact
    return PartyLine(
        id=line.pk,
        is_main=line.is_main,
        company=line.company.name if line.company else "",
        company_id=line.company_id,
        person=line.person.name if line.person else "",
        person_id=line.person_id,
        role=line.role.label if line.role else "",
        person_role=line.person_role.label if line.person_role else "",
        is_blocked=contact is not None and contact.is_blocked,
    )


def _interests(lead: Lead) -> tuple[InterestLine, ...]:
    locale, zone = locale_of(get_language() or "en"), timezone.get_current_timezone()
    return tuple(
        InterestLine(
            at=moment(row.at, locale, zone),
            who=row.by.name if row.by else "",
            source=row.source.label if row.source else "",
            description=row.description,
        )
        for row in interests_of(lead)
    )


def _contact(lead: Lead, by: User) -> ContactArea | None:
    contact = lead.contact
    if contact is None:
        return None
    count = number_of_others(lead, by)
    text = ngettext("%(n)d other lead", "%(n)d other leads", count) % {"n": count}
    return ContactArea(
        facts=filled((_("Name"), contact.name), (_("City"), contact.city)),
        id=contact.pk,
        phone=lead.phone,
        phone_in_words=phone_in_words(lead.phone),
        email=lead.email,
        has_own_phone=bool(lead.contact_phone),
        has_own_email=bool(lead.contact_email),
        others=text if count else "",
        others_address=address_with(contact=str(contact.pk), owner="any", state="any"),
    )
