"""Two contacts become one, field by field, and two again while nothing depends on it."""

import pytest

from leadwright.contacts.actions import edit, linkable, merge, unmerge
from leadwright.contacts.models import Contact, Loan
from leadwright.history.models import Entry
from leadwright.leads import actions as leads
from leadwright.leads.actions import add_party
from tests.makers import NOON, fresh, make_contact, make_lead, refused


@pytest.fixture
def pair(house) -> tuple[Contact, Contact]:
    """Return two records of one company: the one that stays, and the other."""
    stays = make_contact(house.ann, name="Acme NV", email="a@acme.be", city="Gent", vat_number="BE0428759497")
    other = make_contact(house.ann, name="ACME", email="b@acme.be", phone="+3225550101", city="Brugge")
    return stays, other


def merged(house, pair, *take) -> Contact:
    return merge(pair[0].pk, other=pair[1].pk, by=house.ann, at=NOON, take=take)


def test_what_is_empty_is_filled_and_channels_are_united(house, pair):
    contact = merged(house, pair)
    assert (contact.name, contact.city, contact.phone) == ("Acme NV", "Gent", "+3225550101")
    assert [email.address for email in contact.emails.all()] == ["a@acme.be", "b@acme.be"]


def test_a_field_can_be_taken_from_the_other(house, pair):
    contact = merged(house, pair, "city", "email")
    assert (contact.name, contact.city, contact.email) == ("Acme NV", "Brugge", "b@acme.be")


def test_leads_and_people_follow(house, pair):
    lead = make_lead(house.ann, contact=pair[1])
    person = make_contact(house.ann, kind="person", name="Jan", company=pair[1].pk)
    contact = merged(house, pair)
    assert fresh(lead).contact == contact
    assert fresh(lead).contact_sort == contact.sort_name
    assert Contact.objects.get(pk=person.pk).company == contact


def test_a_loan_follows(house):
    stays, other = make_contact(house.dina), make_contact(house.dina)
    house.offered(contact=other)
    merge(stays.pk, other=other.pk, by=house.dina, at=NOON)
    assert list(Loan.objects.values_list("contact", flat=True)) == [stays.pk]


def test_the_old_id_stands_for_the_new_one(house, pair):
    contact = merged(house, pair)
    assert linkable(pair[1].pk, by=house.ann) == contact
    assert not Contact.objects.within_reach(house.ann, "contact.view").filter(pk=pair[1].pk).exists()


def test_a_merger_with_a_blocked_contact_is_blocked(house, pair):
    edit(pair[1].pk, by=house.ann, at=NOON, version=1, blocked=True)
    assert merged(house, pair).is_blocked
    with refused("CONTACT_BLOCKED"):
        linkable(pair[1].pk, by=house.ann)


def test_a_merger_is_undone_without_a_trace_but_in_history(house, pair):
    lead = make_lead(house.ann, contact=pair[1])
    person = make_contact(house.ann, kind="person", name="Jan", company=pair[1].pk)
    merged(house, pair, "city")
    unmerge(pair[0].pk, by=house.ann, at=NOON)
    stays, other = Contact.objects.get(pk=pair[0].pk), Contact.objects.get(pk=pair[1].pk)
    assert (stays.city, stays.phone, stays.emails.count()) == ("Gent", "", 1)
    assert (other.city, other.phone, other.merged_into_id) == ("Brugge", "+3225550101", None)
    assert fresh(lead).contact == other
    assert Contact.objects.get(pk=person.pk).company == other
    facts = [row.fact for row in Entry.objects.about("contact", stays.pk).newest_first()]
    assert facts == ["contact.unmerged", "contact.merged", "contact.entered"]


def test_a_merger_that_something_depends_on_stays(house, pair):
    contact = merged(house, pair)
    make_lead(house.ann, contact=contact)
    with refused("MERGER_DEPENDED_ON"):
        unmerge(contact.pk, by=house.ann, at=NOON)


def test_a_merger_stays_once_the_contact_was_changed(house, pair):
    contact = merged(house, pair)
    edit(contact.pk, by=house.ann, at=NOON, version=contact.version, city="Aalst")
    with refused("MERGER_DEPENDED_ON"):
        unmerge(contact.pk, by=house.ann, at=NOON)


