"""The rules in force: the active definition, and one type's statuses and transitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.leads.models import Lead, LeadType, Status, Transition, TypeStatus
from leadwright.leads.own import refuse_lacking
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import State
from leadwright.people.models import User


@dataclass
class Rulebook:
    """What leads of one type may become, for one user."""

    type: LeadType
    by: User | None = None

    @cached_property
    def rows(self) -> tuple[TypeStatus, ...]:
        """The allowed statuses, in their order."""
        return rules_in_force().allowed.get(self.type.pk, ())

    @cached_property
    def table(self) -> tuple[Transition, ...]:
        """The whole transition table, whoever it is open to."""
        return rules_in_force().transitions.get(self.type.pk, ())

    @cached_property
    def moves(self) -> set[tuple[int, int]]:
        """The transitions that are open to the user, as pairs of status ids; nobody is held to no limit."""
        by = self.by
        return {_pair(row) for row in self.table if by is None or is_open_to(row, by)}

    def open_to(self, by: User) -> "Rulebook":
        """Return the same rules as they are for somebody, without reading them again."""
        book = Rulebook(self.type, by)
        book.__dict__ |= {"rows": self.rows, "table": self.table}
        return book

    def initial(self) -> Status:
        """Return the status that a new lead gets."""
        match = next((row.status for row in self.rows if row.is_initial), None)
        return match or self.default(State.PENDING)

    def default(self, state: State) -> Status:
        """Return the default status of a state."""
        of_state = [row for row in self.rows if row.status.state == state]
        chosen = next((row.status for row in of_state if row.is_default), None)
        if chosen is None:
            refuse("STATUS_NOT_ALLOWED", field="status", because="NO_SUCH_STATUS", status=state.label)
        return chosen

    def next_from(self, lead: Lead, *states: State) -> list[Status]:
        """Return the statuses of some states that the table allows after that of a lead, but by qualifying it."""
        return [status for status in self._after(lead, *states) if not self._only_by_qualifying(lead, status)]

    def _after(self, lead: Lead, *states: State) -> list[Status]:
        return [
            row.status
            for row in self.rows
            if row.status.state in states and (lead.status_id, row.status.pk) in self.moves
        ]

    def _only_by_qualifying(self, lead: Lead, status: Status) -> bool:
        """Tell whether a status is that of opportunities, which a lead becomes by nothing but qualification."""
        is_reserved = self.type.is_qualified and status.pk == self.type.opportunity_status_id
        return is_reserved and not lead.is_opportunity

    def refuse_without_exit(self, lead: Lead, state: State) -> None:
        """Refuse when no way leads from the status of a lead to a state, or none that is open to the user."""
        if self.next_from(lead, state):
            return
        others = Rulebook(self.type).next_from(lead, state)
        if not others and (reserved := self._after(lead, state)):
            refuse_unqualified(reserved[0])
        because = "NOT_YOUR_WAY" if others else "NO_WAY_THERE"
        refuse("TRANSITION_NOT_ALLOWED", because=because, from_status=lead.status.label, state=state.label)

    def chosen(
        self, lead: Lead, code: str | None, *states: State, columns: Mapping[str, Any] | None = None
    ) -> Status:
        """Return the status to go to: the one named, else the default of the state; the table decides.

        `columns` are about to be stored along with it: what a transition requires may be among them.
        """
        status = self._named(code, *states) if code else self.default(states[0])
        if self._only_by_qualifying(lead, status) and status.pk != lead.status_id:
            refuse_unqualified(status)
        self.refuse_unless_allowed(lead, status, columns or {})
        return status

    def _named(self, code: str, *states: State) -> Status:
        fitting = [row.status for row in self.rows if row.status.state in states]
        match = next((status for status in fitting if status.code == code), None)
        if match is None:
            allowed = ", ".join(status.code for status in fitting)
            nearer = {} if fitting else {"because": "NO_SUCH_STATUS"}
            refuse("STATUS_NOT_ALLOWED", field="status", status=code, allowed=allowed, **nearer)
        return match

    def refuse_unless_allowed(self, lead: Lead, new: Status, columns: Mapping[str, Any]) -> None:
        """Refuse a move that is not in the table, not open to the user or lacks what it requires."""
        pair = (lead.status_id, new.pk)
        if lead.status_id == new.pk:
            return
        if pair not in self.moves:
            is_limited = pair in {_pair(row) for row in self.table}
            because = {"because": "NOT_YOUR_TRANSITION"} if is_limited else {}
            names = {"from_status": lead.status.label, "to_status": new.label}
            refuse("TRANSITION_NOT_ALLOWED", **names, **because)
        self._refuse_incomplete(lead, pair, columns)
        if self.by is not None:
            refuse_lacking(lead, new, columns, by=self.by)

    def _refuse_incomplete(self, lead: Lead, pair: tuple[int, int], columns: Mapping[str, Any]) -> None:
        """Name what every open way of a move requires and the lead has not."""
        paths = [
            row for row in self.table if _pair(row) == pair and (not self.by or is_open_to(row, self.by))
        ]
        lacking = [
            [name for name in path.required if not self._is_filled(lead, name, columns)] for path in paths
        ]
        least = min(lacking, key=len, default=[])
        refuse_fields(field_error(name, "FIELD_REQUIRED") for name in least)

    def _is_filled(self, lead: Lead, name: str, columns: Mapping[str, Any]) -> bool:
        """Tell whether a field has a value, as it is or as it is about to be stored; 0 is a value."""
        if name in columns:
            value = columns[name]
        elif name == "comment":
            value = lead.comment_of(self.by.organisation_id if self.by else lead.organisation_id)
        else:
            value = getattr(lead, name)
        return value not in (None, "")


def refuse_unqualified(status: Status) -> NoReturn:
    """Refuse the status of opportunities to a lead that is none."""
    refuse("STATUS_NOT_ALLOWED", field="status", because="ONLY_BY_QUALIFYING", status=status.label)


def _pair(row: Transition) -> tuple[int, int]:
    return row.from_status_id, row.to_status_id


def is_open_to(row: Transition, by: User) -> bool:
    """Tell whether a transition is open to a user: one that names nobody is open to everybody."""
    if not (row.groups or row.units or row.users or row.profiles):
        return True
    return (
        by.unit_id in row.units
        or by.group_id in row.groups
        or by.pk in row.users
        or any(profile.pk in row.profiles for profile in by.held)
    )
