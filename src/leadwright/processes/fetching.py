"""The process of a lead, as far as somebody may know of it: who works the lead, not who sent it."""

from leadwright.foundation.refusals import refuse
from leadwright.leads.models import Lead
from leadwright.leads.telling import require_visible
from leadwright.people.models import User
from leadwright.processes.models import Instance


def latest(lead: Lead) -> Instance | None:
    """Return the process that runs on a lead, else the last one that did."""
    return Instance.objects.of_lead(lead.pk).with_version().first()


def running(lead: Lead) -> Instance | None:
    """Return the process that runs on a lead that is held."""
    return Instance.objects.of_lead(lead.pk).running().with_version().first()


def running_or_refuse(lead: Lead) -> Instance:
    """Return the process that runs on a lead that is held, or refuse."""
    return running(lead) or refuse("PROCESS_MISSING")


def require_to_know_process(lead: Lead, by: User) -> None:
    """Refuse with PERMISSION_DENIED (403) whoever is not on the side that works a lead."""
    require_visible(by, lead, "steps")
