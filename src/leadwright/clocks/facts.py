"""What happens to clocks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.clocks.models import CalendarSettings, Clock, Slot
from leadwright.foundation import formats, local
from leadwright.foundation.money import country_name
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Line, Names, ReadableEntry

Purpose = Literal["deadline", "reminder"]


@dataclass(frozen=True, kw_only=True)
class ClockFact(Fact):
    """Something happened to a clock; the subject is the clock's own."""

    clock: Clock

    def subject(self) -> Subject:
        """Return what it happened to."""
        return Subject(kind=self.clock.subject_kind, id=self.clock.subject_id)

    def organisations(self) -> tuple[int, ...]:
        """Return the organisations concerned."""
        return () if self.clock.organisation_id is None else (self.clock.organisation_id,)


@dataclass(frozen=True, kw_only=True)
class ClockDue(ClockFact):
    """A slot has come: a reminder, or a deadline that was missed; `coalesced` earlier ones are in it."""

    name: ClassVar[str] = "clock.due"
    icon = "clock"
    tone = "warn"
    title = _("Reminder sent")
    slot: Slot
    purpose: Purpose
    coalesced: int = 0

    def details(self) -> dict[str, Json]:
        """Return the impersonal part."""
        return {
            "clock": self.clock.pk,
            "kind": self.clock.kind,
            "purpose": self.purpose,
            "slot": self.slot.number,
            "due_at": self.slot.due_at,
            "coalesced": self.coalesced,
        }

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Say in the title whether a deadline was missed."""
        line = super().line(entry, names)
        is_missed = entry.details.get("purpose") == "deadline"
        return replace(line, title=gettext("Deadline missed")) if is_missed else line

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which clock it was, and what was due when."""
        label = names.label("clock", entry.details.get("kind"))
        yield Change(field="clocks", label=label, after=local.moment(entry.details.get("due_at")))


@dataclass(frozen=True, kw_only=True)
class ClockReplanned(ClockFact):
    """A changed calendar moved the due moment of a running clock."""

    name: ClassVar[str] = "clock.replanned"
    icon = "clock"
    title = _("Deadline moved, because the calendar changed")
    due_before: datetime

    def details(self) -> dict[str, Json]:
        """Return the impersonal part."""
        return {
            "clock": self.clock.pk,
            "kind": self.clock.kind,
            "due_at": [self.due_before, self.clock.due_at],
        }

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which clock it was, and how its due moment moved."""
        label = names.label("clock", entry.details.get("kind"))
        before, after = (local.moment(text) for text in entry.details.get("due_at", ("", "")))
        yield Change(field="clocks", label=label, before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Fact):
    """An organisation's week, country, time zone or closing days were changed."""

    name: ClassVar[str] = "calendar.changed"
    icon = "clock"
    title = _("Calendar changed")
    calendar: CalendarSettings
    closing_days: int

    def subject(self) -> Subject:
        """Return what it happened to."""
        return Subject(kind="organisation", id=self.calendar.organisation_id)

    def organisations(self) -> tuple[int, ...]:
        """Return the organisations concerned."""
        return (self.calendar.organisation_id,)

    def details(self) -> dict[str, Json]:
        """Return the impersonal part."""
        return {
            "weekdays": self.calendar.weekdays,
            "country": self.calendar.country,
            "time_zone": self.calendar.time_zone,
            "closing_days": self.closing_days,
        }

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say what the calendar is since then."""
        del names
        details, locale = entry.details, local.locale()
        words = {
            "weekdays": formats.week(details.get("weekdays", ()), locale),
            "country": country_name(details.get("country", ""), locale),
            "time_zone": details.get("time_zone", ""),
            "closing_days": formats.number(details.get("closing_days", 0), locale),
        }
        for name, text in words.items():
            yield Change(field=name, label=field_label(name), after=text)
