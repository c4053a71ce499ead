"""Who works on a lead: its team, by name."""

from leadwright.leads.models import Lead
from leadwright.people.models import User


def team_of(lead: Lead) -> list[User]:
    """Return the users on the team of a lead, by name; without a team nothing is asked."""
    return list(User.objects.filter(pk__in=lead.team).order_by("name", "pk")) if lead.team else []
