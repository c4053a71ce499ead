"""Files of a lead, open or closed: who may attach and delete them, and who reads along."""

from leadwright.files.actions import Readers
from leadwright.files.shelves import Shelf
from leadwright.foundation.refusals import refuse
from leadwright.leads.facts import FileAdded, FileDeleted
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.sides import other_side
from leadwright.people.access import require
from leadwright.people.models import User


def _rows(by: User) -> LeadQuerySet:
    rows: LeadQuerySet = Lead.objects.within_reach(by, "lead.view")
    return rows


def _check_final(lead: Lead, by: User) -> None:
    """A closed lead takes files, and gives none away."""
    del by
    if not lead.is_open:
        refuse("STATE_NOT_ALLOWED", state=lead.get_state_display())


def _readers(lead: Lead, by: User, is_asked: bool) -> Readers:
    """The other side reads a file only if it is shared."""
    return Readers(is_asked, other_side(lead, by.organisation_id) if is_asked else None)


SHELF = Shelf(
    kind="lead",
    rows=_rows,
    fetch=fetch_lead,
    lock=locked,
    check_adding=lambda lead, by: check(lead, Verb.ATTACH, by=by),
    check_taking=lambda lead, by: require(by, "lead.edit", lead),
    check_final=_check_final,
    readers=_readers,
    added=FileAdded,
    deleted=FileDeleted,
)
add_files = SHELF.add
