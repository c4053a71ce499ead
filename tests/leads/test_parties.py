"""Who takes part in a lead: one line is the lead's contact, and the last one stays."""

import pytest

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact, Loan
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead, Party
from leadwright.leads.parties import names_of
from tests.makers import NOON, House, fresh, make_contact, make_lead, qualify, refused


@pytest.fixture
def jan(house: House) -> Contact:
    """Return somebody who works for a company of Ann's customers."""
    firm = make_contact(house.ann, name="Peeters NV")
    return make_contact(house.ann, kind="person", name="Jan", company=firm.pk)


def main_of(lead: Lead) -> Party:
    return lead.parties.get(is_main=True)


def test_a_new_lead_has_one_line_with_company_and_person(house: House, jan: Contact) -> None:
    line = make_lead(house.ann, contact=jan, role="customer", person_role="buyer").parties.get()
    assert (line.company, line.person, line.is_main) == (jan.company, jan, True)
    assert (line.role.code, line.person_role.code) == ("customer", "buyer")


@pytest.mark.parametrize("road", ["edit", "qualify"])
def test_the_main_line_follows_the_contact_of_the_lead(house: House, jan: Contact, road: str) -> None:
    lead = make_lead(house.ann)
    if road == "edit":
        actions.edit(lead.pk, {"contact": jan.pk}, by=house.ann, at=NOON, version=lead.version)
    else:
        qualify(lead, "opportunity", by=house.ann, contact=jan.pk)
    assert names_of(jan) == {"company": main_of(lead).company, "person": main_of(lead).person}
    assert lead.parties.count() == 1


def test_a_new_contact_is_entered_and_added_with_its_role(house: House) -> None:
    lead = make_lead(house.ann)
    new = {"kind": "person", "name": "Els", "email": "els@peeters.example"}
    line = actions.add_party(lead.pk, {"contact": new, "person_role": "influencer"}, by=house.ann, at=NOON)
    assert (line.person.name, line.person_role.code, line.is_main) == ("Els", "influencer", False)
    assert fresh(lead).version == lead.version + 1
    assert Entry.objects.about("lead", lead.pk).filter(fact="lead.party_added").count() == 1


def test_a_line_may_name_a_person_of_another_company(house: House, jan: Contact) -> None:
    lead, other = make_lead(house.ann), make_contact(house.ann, name="Advice BV")
    line = actions.add_party(
        lead.pk, {"company": other.pk, "person": {"id": jan.pk}, "role": "consultant"}, by=house.ann, at=NOON
    )
    assert (line.company, line.person) == (other, jan)


def test_the_same_people_are_on_a_lead_once(house: House, jan: Contact) -> None:
    lead = make_lead(house.ann, contact=jan)
    with refused("FIELD_INVALID", "contact"):
        actions.add_party(lead.pk, {"contact": jan.pk}, by=house.ann, at=NOON)


def test_the_last_contact_stays(house: House, jan: Contact) -> None:
    lead = make_lead(house.ann)
    with refused("LAST_CONTACT"):
        actions.remove_party(lead.pk, main_of(lead).pk, by=house.ann, at=NOON)
    second = actions.add_party(lead.pk, {"contact": jan.pk}, by=house.ann, at=NOON)
    actions.remove_party(lead.pk, main_of(lead).pk, by=house.ann, at=NOON)
    assert (fresh(lead).contact, main_of(lead)) == (jan, second)


def test_another_line_can_become_the_main_one(house: House, jan: Contact) -> None:
    lead = make_lead(house.ann)
    line = actions.add_party(lead.pk, {"contact": jan.pk}, by=house.ann, at=NOON)
    actions.change_party(lead.pk, line.pk, {"main": True, "role": "partner"}, by=house.ann, at=NOON)
    assert fresh(lead).contact == jan
    assert [party.is_main for party in lead.parties.all()] == [True, False]


def test_a_role_belongs_to_its_own_list(house: House) -> None:
    lead = make_lead(house.ann)
    with refused("FIELD_INVALID", "role"):
        actions.change_party(lead.pk, main_of(lead).pk, {"role": "buyer"}, by=house.ann, at=NOON)


