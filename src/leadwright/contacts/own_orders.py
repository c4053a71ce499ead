"""By which own fields contacts are found and sorted, and of which of them a reader knows a field."""

from leadwright.contacts.models import ContactFacet, ContactQuerySet
from leadwright.contacts.own import own_fields_for
from leadwright.fields.filtering import Faceted
from leadwright.fields.models import OwnField
from leadwright.fields.ordering import OwnOrder, own_order
from leadwright.fields.subjects import Sees
from leadwright.people.models import User


def _of_own_company(rows: ContactQuerySet, field: OwnField, by: User) -> ContactQuerySet:
    """Keep the contacts of which the reader knows a field: of lent ones those for all that both companies see."""
    is_common = field.sees == Sees.BOTH and field.organisation_id is None
    return rows if is_common else rows.filter(organisation=by.organisation_id)


FACETED = Faceted(facets=ContactFacet, sided=_of_own_company)


def order_of(name: str, by: User) -> OwnOrder:
    """Return the order by an own field that has a name; contacts without a value come last, by name."""
    return own_order(name, own_fields_for(by), FACETED, by=by, rest="sort_name")