def test_there_is_nothing_to_undo_where_nothing_was_merged(house, pair):
    with refused("NOTHING_MERGED"):
        unmerge(pair[0].pk, by=house.ann, at=NOON)


def test_a_merger_is_undone_once(house, pair):
    merged(house, pair)
    unmerge(pair[0].pk, by=house.ann, at=NOON)
    with refused("NOTHING_MERGED"):
        unmerge(pair[0].pk, by=house.ann, at=NOON)


def test_mergers_are_undone_from_the_latest_back(house, pair):
    third = make_contact(house.ann, name="Acme Belgium")
    merged(house, pair)
    merge(pair[0].pk, other=third.pk, by=house.ann, at=NOON)
    with refused("MERGER_DEPENDED_ON"):
        unmerge(pair[0].pk, by=house.ann, at=NOON, other=pair[1].pk)
    assert unmerge(pair[0].pk, by=house.ann, at=NOON) == third
    assert unmerge(pair[0].pk, by=house.ann, at=NOON) == pair[1]


def test_a_person_and_a_company_do_not_become_one(house, pair):
    person = make_contact(house.ann, kind="person", name="Acme")
    with refused("FIELD_INVALID", "other"):
        merge(pair[0].pk, other=person.pk, by=house.ann, at=NOON)


def test_a_contact_does_not_become_part_of_itself(house, pair):
    with refused("FIELD_INVALID", "other"):
        merge(pair[0].pk, other=pair[0].pk, by=house.ann, at=NOON)


def test_a_contact_of_another_company_cannot_be_merged(house, pair):
    foreign = make_contact(house.cas)
    with refused("FIELD_INVALID", "other"):
        merge(pair[0].pk, other=foreign.pk, by=house.ann, at=NOON)
    with refused("NOT_FOUND"):
        merge(foreign.pk, other=pair[0].pk, by=house.ann, at=NOON)


def test_a_lent_contact_cannot_be_merged_by_its_borrower(house, pair):
    lent = make_contact(house.dina)
    house.offered(contact=lent)
    with refused("PERMISSION_DENIED"):
        merge(lent.pk, other=pair[0].pk, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "other"):
        merge(pair[0].pk, other=lent.pk, by=house.ann, at=NOON)


def test_only_known_fields_can_be_taken(house, pair):
    with refused("FIELD_INVALID", "take"):
        merged(house, pair, "organisation")


def test_the_lines_of_leads_follow_a_merger_and_go_back(house, pair):
    lead = make_lead(house.ann)
    line = leads.add_party(lead.pk, {"contact": pair[1].pk}, by=house.ann, at=NOON)
    merged(house, pair)
    line.refresh_from_db()
    assert line.contact_id == pair[0].pk
    unmerge(pair[0].pk, by=house.ann, at=NOON)
    line.refresh_from_db()
    assert line.contact_id == pair[1].pk


def test_two_lines_of_one_lent_lead_come_together_and_apart(house):
    stays, other = make_contact(house.dina, name="Acme"), make_contact(house.dina, name="Acme NV")
    lead = house.offered(contact=stays)
    add_party(lead.pk, {"contact": {"id": other.pk}}, by=house.dina, at=NOON)
    merge(stays.pk, other=other.pk, by=house.dina, at=NOON)
    assert set(Loan.objects.values_list("contact", flat=True)) == {stays.pk}
    unmerge(stays.pk, by=house.dina, at=NOON)
    assert set(Loan.objects.values_list("contact", flat=True)) == {stays.pk, other.pk}


def test_people_change_their_employer_in_their_own_history(house, pair):
    person = make_contact(house.ann, kind="person", name="Jan", company=pair[1].pk)
    merged(house, pair)
    assert Contact.objects.get(pk=person.pk).version == 2
    entry = Entry.objects.about("contact", person.pk).newest_first()[0]
    assert entry.texts()["company_to"] == str(pair[0].pk)


def test_a_chain_of_mergers_is_undone_link_by_link(house, pair):
    last = make_contact(house.ann, name="Acme Group")
    merged(house, pair)
    merge(last.pk, other=pair[0].pk, by=house.ann, at=NOON)
    assert unmerge(last.pk, by=house.ann, at=NOON) == pair[0]
    assert unmerge(pair[0].pk, by=house.ann, at=NOON) == pair[1]
