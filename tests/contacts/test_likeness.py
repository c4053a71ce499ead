"""A contact that equals a blocked one gets no lead until somebody who may block contacts decides about the two."""

import pytest

from leadwright.contacts import actions as contacts
from leadwright.contacts.likeness import likenesses
from leadwright.contacts.models import BlockedKey, Contact
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.cautions import cautions
from leadwright.leads.models import LeadDefinition
from leadwright.leads.parties import lines_of
from leadwright.privacy.erasing import erase
from tests.makers import NOON, House, change_rights, make_contact, make_lead, refused
from tests.privacy.planting import administrator

KNOWN = {
    "email": "Boss@Bad.example",
    "phone": "+3225550199",
    "vat_number": "BE0428759497",
    "register_number": "0428.759.497",
}
OTHER = {"email": "other@good.example", "phone": "", "vat_number": "", "register_number": ""}
EQUAL = {
    "email": "boss+new@bad.example",
    "vat_number": "0428 759 497",
    "register_number": "0428759497",
}


def block(contact: Contact, house: House, *, blocked: bool = True) -> Contact:
    known = Contact.objects.get(pk=contact.pk)
    return contacts.edit(known.pk, by=house.ann, at=NOON, version=known.version, blocked=blocked)


def change(contact: Contact, house: House, **changes: object) -> Contact:
    known = Contact.objects.get(pk=contact.pk)
    return contacts.edit(known.pk, by=house.ann, at=NOON, version=known.version, **changes)


@pytest.fixture
def bad(house: House) -> Contact:
    """Return a contact with which no deal is to be made."""
    return block(make_contact(house.ann, name="Bad NV", **KNOWN), house)


def twin(house: House, **fields: object) -> Contact:
    return make_contact(house.ann, name="Brand New BV", **(OTHER | fields))


def entered_with_lead(house: House, **fields: object) -> None:
    new = {"kind": "company", "name": "Brand New BV", **OTHER, **fields}
    data = {"type": "partner-lead", "owner": house.ann.email, "description": "wants", "contact": new}
    actions.create(data, by=house.ann, at=NOON)


@pytest.mark.parametrize("name", EQUAL)
def test_a_contact_that_equals_a_blocked_one_gets_no_lead(house: House, bad: Contact, name: str) -> None:
    with refused("CONTACT_BLOCKED", "contact"):
        make_lead(house.ann, contact=twin(house, **{name: EQUAL[name]}))
    with refused("CONTACT_BLOCKED"):
        entered_with_lead(house, **{name: EQUAL[name]})


def test_a_shared_number_alone_only_warns(house: House, bad: Contact) -> None:
    same = twin(house, phone=KNOWN["phone"])
    assert make_lead(house.ann, contact=same).contact_id == same.pk
    (likeness,) = likenesses(same, by=house.ann)
    assert (likeness.contact, likeness.is_sure, likeness.codes) == (bad, False, ["same_phone"])


def test_another_address_can_be_one_of_several(house: House, bad: Contact) -> None:
    several = [{"address": "other@good.example"}, {"address": KNOWN["email"]}]
    with refused("CONTACT_BLOCKED"):
        make_lead(house.ann, contact=twin(house, email=None, emails=several))


def test_an_address_that_is_changed_to_a_blocked_one_counts_and_changed_back_does_not(
    house: House, bad: Contact
) -> None:
    contact = twin(house)
    change(contact, house, email=EQUAL["email"])
    with refused("CONTACT_BLOCKED"):
        make_lead(house.ann, contact=contact)
    change(contact, house, email=OTHER["email"])
    make_lead(house.ann, contact=contact)


def test_released_or_merged_away_it_stands_in_nobodys_light(house: House, bad: Contact) -> None:
    contact = twin(house, email=EQUAL["email"])
    block(bad, house, blocked=False)
    make_lead(house.ann, contact=contact)
    assert not BlockedKey.objects.exists()


def test_what_is_blocked_by_a_merger_is_free_again_once_that_is_undone(house: House, bad: Contact) -> None:
    survivor = make_contact(house.adm, name="Bad NV", email="desk@bad.example")
    contacts.merge(survivor.pk, other=bad.pk, by=house.adm, at=NOON)
    with refused("CONTACT_BLOCKED"):
        make_lead(house.ann, contact=twin(house, email="desk@bad.example"))
    contacts.unmerge(survivor.pk, by=house.adm, at=NOON)
    make_lead(house.ann, contact=twin(house, email="desk@bad.example"))
    with refused("CONTACT_BLOCKED"):
        make_lead(house.ann, contact=twin(house, email=KNOWN["email"]))


