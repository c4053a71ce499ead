"""Which group owns a lead: that of its contact's area, else that of the unit it is assigned to."""

from typing import Any

from leadwright.contacts.models import Contact
from leadwright.foundation.batches import known
from leadwright.leads.models import Lead
from leadwright.people.actions.areas import areas_of
from leadwright.people.geography import Address, best_area
from leadwright.people.models import Group, Unit

Columns = dict[str, Any]


def address_of(contact: Contact) -> Address:
    """Return the main address of a contact; a person without one is where the company is."""
    home = contact
    if not contact.country and contact.company is not None:
        home = contact.company
    return Address(country=home.country, region=home.region, city=home.city, postcode=home.postcode)


def group_by_area(contact: Contact, organisation_id: int) -> Group | None:
    """Return the group of an organisation whose area the contact's address lies in; None outside of all."""
    areas = known(("areas", organisation_id), lambda: areas_of(organisation_id))
    area = best_area(areas, address_of(contact))
    return area.group if area is not None else None


def owned_at_first(
    contact: Contact, unit_group: Group, organisation_id: int, chosen: Group | None
) -> Columns:
    """Return the owning group of a lead of an organisation: the one chosen, else that of the area, else the unit's."""
    group = chosen or group_by_area(contact, organisation_id)
    return {"group": group or unit_group, "group_is_chosen": group is not None}


def owned_after_move(lead: Lead, unit: Unit) -> Columns:
    """Return the owning group of a lead that goes to a unit: inside a company one that was chosen stays."""
    if lead.group_is_chosen and lead.group.organisation_id == unit.group.organisation_id:
        return {}
    return {"group": unit.group, "group_is_chosen": False}


def owned_on_return(lead: Lead, unit: Unit) -> Columns:
    """Return the owning group of a lead that comes back to the unit which sent it: the area is asked again."""
    home = unit.group.organisation_id
    if lead.contact is None or lead.group.organisation_id == home:
        return owned_after_move(lead, unit)
    return owned_at_first(lead.contact, unit.group, home, None)
