"""What can be asked about activities, as QuerySet methods that compose; the rows themselves stand in `models`."""

from collections.abc import Sequence
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from leadwright.activities.states import OPEN
from leadwright.foundation.subqueries import beyond
from leadwright.leads.models import Lead
from leadwright.people.access import scope
from leadwright.people.models import User
from leadwright.people.reach import Permission

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)
AROUND = ("kind", "owner", "lead__contact__company", "organisation", "completed_by")
# What a calendar, on a page or as a file, says of an activity.
IN_CALENDARS = (
    *("subject", "details", "place", "starts_at", "ends_at", "state", "remind_minutes", "updated_at"),
    *("version", "kind__code", "kind__labels", "kind__kind", "lead__contact__name"),
)


def _sides(user: User, permission: Permission) -> tuple[Q, Q]:
    """Return what is within reach of the own side, and what another one shares."""
    home = user.organisation_id
    leads: Any = Lead.objects.within_reach(user, "lead.view")
    of_a_lead = Q(Exists(leads.filter(pk=OuterRef("lead"))))
    alone = Q(lead=None) & scope(user, permission)
    return Q(organisation=home) & (alone | of_a_lead), Q(is_shared=True, shared_with=home) & of_a_lead


class ActivityQueries(models.QuerySet[Row_co]):
    """Questions about activities; scope, filter and page compose."""

    def within_reach(self, user: User, permission: Permission = "activity.view") -> Self:
        """Return the activities that a user may see; deleted ones are gone.

        One of a lead is seen by whoever sees the lead, on the side that did it or that it was shared with. One
        without a lead is reached as far as the permission goes.
        """
        own, lent = _sides(user, permission)
        return self.filter(own | lent, deleted_at=None)

    def of_own_side(self, user: User) -> Self:
        """Return those within reach that the user's company did."""
        return self.filter(_sides(user, "activity.view")[0], deleted_at=None)

    def of_other_side(self, user: User) -> Self:
        """Return those within reach that another company did and shares."""
        return self.filter(_sides(user, "activity.view")[1], deleted_at=None)

    def of_lead(self, lead: int) -> Self:
        """Return the activities of a lead."""
        return self.filter(lead=lead, deleted_at=None)

    def open(self) -> Self:
        """Return the activities that are still to be done."""
        return self.filter(state__in=OPEN)

    def with_surroundings(self) -> Self:
        """Fetch along what pages and answers say of each."""
        return self.select_related(*AROUND)

    def as_in_calendars(self) -> Self:
        """Fetch what a calendar says of each, the first at the top.

        Django takes longer to write a statement of many columns than the database to answer it.
        """
        rows = self.select_related("kind", "lead__contact").only(*IN_CALENDARS)
        return rows.order_by("starts_at", "pk")

    def after_columns(self, columns: Sequence[str], place: tuple[Any, ...], *, falls: bool) -> Self:
        """Return what comes after a place in the order of some columns."""
        return self.filter(beyond(columns, place, falls=falls))
