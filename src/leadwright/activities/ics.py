"""Calendar files (RFC 5545): what stands in a calendar, and invitations. Pure; answers are read by the inbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

PRODUCT = "-//Leadwright//Leadwright//EN"
REFRESH = timedelta(hours=1)
Method = Literal["REQUEST", "CANCEL"]
UNANSWERED = "NEEDS-ACTION"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One event of a file; `uid` is the same on each try, `sequence` rises with each change (RFC 5545, 3.8.7.4)."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    changed_at: datetime
    description: str = ""
    place: str = ""
    address: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    kind: str = "APPOINTMENT"
    remind_minutes: int | None = None


class Guest(NamedTuple):
    """Who is invited, and what he or she answered so far, in the words of a calendar file."""

    name: str
    address: str
    answer: str = UNANSWERED


def calendar_file(name: str, appointments: Iterable[Appointment]) -> bytes:
    """Return a calendar to be subscribed to, fetched anew each hour."""
    calendar = _calendar(name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return bytes(calendar.to_ical())


def invitation(
    appointment: Appointment, *, organizer: tuple[str, str], guests: Iterable[Guest], method: Method
) -> bytes:
    """Return an invitation, or its withdrawal (RFC 5546); who answered already is not asked once more."""
    calendar = _calendar("")
    calendar.add("method", method)
    event = _event(appointment)
    event.add("organizer", _person(*organizer))
    for guest in guests:
        attendee = _person(guest.name, guest.address)
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = vText(guest.answer)
        attendee.params["RSVP"] = vText("TRUE" if guest.answer == UNANSWERED else "FALSE")
        event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    return calendar


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    event.add("last-modified", appointment.changed_at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", appointment.title)
    event.add("sequence", appointment.sequence)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("categories", [appointment.kind])
    for name, value in (("description", appointment.description), ("location", appointment.place)):
        if value:
            event.add(name, value)
    if appointment.address:
        event.add("url", appointment.address)
    if appointment.remind_minutes is not None:
        event.add_component(_alarm(appointment))
    return event


def _alarm(appointment: Appointment) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", appointment.title)
    alarm.add("trigger", -timedelta(minutes=appointment.remind_minutes or 0))
    return alarm


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(name.replace('"', "'"))
    return person
