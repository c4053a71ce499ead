"""By which own fields contacts are found and sorted, and of which of them a reader knows a field."""

from leadwright.contacts.models import ContactFacet
from leadwright.contacts.own import knowing, own_fields_for
from leadwright.fields.filtering import Faceted
from leadwright.fields.ordering import OwnOrder, own_order
from leadwright.people.models import User

FACETED = Faceted(facets=ContactFacet, sided=knowing)


def order_of(name: str, by: User) -> OwnOrder:
    """Return the order by an own field that has a name; contacts without a value come last, by name."""
    return own_order(name, own_fields_for(by), FACETED, by=by, rest="sort_name")
