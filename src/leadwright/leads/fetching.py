"""One lead as its reader may see it, with all that rules, pages and answers look at: a statement built once."""

from leadwright.fields.definitions import know_fields, mark_of_fields
from leadwright.foundation.refusals import NotFound
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.rules import know_rules, mark_of_rules
from leadwright.people.compiled import CompiledForReaders
from leadwright.people.models import User


def with_surroundings(rows: LeadQuerySet, reader: User) -> LeadQuerySet:
    """Fetch along what is looked at whenever somebody reads or changes a lead, and the marks of rules and fields."""
    everything: LeadQuerySet = rows.with_rules().with_attachments_of(reader)
    return everything.annotate(mark=mark_of_rules(), mark_of_fields=mark_of_fields())


def note_mark(lead: Lead) -> Lead:
    """Let this request or action know rules and own fields by the marks that were fetched along."""
    know_rules(lead.__dict__.pop("mark"))
    know_fields(lead.__dict__.pop("mark_of_fields"))
    return lead


def _seen(reader: User, *, number: int) -> LeadQuerySet:
    rows: LeadQuerySet = Lead.objects.within_reach(reader, "lead.view")
    return with_surroundings(rows.filter(pk=number).with_competitors(), reader)


_SEEN = CompiledForReaders("lead.view", _seen, number=int)


def fetch_lead(number: int, *, by: User) -> Lead:
    """Return the lead with this number if it is within reach, or refuse as if it had never been."""
    lead = _SEEN.first(by, number=number)
    if lead is None:
        raise NotFound
    return note_mark(lead)
