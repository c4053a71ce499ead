"""Walk a process that is held: rows of tokens in, a step of the engine, and rows of tokens, tasks and marks out.

Whoever calls holds the lead, which every verb on a lead and on its tasks locks first: two steps of a process never run
side by side. What a step costs depends on what waits, not on what is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from leadwright.diagrams import engine
from leadwright.diagrams.model import Diagram, Element, Kind
from leadwright.fields.computing import values_of
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.actions.stepping import keep_steps
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes import services
from leadwright.processes.charge import home_of, in_charge_of
from leadwright.processes.drawn import diagram_of
from leadwright.processes.facts import ProcessEnded
from leadwright.processes.models import Instance, Mark, Token
from leadwright.processes.states import ProcessState
from leadwright.tasks.actions.entering import put
from leadwright.tasks.cleaning import due_after
from leadwright.tasks.own import of_step

USUAL_DAYS = 5


@dataclass(kw_only=True)
class Run:
    """A step of a process under way: the process, its lead, who took the step, and when."""

    instance: Instance
    lead: Lead
    by: Party
    at: datetime
    user: User | None = None

    @property
    def diagram(self) -> Diagram:
        """What it goes by."""
        return diagram_of(self.instance)

    def begin(self) -> None:
        """Begin a process whose row is new."""
        self._settle(engine.begin(self.diagram, values_of(self.lead)))

    def complete(self, token: Token, kind: Kind) -> None:
        """Complete what waits at a token, and let the process go on."""
        tokens = [
            engine.Token(element=row.element, flow=row.flow, identity=row.pk)
            for row in self.instance.tokens.order_by("pk")
        ]
        event = engine.Event(identity=token.pk, kind=kind)
        self.mark(token)
        self._settle(engine.advance(self.diagram, tokens, event, values_of(self.lead)))

    def enter(self, steps: Iterable[str]) -> None:
        """Let the process wait at some more steps, as if it had come to them."""
        for token in [self._arrived(engine.Token(element=step)) for step in steps]:
            self._follow(token)
        if self.instance.is_running:
            keep_steps(self.lead, self._steps())

    def mark(self, token: Token) -> None:
        """Note that a step was done."""
        Mark.objects.update_or_create(
            instance=self.instance, element=token.element, defaults={"at": self.at, "task": token.task}
        )

    def _settle(self, step: engine.Step) -> None:
        """Store what a step changed, and go on from what is done at once: services, and what the lead is already."""
        Token.objects.filter(pk__in=[token.identity for token in step.gone]).delete()
        come = [self._arrived(token) for token in step.come]
        for token in come:
            self._follow(token)
        if step.is_over:
            self._end()
        if self.instance.is_running:
            keep_steps(self.lead, self._steps())

    def _arrived(self, token: engine.Token) -> Token:
        element = self.diagram.by_id[token.element]
        due = None
        if element.kind is Kind.TIMER:
            due = due_after(element.days or 1, self.at, home_of(self.lead).pk)
        message = element.message if element.kind is Kind.MESSAGE else ""
        return Token.objects.create(
            instance=self.instance,
            element=token.element,
            flow=token.flow,
            since=self.at,
            due_at=due,
            message=message,
        )

    def _follow(self, token: Token) -> None:
        """Do what an element asks for as soon as it is reached."""
        element = self.diagram.by_id[token.element]
        if element.kind is Kind.SERVICE:
            services.run(element, self.lead, by=self.by, user=self.user, at=self.at)
            self.complete(token, Kind.SERVICE)
        elif element.kind is Kind.USER and services.is_done_already(element, self.lead):
            self.complete(token, Kind.USER)
        elif element.kind is Kind.USER and not self.instance.is_moved_by_hand:
            token.task = self._task(element)
            token.save(update_fields=["task"])

    def _task(self, element: Element) -> int:
        home = home_of(self.lead)
        words = element.in_language(language_of(self.lead))
        values = {
            "subject": words.label,
            "deliverable": words.deliverable,
            "instructions": words.instructions,
            "due_at": due_after(element.days or USUAL_DAYS, self.at, home.pk),
            **of_step(element.asked, element.needed),
        }
        task = put(
            in_charge_of(element, self.diagram, self.lead),
            values,
            organisation=home,
            lead=self.lead,
            at=self.at,
            party=self.by,
            process=self.instance.pk,
            step=element.id,
        )
        return task.pk

    def _steps(self) -> list[str]:
        """Return at which steps the process is now, in the order in which they were reached."""
        waiting = self.instance.tokens.order_by("pk").values_list("element", flat=True)
        return [name for name in dict.fromkeys(waiting) if self.diagram.by_id[name].kind is not Kind.PARALLEL]

    def _end(self) -> None:
        self.instance.state, self.instance.ended_at = ProcessState.ENDED, self.at
        self.instance.save(update_fields=["state", "ended_at"])
        keep_steps(self.lead, [])
        record(ProcessEnded(lead=self.lead, instance=self.instance, by=self.by, at=self.at))


def language_of(lead: Lead) -> str:
    """Return the language in which the tasks of a lead are written: its owner's."""
    return lead.owner.language if lead.owner is not None else "en"
