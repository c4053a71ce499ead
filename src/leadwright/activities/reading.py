"""What a reader may know of what happened to an activity."""

from collections.abc import Sequence

from leadwright.activities.models import Activity
from leadwright.contacts.telling import without_kept
from leadwright.history.lines import ReadableEntry
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.leads.entry_telling import without_amounts
from leadwright.leads.work_fields import with_known_fields
from leadwright.people.models import User


def entries_of(activity: Activity, *, by: User) -> EntryQuerySet:
    """Return the entries of an activity that concern the reader's company, with its lead or by itself."""
    own: EntryQuerySet = Entry.objects.about("activity", activity.pk)
    if activity.lead_id is not None:
        of_the_lead = Entry.objects.about("lead", activity.lead_id).filter(fact__startswith="activity.")
        own = own | of_the_lead.filter(details__activity=activity.pk)
    return own.filter(organisations__contains=[by.organisation_id])


def readable_entries(entries: Sequence[Entry], *, by: User, activity: Activity) -> list[ReadableEntry]:
    """Return entries of an activity without amounts, own fields and names that the reader may not know."""
    contact = activity.lead.contact_id if activity.lead else None
    at_home = activity.organisation_id == by.organisation_id
    some = (with_known_fields(entry.readable(), by=by, at_home=at_home) for entry in entries)
    known = (without_amounts(entry, by) for entry in some)
    return without_kept(known, by=by, but=(contact,))
