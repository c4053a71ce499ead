"""Who takes part in an activity, as far as its reader may know them."""

from leadwright.activities.models import Activity, Participant
from leadwright.contacts.models import Contact
from leadwright.contacts.telling import is_kept_from
from leadwright.leads.models import Lead
from leadwright.people.models import User


def may_name(user: User, contact: Contact, lead: Lead | None) -> bool:
    """Tell whether a user may know what a participant is called.

    One that an access group keeps to itself is known to whoever sees the lead whose contact it is.
    """
    if lead is not None and lead.contact_id == contact.pk:
        return True
    return not is_kept_from(user, contact)


def name_for(user: User, line: Participant, activity: Activity) -> str:
    """Return what a participant is called; nothing for whoever may not know it."""
    contact = line.contact
    return line.name if contact is None or may_name(user, contact, activity.lead) else ""
