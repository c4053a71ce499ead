"""A blocked contact is tied to no lead by any road; where it stood already it stays, with a warning."""

import pytest

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.leads import actions
from leadwright.leads.cautions import cautions
from leadwright.leads.models import LeadDefinition
from leadwright.leads.parties import lines_of
from tests.makers import NOON, House, fresh, make_contact, make_lead, qualify, refused


def block(contact: Contact, house: House, *, blocked: bool = True) -> Contact:
    known = Contact.objects.get(pk=contact.pk)
    return contacts.edit(known.pk, by=house.ann, at=NOON, version=known.version, blocked=blocked)


@pytest.fixture
def blocked(house: House) -> Contact:
    """Return a contact with which no deal is to be made."""
    return block(make_contact(house.ann, email="info@bad.example"), house)


def test_a_new_lead_is_refused(house: House, blocked: Contact) -> None:
    with refused("CONTACT_BLOCKED", "contact"):
        make_lead(house.ann, contact=blocked)


def test_a_contact_that_is_entered_as_blocked_makes_no_lead_and_is_not_stored(house: House) -> None:
    new = {"kind": "company", "name": "New", "email": "info@new.example", "blocked": True}
    with refused("CONTACT_BLOCKED"):
        actions.create(
            {"type": "partner-lead", "owner": house.ann.email, "contact": new}, by=house.ann, at=NOON
        )
    assert not Contact.objects.exists()


def test_an_edit_is_refused(house: House, blocked: Contact) -> None:
    lead = make_lead(house.ann)
    with refused("CONTACT_BLOCKED"):
        actions.edit(lead.pk, {"contact": blocked.pk}, by=house.ann, at=NOON, version=lead.version)


def test_a_qualification_with_another_contact_is_refused(house: House, blocked: Contact) -> None:
    lead = make_lead(house.ann)
    with refused("CONTACT_BLOCKED"):
        qualify(lead, "opportunity", by=house.ann, contact=blocked.pk)


@pytest.mark.parametrize("place", ["contact", "company"])
def test_another_line_is_refused(house: House, blocked: Contact, place: str) -> None:
    lead = make_lead(house.ann)
    with refused("CONTACT_BLOCKED"):
        actions.add_party(lead.pk, {place: blocked.pk}, by=house.ann, at=NOON)
    with refused("CONTACT_BLOCKED"):
        make_lead(house.ann, parties=[{place: blocked.pk}])


def test_a_line_that_was_blocked_since_does_not_become_the_main_one(house: House) -> None:
    lead, other = make_lead(house.ann), make_contact(house.ann)
    line = actions.add_party(lead.pk, {"contact": other.pk}, by=house.ann, at=NOON)
    block(other, house)
    with refused("CONTACT_BLOCKED"):
        actions.change_party(lead.pk, line.pk, {"main": True}, by=house.ann, at=NOON)
    actions.change_party(lead.pk, line.pk, {"role": "competitor"}, by=house.ann, at=NOON)


def test_where_it_stood_already_it_stays_with_a_warning(house: House) -> None:
    lead = make_lead(house.ann)
    block(lead.contact, house)
    assert [caution.code for caution in cautions(lines_of(lead), by=house.ann)] == ["STILL_BLOCKED"]
    qualify(lead, "opportunity", by=house.ann)
    assert fresh(lead).is_opportunity


def test_no_deal_is_made_with_it_unless_the_definition_lets_that_pass(house: House) -> None:
    lead = make_lead(house.ann)
    block(lead.contact, house)
    with refused("CONTACT_BLOCKED"):
        actions.win(lead.pk, by=house.ann, at=NOON)
    LeadDefinition.objects.update(block_win=False)
    actions.win(lead.pk, by=house.ann, at=NOON)


def test_a_person_of_a_blocked_company_is_a_warning_and_no_refusal(house: House, blocked: Contact) -> None:
    block(blocked, house, blocked=False)
    person = make_contact(house.ann, kind="person", name="Jan", company=blocked.pk)
    block(blocked, house)
    lead = make_lead(house.ann, contact=person)
    assert "STILL_BLOCKED" in {caution.code for caution in cautions(lines_of(lead), by=house.ann)}
    assert fresh(lead).contact == person
