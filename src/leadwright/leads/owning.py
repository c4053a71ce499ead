"""Which group owns a lead: that of its contact's area, else that of the unit it is assigned to."""

from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead
from leadwright.people.actions.areas import areas_of
from leadwright.people.geography import Address, best_area
from leadwright.people.models import Group, Unit


def address_of(contact: Contact) -> Address:
    """Return the main address of a contact; a person without one is where the company is."""
    home = contact
    if not contact.country and contact.company is not None:
        home = contact.company
    return Address(country=home.country, region=home.region, city=home.city, postcode=home.postcode)


def group_by_area(contact: Contact, organisation_id: int) -> Group | None:
    """Return the group of an organisation whose area the contact's address lies in; None outside of all."""
    area = best_area(areas_of(organisation_id), address_of(contact))
    return area.group if area is not None else None


def group_after_move(lead: Lead, unit: Unit) -> Group:
    """Return the owning group of a lead that goes to a unit: one that an area or somebody chose stays."""
    was_chosen = lead.unit is not None and lead.group_id != lead.unit.group_id
    stays = was_chosen and lead.group.organisation_id == unit.group.organisation_id
    return lead.group if stays else unit.group
