"""What a reader may know of what happened to an activity."""

from collections.abc import Sequence

from leadwright.activities.models import Activity
from leadwright.history.lines import ReadableEntry
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.leads.activity_fields import with_known_fields
from leadwright.leads.entry_telling import without_amounts
from leadwright.people.models import User


def entries_of(activity: Activity, *, by: User) -> EntryQuerySet:
    """Return the entries of an activity that concern the reader's company, with its lead or by itself."""
    own: EntryQuerySet = Entry.objects.about("activity", activity.pk)
    if activity.lead_id is not None:
        of_the_lead = Entry.objects.about("lead", activity.lead_id).filter(fact__startswith="activity.")
        own = own | of_the_lead.filter(details__activity=activity.pk)
    return own.filter(organisations__contains=[by.organisation_id])


def readable_of_activity(entries: Sequence[Entry], *, activity: Activity, by: User) -> list[ReadableEntry]:
    """Return entries about an activity without the amounts and the own fields that the reader does not know."""
    at_home = activity.organisation_id == by.organisation_id
    known = (with_known_fields(entry.readable(), by=by, at_home=at_home) for entry in entries)
    return [without_amounts(entry, by) for entry in known]
