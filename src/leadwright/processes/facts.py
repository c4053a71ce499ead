"""What happens to processes on leads, in the past tense; the company that works the lead reads of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.refusals import Refused, sentence_of
from leadwright.foundation.sentences import REFUSALS
from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts import LeadFact
from leadwright.processes.charge import home_of
from leadwright.processes.models import Instance
from leadwright.tasks.field_words import because_in_words


@dataclass(frozen=True, kw_only=True)
class ProcessFact(LeadFact):
    """Something happened to the process of a lead."""

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
        steps, former = (_in_words(entry.details.get(name, ()), names) for name in ("steps", "former"))
        if steps or former:
            yield Change(field="steps", label=str(_("Steps")), before=former, after=steps)
        if because := entry.details.get("because"):
            yield Change(field="because", label=str(_("Why")), after=because_in_words(str(because)))


def _in_words(steps: Iterable[object], names: Names) -> str:
    return ", ".join(names.label("step", step) for step in steps)


@dataclass(frozen=True, kw_only=True)
class LeadPosted(LeadFact):
    """A lead was posted whose kind of opportunity has no steps."""

    name: ClassVar[str] = "lead.posted"
    icon = "task"
    title = _("Posted: this kind of opportunity has no steps")

    def organisations(self) -> tuple[int, ...]:
        return (home_of(self.lead).pk,)


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
    icon = "flag"
    title = _("The process has come to a step")
    step: str
    label: str

    @property
    def reasons(self) -> list[Json]:
        """Why the product could not do it by itself, if it was to; nothing else needs a reason."""
        return []

    def organisations(self) -> tuple[int, ...]:
        return (home_of(self.lead).pk,)

    def more(self) -> dict[str, Json]:
        return {"step": self.step}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield Change(
            field="steps", label=str(_("Steps")), after=names.label("step", entry.details.get("step"))
        )


@dataclass(frozen=True, kw_only=True)
class StepNotDone(StepReached):
    """The product was to do a step by itself and could not; the process went on, and the owner is to know."""

    name: ClassVar[str] = "process.step_not_done"
    icon = "close"
    tone = "warn"
    title = _("The product could not do a step of the process")
    refusal: Refused

    @property
    def reasons(self) -> list[Json]:
        """Why, as codes with what fills their sentences: each reader reads them in the own language."""
        no = self.refusal
        if no.errors and not no.facts:
            return [{"code": error.code, "field": error.field} for error in no.errors]
        return [{"code": no.code, **{name: str(value) for name, value in no.facts.items()}}]

    def more(self) -> dict[str, Json]:
        return {**super().more(), "reasons": self.reasons}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from super().more_in(entry, names)
        if reasons := reasons_in_words(entry.details.get("reasons", ())):
            yield Change(field="because", label=str(_("Why")), after=reasons)


def reasons_in_words(reasons: Iterable[Any]) -> str:
    """Say in the active language why something was refused."""
    known = (dict(row) for row in reasons)
    return " ".join(sentence_of(row.pop("code"), row) for row in known if row["code"] in REFUSALS)
