"""The rules in force: the active definition, and one type's statuses and transitions."""

from dataclasses import dataclass
from functools import cached_property

from leadwright.foundation.refusals import refuse
from leadwright.leads.models import Lead, LeadDefinition, LeadType, Status, Transition, TypeStatus
from leadwright.leads.states import State


def active_definition() -> LeadDefinition:
    """Return the one active definition; without it no lead command is possible."""
    definition = LeadDefinition.objects.filter(is_active=True).first()
    if definition is None:
        refuse("NO_ACTIVE_DEFINITION")
    return definition


@dataclass
class Rulebook:
    """What leads of one type may become; read once, asked often."""

    type: LeadType

    @cached_property
    def rows(self) -> list[TypeStatus]:
        """The allowed statuses, in their order."""
        return list(self.type.allowed.select_related("status"))

    @cached_property
    def moves(self) -> set[tuple[int, int]]:
        """The transition table as pairs of status ids."""
        pairs = Transition.objects.filter(type=self.type).values_list("from_status", "to_status")
        return set(pairs)

    def initial(self) -> Status:
        """Return the status that a new lead gets."""
        found = next((row.status for row in self.rows if row.is_initial), None)
        return found or self.default(State.PENDING)

    def default(self, state: State) -> Status:
        """Return the default status of a state."""
        of_state = [row for row in self.rows if row.status.state == state]
        chosen = next((row.status for row in of_state if row.is_default), None)
        if chosen is None:
            refuse("STATUS_NOT_ALLOWED", field="status", because="NO_SUCH_STATUS", status=state.label)
        return chosen

    def next_from(self, status: Status, *states: State) -> list[Status]:
        """Return the statuses of some states that the table allows after a status."""
        return [
            row.status
            for row in self.rows
            if row.status.state in states and (status.pk, row.status.pk) in self.moves
        ]

    def chosen(self, lead: Lead, code: str | None, *states: State) -> Status:
        """Return the status to go to: the one named, else the default of the state; the table decides."""
        status = self._named(code, *states) if code else self.default(states[0])
        self.refuse_unless_allowed(lead.status, status)
        return status

    def _named(self, code: str, *states: State) -> Status:
        fitting = [row.status for row in self.rows if row.status.state in states]
        found = next((status for status in fitting if status.code == code), None)
        if found is None:
            allowed = ", ".join(status.code for status in fitting)
            nearer = {} if fitting else {"because": "NO_SUCH_STATUS"}
            refuse("STATUS_NOT_ALLOWED", field="status", status=code, allowed=allowed, **nearer)
        return found

    def refuse_unless_allowed(self, current: Status, new: Status) -> None:
        """Refuse a move that is not in the table; staying is no move."""
        if current.pk != new.pk and (current.pk, new.pk) not in self.moves:
            refuse("TRANSITION_NOT_ALLOWED", from_status=current.label, to_status=new.label)
