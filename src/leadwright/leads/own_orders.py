"""A list of leads in the order of an own field."""

from leadwright.fields.ordering import OwnOrder, own_order
from leadwright.fields.subjects import Sees
from leadwright.leads.filters import FACETED
from leadwright.leads.telling import own_fields_for
from leadwright.people.filtering import Chosen


def order_of(chosen: Chosen) -> OwnOrder:
    """Return the order by an own field that was chosen; leads without a value come last, by their numbers."""
    by = chosen.reader.user
    return own_order(chosen.order, own_fields_for(by, tuple(Sees)), FACETED, by=by)
