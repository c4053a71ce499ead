"""Links to the list of leads."""

from urllib.parse import urlencode

from django.urls import reverse


def address_with(**filters: str) -> str:
    """Return the address of the list with some filters set."""
    return reverse("leads") + "?" + urlencode(filters)
