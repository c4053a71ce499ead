"""What the page of a lead asks for beside the lead itself, by statements that are built once."""

from collections.abc import Iterable

from django.db.models import QuerySet

from leadwright.foundation.compiled import Compiled
from leadwright.leads.models import Interest, Lead, ProductOfInterest
from leadwright.people.compiled import CompiledForReaders
from leadwright.people.models import User

INTERESTS = 50
MOST_OTHERS = 100


def _interests(lead: int) -> "QuerySet[Interest]":
    return Interest.objects.filter(lead=lead).select_related("by", "source")[:INTERESTS]


def _products(lead: int) -> "QuerySet[ProductOfInterest]":
    return ProductOfInterest.objects.filter(lead=lead).select_related("product")


def _others(reader: User, *, contact: int, lead: int) -> "QuerySet[Lead]":
    rows = Lead.objects.within_reach(reader, "lead.view").filter(contact=contact).exclude(pk=lead)
    return rows.only("pk").order_by()[:MOST_OTHERS]


_INTERESTS = Compiled(_interests, lead=int)
_PRODUCTS = Compiled(_products, lead=int)
_OTHERS = CompiledForReaders("lead.view", _others, contact=int, lead=int)


def interests_of(lead: Lead) -> Iterable[Interest]:
    """Return when the customer showed interest again, the latest first; the latest fifty."""
    return _INTERESTS.rows(lead=lead.pk)


def products_of(lead: Lead) -> Iterable[ProductOfInterest]:
    """Return what goods and services a lead is about."""
    return _PRODUCTS.rows(lead=lead.pk)


def number_of_others(lead: Lead, by: User) -> int:
    """Return how many other leads of its contact a reader sees; it counts no further than a hundred."""
    return sum(1 for _other in _OTHERS.rows(by, contact=lead.contact_id or 0, lead=lead.pk))
