"""What happens to processes on leads, in the past tense; the company that works the lead reads of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts import LeadFact
from leadwright.processes.charge import home_of
from leadwright.processes.models import Instance


@dataclass(frozen=True, kw_only=True)
class ProcessFact(LeadFact):
    """Something happened to the process of a lead."""

    is_private: ClassVar[bool] = True
    instance: Instance

    def organisations(self) -> tuple[int, ...]:
        return (home_of(self.lead).pk,)

    def more(self) -> dict[str, Json]:
        version = self.instance.version
        known: dict[str, Json] = {"process": version.diagram.code, "version": version.number}
        return known | self.rest()

    def rest(self) -> dict[str, Json]:
        """Return what else is to be kept."""
        return {}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        label = names.label("diagram", entry.details.get("process"))
        version = f"{label} · {entry.details.get('version')}"
        yield Change(field="process", label=str(_("Process and version")), after=version)
        steps = [str(step) for step in entry.details.get("steps", ())]
        former = [str(step) for step in entry.details.get("former", ())]
        if steps or former:
            yield Change(
                field="steps", label=str(_("Steps")), before=", ".join(former), after=", ".join(steps)
            )


@dataclass(frozen=True, kw_only=True)
class ProcessStarted(ProcessFact):
    """The process of a lead began."""

    name: ClassVar[str] = "process.started"
    icon = "task"
    title = _("Posted: the process began")


@dataclass(frozen=True, kw_only=True)
class ProcessEnded(ProcessFact):
    """The process of a lead came to its end."""

    name: ClassVar[str] = "process.ended"
    icon = "check"
    tone = "good"
    title = _("The process is at its end")


@dataclass(frozen=True, kw_only=True)
class ProcessClosed(ProcessFact):
    """The process of a lead ended before its end; its open steps were not done."""

    name: ClassVar[str] = "process.closed"
    icon = "close"
    tone = "warn"
    title = _("The process was closed")
    steps: tuple[str, ...] = ()

    def rest(self) -> dict[str, Json]:
        return {"because": self.instance.closed_because, "former": list(self.steps)}


@dataclass(frozen=True, kw_only=True)
class ProcessMoved(ProcessFact):
    """Somebody moved a lead to another step by hand, or to another version of its process."""

    name: ClassVar[str] = "process.moved"
    icon = "flag"
    title = _("Moved to another step")
    former: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    def rest(self) -> dict[str, Json]:
        return {"former": list(self.former), "steps": list(self.steps)}


@dataclass(frozen=True, kw_only=True)
class StepReached(LeadFact):
    """The process of a lead has come to a step of which its owner is to know."""

    name: ClassVar[str] = "process.step_reached"
    is_private: ClassVar[bool] = True
    icon = "flag"
    title = _("The process has come to a step")
    step: str
    label: str

    def organisations(self) -> tuple[int, ...]:
        return (home_of(self.lead).pk,)

    def more(self) -> dict[str, Json]:
        return {"step": self.step}
