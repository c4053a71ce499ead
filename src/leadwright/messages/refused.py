"""Addresses that the mail server refused for good, for whoever can put them right."""

from collections.abc import Collection

from leadwright.messages.models import Message


def refused_among(addresses: Collection[str]) -> dict[str, str]:
    """Return what the server said to each of some addresses that it refuses, by the address in small letters."""
    rows = Message.objects.refused(addresses).values_list("address", "last_error")
    said: dict[str, str] = {}
    for address, answer in rows:
        said.setdefault(address.lower(), answer)
    return said
