"""Calendar files (RFC 5545): a feed of what stands in a calendar, invitations, and the answers to them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Component, Event, vCalAddress, vText

PRODUCT = "-//Leadwright//Leadwright//EN"
REFRESH = timedelta(hours=1)
LONGEST = 1_000_000
Method = Literal["REQUEST", "CANCEL"]
REPLIES = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}


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


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody answered to an invitation: of which event, who by address, and whether he or she comes."""

    uid: str
    address: str
    reply: str


def calendar_file(name: str, appointments: Iterable[Appointment]) -> bytes:
    """Return a calendar to be subscribed to, fetched anew each hour."""
    calendar = _calendar(name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return bytes(calendar.to_ical())


def invitation(
    appointment: Appointment, *, organizer: tuple[str, str], guests: Iterable[tuple[str, str]], method: Method
) -> bytes:
    """Return an invitation, or its withdrawal, to guests given as name and address (RFC 5546)."""
    calendar = _calendar("")
    calendar.add("method", method)
    event = _event(appointment)
    event.add("organizer", _person(*organizer))
    for name, address in guests:
        guest = _person(name, address)
        guest.params["ROLE"] = vText("REQ-PARTICIPANT")
        guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
        guest.params["RSVP"] = vText("TRUE")
        event.add("attendee", guest, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def answers_in(content: bytes) -> list[Answer]:
    """Return the answers in a file of METHOD:REPLY; one that cannot be read holds none."""
    if len(content) > LONGEST:
        return []
    try:
        calendar = Calendar.from_ical(content)
        if str(calendar.get("method", "")).upper() != "REPLY":
            return []
        return [answer for event in calendar.walk("VEVENT") for answer in _answers(event)]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return []


def _answers(event: Component) -> list[Answer]:
    attendees = event.get("attendee", [])
    rows = attendees if isinstance(attendees, list) else [attendees]
    answers = []
    for row in rows:
        status = str(row.params.get("PARTSTAT", "")).upper()
        address = str(row).lower().removeprefix("mailto:")
        if status in REPLIES and "@" in address:
            answers.append(Answer(uid=str(event.get("uid", "")), address=address, reply=REPLIES[status]))
    return answers


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
