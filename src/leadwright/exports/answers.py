"""What this room answers to others."""

from collections.abc import Collection

from leadwright.exports.erasing import places as places_of_person
from leadwright.exports.models import Export

__all__ = ["keys_in_use", "places_of_person"]


def keys_in_use(keys: Collection[str]) -> Collection[str]:
    """Return which bytes of the store are those of an export."""
    return set(Export.objects.filter(key__in=keys).values_list("key", flat=True))