def test_another_line_of_a_lead_is_refused_too(house: House, bad: Contact) -> None:
    lead, contact = make_lead(house.ann), twin(house, email=EQUAL["email"])
    with refused("CONTACT_BLOCKED"):
        actions.add_party(lead.pk, {"contact": contact.pk}, by=house.ann, at=NOON)
    with refused("CONTACT_BLOCKED"):
        actions.edit(lead.pk, {"contact": contact.pk}, by=house.ann, at=NOON, version=lead.version)


def test_where_it_stood_already_it_stays_with_a_warning_and_makes_no_deal(house: House, bad: Contact) -> None:
    lead = make_lead(house.ann, contact=twin(house))
    change(lead.contact, house, email=EQUAL["email"])
    assert [row.code for row in cautions(lines_of(lead), by=house.ann)] == ["EQUALS_BLOCKED"]
    with refused("CONTACT_BLOCKED"):
        actions.win(lead.pk, by=house.ann, at=NOON)
    LeadDefinition.objects.update(block_win=False)
    actions.win(lead.pk, by=house.ann, at=NOON)


def test_it_is_not_offered_either(house: House) -> None:
    bad = make_contact(house.dina, name="Bad NV", **KNOWN)
    contacts.edit(bad.pk, by=house.dina, at=NOON, version=1, blocked=True)
    lead = house.queued(contact=make_contact(house.dina, name="New", **OTHER))
    contacts.edit(lead.contact_id, by=house.dina, at=NOON, version=1, email=EQUAL["email"])
    with refused("CONTACT_BLOCKED"):
        actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    contacts.distinguish(lead.contact_id, other=bad.pk, by=house.dina, at=NOON)
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)


def test_a_lead_of_a_contact_that_was_blocked_is_not_offered(house: House) -> None:
    lead = house.queued()
    contacts.edit(lead.contact_id, by=house.dina, at=NOON, version=1, blocked=True)
    with refused("CONTACT_BLOCKED"):
        actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)


def test_the_decision_is_remembered_for_the_pair_and_recorded(house: House, bad: Contact) -> None:
    contact = twin(house, email=EQUAL["email"])
    contacts.distinguish(contact.pk, other=bad.pk, by=house.ann, at=NOON)
    contacts.distinguish(contact.pk, other=bad.pk, by=house.ann, at=NOON)
    make_lead(house.ann, contact=contact)
    assert likenesses(contact, by=house.ann) == []
    assert Entry.objects.about("contact", contact.pk).filter(fact="contact.distinguished").count() == 1
    with refused("CONTACT_BLOCKED"):
        make_lead(house.ann, contact=twin(house, email=KNOWN["email"]))


def test_only_who_may_block_decides(house: House, bad: Contact) -> None:
    contact = twin(house, email=EQUAL["email"])
    change_rights(house.ann, contact_block="none")
    with refused("PERMISSION_DENIED"):
        contacts.distinguish(contact.pk, other=bad.pk, by=house.ann, at=NOON)


@pytest.mark.parametrize("other", [None, 0, "x", 10**30])
def test_the_other_contact_is_one_that_stands_in_the_way(house: House, bad: Contact, other: object) -> None:
    contact = twin(house, email=EQUAL["email"])
    with refused("FIELD_INVALID", "other"):
        contacts.distinguish(contact.pk, other=other, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "other"):
        contacts.distinguish(contact.pk, other=contact.pk, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "other"):
        contacts.distinguish(twin(house).pk, other=bad.pk, by=house.ann, at=NOON)


def test_nobody_learns_of_a_contact_that_another_company_has_blocked(house: House, bad: Contact) -> None:
    foreign = make_contact(house.cas, name="Brand New BV", **KNOWN)
    make_lead(house.cas, contact=foreign)
    assert likenesses(foreign, by=house.cas) == []
    with refused("FIELD_INVALID", "other"):
        contacts.distinguish(foreign.pk, other=bad.pk, by=house.cas, at=NOON)


def test_who_handles_a_lead_is_not_told_of_the_senders_blocked_contacts(house: House) -> None:
    lead = house.accepted(contact=make_contact(house.dina, name="New", **OTHER))
    bad = make_contact(house.dina, name="Bad NV", email=OTHER["email"])
    contacts.edit(bad.pk, by=house.dina, at=NOON, version=1, blocked=True)
    assert cautions(lines_of(lead), by=house.ann) == []
    with refused("FIELD_REQUIRED"):
        actions.win(lead.pk, by=house.ann, at=NOON)


def test_erasing_the_blocked_one_forgets_what_it_was_known_by(house: House) -> None:
    bad = make_contact(house.dina, name="Bad NV", blocked=True, **KNOWN)
    contact = make_contact(house.dina, name="New", **(OTHER | {"email": EQUAL["email"]}))
    erase([bad.pk], by=administrator(house), at=NOON)
    assert not BlockedKey.objects.exists()
    house.queued(contact=contact)
