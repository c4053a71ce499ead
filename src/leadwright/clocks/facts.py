"""What happens to clocks."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from leadwright.clocks.models import CalendarSettings, Clock, Slot
from leadwright.history.facts import Fact, Json, Subject

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


@dataclass(frozen=True, kw_only=True)
class ClockReplanned(ClockFact):
    """A changed calendar moved the due moment of a running clock."""

    name: ClassVar[str] = "clock.replanned"
    due_before: datetime

    def details(self) -> dict[str, Json]:
        """Return the impersonal part."""
        return {
            "clock": self.clock.pk,
            "kind": self.clock.kind,
            "due_at": [self.due_before, self.clock.due_at],
        }


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Fact):
    """An organisation's week, country, time zone or closing days were changed."""

    name: ClassVar[str] = "calendar.changed"
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
