"""Take back products that an import made: those that no lead names are offered no longer."""

from collections.abc import Collection
from datetime import datetime

from leadwright.foundation.references import referenced
from leadwright.history.facts import Party
from leadwright.leads.actions.configuring import replaced
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.models import Product

LIST = "products"


def take_back(pks: Collection[int], *, by: Party, at: datetime) -> set[int]:
    """Leave products out of the list; returns the ids of those that leads name and that stay.

    As all that is left out of a list of the configuration they are retired: their codes are not used again.
    """
    stays = referenced(Product, pks)
    gone = set(Product.objects.filter(pk__in=set(pks) - stays).values_list("code", flat=True))

    def without(old: Blueprint) -> Blueprint:
        return old.with_rows(LIST, tuple(row for row in old.entries(LIST) if row.code not in gone))

    if gone:
        replaced(without, by=by, at=at)
    return stays
