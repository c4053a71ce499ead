"""Leads follow contacts of which many changed at once: they are found by the new names, and channels fill gaps."""

from collections.abc import Collection, Sequence

from leadwright.contacts.models import Contact
from leadwright.leads.gaps import fill_channels_of, open_channels
from leadwright.leads.searching import index_leads_naming


def follow_contacts(contacts: Sequence[Contact]) -> dict[int, list[int]]:
    """Index the leads of held contacts, and fill their gaps; returns the leads that lack no channel now, by contact."""
    index_leads_naming([contact.pk for contact in contacts])
    return fill_channels_of(contacts)


def follow_contacts_back(contacts: Sequence[Contact], numbers: Collection[int]) -> None:
    """Index the leads of contacts that were put back; `numbers` are those that had a channel in between only."""
    index_leads_naming([contact.pk for contact in contacts])
    unreached = [contact.pk for contact in contacts if not contact.has_channel]
    open_channels(unreached, numbers)
