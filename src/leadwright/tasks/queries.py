"""What can be asked about tasks, as QuerySet methods that compose; the rows themselves stand in `models`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from leadwright.foundation.subqueries import beyond
from leadwright.leads.models import Lead
from leadwright.people.access import may, scope
from leadwright.people.models import User
from leadwright.people.reach import Permission
from leadwright.tasks.states import Address, TaskState

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)
AROUND = (
    *("lead__contact", "owner__unit__group", "unit__group", "role", "organisation"),
    *("created_by", "completed_by", "delegated_by"),
)
# What a line of a list says of a task.
OF_LINES = (
    *("subject", "state", "addressed", "importance", "starts_at", "due_at"),
    *("owner__name", "unit__name", "role__name"),
)
# What is said of its lead, and what decides who may know it.
OF_LEADS = (
    *("lead__contact__name", "lead__deleted_at", "lead__organisation", "lead__origin"),
    *("lead__group", "lead__unit", "lead__owner", "lead__team"),
)


def addressed_to(user: User) -> Q:
    """Return the condition that a task is addressed to a user's unit, or to a role that the user has."""
    roles = [profile.pk for profile in user.held]
    return Q(addressed=Address.UNIT, unit=user.unit_id) | Q(addressed=Address.ROLE, role__in=roles)


class TaskQueries(models.QuerySet[Row_co]):
    """Questions about tasks; scope, filter and page compose."""

    def within_reach(self, user: User, permission: Permission = "task.view") -> Self:
        """Return the tasks that a user may see: always those of the own company alone.

        One is seen by who has to do with it, by the unit or the holders of the role that it is addressed to, by
        whoever sees its lead, and without a lead as far as the permission goes.
        """
        leads: Any = Lead.objects.within_reach(user, "lead.view")
        near = Q(team__contains=[user.pk]) | addressed_to(user) | Q(Exists(leads.filter(pk=OuterRef("lead"))))
        alone = Q(lead=None) & scope(user, permission)
        if not may(user, permission):
            return self.none()
        return self.filter(near | alone, organisation=user.organisation_id)

    def open(self) -> Self:
        """Return the tasks that are still to be done."""
        return self.filter(state=TaskState.OPEN)

    def of_lead(self, lead: int) -> Self:
        """Return the tasks of a lead."""
        return self.filter(lead=lead)

    def owned_by(self, user: User) -> Self:
        """Return the tasks that a user is in charge of."""
        return self.filter(owner=user.pk)

    def free_for(self, user: User) -> Self:
        """Return what nobody has taken yet and a user may take."""
        return self.filter(addressed_to(user), owner=None, organisation=user.organisation_id)

    def awaited_by(self, user: User) -> Self:
        """Return what a user made or delegated and others are in charge of."""
        asked = Q(created_by=user.pk) | Q(delegated_by=user.pk)
        others = Q(owner=None) | ~Q(owner=user.pk)
        return self.filter(asked, others, organisation=user.organisation_id)

    def overdue(self, at: datetime) -> Self:
        """Return the open tasks whose due moment has passed."""
        return self.open().filter(due_at__lt=at)

    def with_surroundings(self) -> Self:
        """Fetch along what pages and answers say of each."""
        return self.select_related(*AROUND)

    def with_those_in_charge(self) -> Self:
        """Fetch what a line says of each, with the names of those in charge, and nothing else.

        Django takes longer to write a statement of many columns than the database to answer it.
        """
        return self.select_related("owner", "unit", "role").only(*OF_LINES)

    def with_leads_and_those_in_charge(self) -> Self:
        """Fetch what a line says of each, with its lead."""
        return self.select_related("owner", "unit", "role", "lead__contact").only(*OF_LINES, *OF_LEADS)

    def as_in_calendars(self) -> Self:
        """Fetch what a calendar says of each, and nothing else."""
        return self.select_related("lead__contact").only("subject", "due_at", *OF_LEADS)

    def after_columns(self, columns: Sequence[str], place: tuple[Any, ...], *, falls: bool) -> Self:
        """Return what comes after a place in the order of some columns."""
        return self.filter(beyond(columns, place, falls=falls))