def test_who_was_handed_a_lead_sees_all_its_contacts_and_afterwards_none(house: House) -> None:
    lead = house.queued()
    person = make_contact(house.dina, kind="person", name="Piet")
    line = actions.add_party(lead.pk, {"contact": person.pk}, by=house.dina, at=NOON)
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    assert seen_by(house) == {lead.contact_id, person.pk}
    actions.remove_party(lead.pk, line.pk, by=house.ann, at=NOON)
    assert seen_by(house) == {lead.contact_id}
    actions.reject(lead.pk, by=house.ann, at=NOON)
    assert not Loan.objects.exists()


def seen_by(house: House) -> set[int]:
    return set(Contact.objects.within_reach(house.ann, "contact.view").values_list("pk", flat=True))


def test_a_lead_is_found_by_each_of_its_people(house: House, jan: Contact) -> None:
    lead = make_lead(house.ann)
    actions.add_party(lead.pk, {"contact": jan.pk}, by=house.ann, at=NOON)
    rows = Lead.objects.within_reach(house.ann, "lead.view")
    assert rows.matching("jan peeters").get() == lead


def test_a_reader_changes_no_line(house: House, jan: Contact) -> None:
    lead = house.accepted()
    with refused("PERMISSION_DENIED"):
        actions.add_party(lead.pk, {"contact": jan.pk}, by=house.nina, at=NOON)


def test_another_contact_does_not_inherit_the_role_of_the_former(house: House, jan: Contact) -> None:
    lead = make_lead(house.ann, contact=jan, person_role="decision-maker")
    other = make_contact(house.ann)
    actions.edit(lead.pk, {"contact": other.pk}, by=house.ann, at=NOON, version=lead.version)
    assert lead.parties.get(is_main=True).person_role is None


def test_a_blocked_contact_does_not_become_the_main_one(house: House, jan: Contact) -> None:
    lead, blocked = make_lead(house.ann, contact=jan), make_contact(house.ann, email="a@bad.example")
    actions.add_party(lead.pk, {"contact": blocked.pk}, by=house.ann, at=NOON)
    contacts.edit(blocked.pk, by=house.ann, at=NOON, version=1, blocked=True)
    main = lead.parties.get(is_main=True)
    with refused("CONTACT_BLOCKED"):
        actions.remove_party(lead.pk, main.pk, by=house.ann, at=NOON)
    free = actions.add_party(lead.pk, {"contact": make_contact(house.ann).pk}, by=house.ann, at=NOON)
    actions.remove_party(lead.pk, main.pk, by=house.ann, at=NOON)
    assert lead.parties.get(is_main=True) == free


def test_a_new_person_on_the_line_of_a_company_belongs_to_that_company(house: House) -> None:
    lead, company = make_lead(house.ann), make_contact(house.ann, name="Acme NV", email="i@acme.example")
    for place, new in enumerate(({"id": company.pk}, {"name": "New NV", "email": "i@new.example"})):
        person = {"name": f"Jan {place}", "email": f"jan{place}@acme.example"}
        line = actions.add_party(lead.pk, {"company": new, "person": person}, by=house.ann, at=NOON)
        assert line.person.company == line.company
    other = {"name": "An", "email": "an@acme.example", "company": company.pk}
    line = actions.add_party(
        lead.pk,
        {"company": {"name": "Third NV", "email": "i@3.example"}, "person": other},
        by=house.ann,
        at=NOON,
    )
    assert (line.person.company, line.company.name) == (company, "Third NV")


def test_a_person_that_is_known_keeps_the_company_it_works_for(house: House, jan: Contact) -> None:
    lead, company = make_lead(house.ann), make_contact(house.ann, name="Acme NV", email="i@acme.example")
    before = jan.company_id
    actions.add_party(lead.pk, {"company": company.pk, "person": jan.pk}, by=house.ann, at=NOON)
    jan.refresh_from_db()
    assert jan.company_id == before
