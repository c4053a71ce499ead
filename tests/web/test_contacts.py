"""The pages of contacts: the list, one contact, and the form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.consent.actions import enter as write_consent
from leadwright.contacts.actions import edit
from leadwright.contacts.models import Contact, ContactGroup
from tests.makers import NOON, change_rights, make_contact, make_group, make_lead

PERSON = {
    "kind": "person",
    "given_name": "An",
    "family_name": "Janssens",
    "email_0": "an@example.org",
    "email_main": "0",
    "phone_main": "0",
}


def saved(client, **more):
    return client.post("/contacts/new/", PERSON | more)


def test_a_person_is_entered_and_shown(house, enter):
    client = enter(house.ann)
    answer = saved(client, phone_0="02 555 01 01", birth_date="2000-06-15", job_title="Buyer")
    contact = Contact.objects.get(name="An Janssens")
    assert answer["Location"] == f"/contacts/{contact.pk}/"
    page = client.get(answer["Location"]).text
    assert "+32 2 555 01 01" in page
    assert "Date of birth" in page


def test_a_company_is_entered_with_its_register_number(house, enter):
    client = enter(house.ann)
    company = {"kind": "company", "name": "Acme NV", "email_0": "i@acme.be", "register_number": "0428759497"}
    assert client.post("/contacts/new/", company | {"email_main": "0"}).status_code == 303
    assert Contact.objects.get().register_number == "0428759497"


def test_the_second_address_can_be_the_main_one(house, enter):
    saved(enter(house.ann), email_1="second@example.org", email_label_1="work", email_main="1")
    contact = Contact.objects.get()
    assert contact.email == "second@example.org"
    assert [email.label for email in contact.emails.all()] == ["work", ""]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"email_0": ""}, "Give at least one e-mail address"),
        ({"email_1": "nonsense"}, "write one e-mail address"),
        ({"given_name": "", "family_name": ""}, "name"),
        ({"vat_rate": "200"}, "percentage from 0 to 100"),
        ({"birth_date": "soon"}, "2000-06-15"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(house, enter, fault, told):
    answer = saved(enter(house.ann), remarks="kept as typed", **fault)
    assert answer.status_code == 422
    assert told in answer.text
    assert "kept as typed" in answer.text
    assert not Contact.objects.exists()


def test_a_contact_is_changed_on_the_version_that_was_seen(house, enter):
    contact = make_contact(house.ann, name="Acme NV")
    client, form = enter(house.ann), {"kind": "company", "name": "Acme BV", "email_0": "i@acme.be"}
    edit(contact.pk, by=house.bob, at=NOON, version=1, city="Gent")
    late = client.post(f"/contacts/{contact.pk}/edit/", form | {"version": 1})
    assert late.status_code == 409
    assert "Acme BV" in late.text
    assert client.post(f"/contacts/{contact.pk}/edit/", form | {"version": 2}).status_code == 303
    assert Contact.objects.get().name == "Acme BV"


def test_the_page_tells_which_blocked_contact_it_equals_and_asks_for_the_decision(house, enter):
    blocked = make_contact(house.ann, name="Bad NV", email="a@bad.example", blocked=True)
    contact = make_contact(house.ann, name="New BV", email="a@bad.example")
    client, address = enter(house.ann), f"/contacts/{contact.pk}/"
    page = client.get(address).text
    assert "Same e-mail address as Bad NV, which is blocked" in page
    assert f"/leads/new/?contact={contact.pk}" not in page
    assert "of a blocked contact" in client.get(f"/leads/new/role/?contact={contact.pk}").text
    client.post(f"{address}distinguish/", {"other": blocked.pk})
    page = client.get(address).text
    assert "which is blocked" not in page
    assert "Not the same as a blocked contact" in page


def test_who_may_not_block_is_told_but_not_asked(house, enter):
    make_contact(house.ann, name="Bad NV", email="a@bad.example", blocked=True)
    contact = make_contact(house.ann, name="New BV", email="a@bad.example")
    change_rights(house.ann, contact_block="none")
    page = enter(house.ann).get(f"/contacts/{contact.pk}/").text
    assert "which is blocked" in page
    assert "distinguish" not in page


def test_a_contact_is_blocked_and_released_in_one_press(house, enter):
    contact, client = make_contact(house.ann), enter(house.ann)
    client.post(f"/contacts/{contact.pk}/block/", {"blocked": "yes"})
    page = client.get(f"/contacts/{contact.pk}/").text
    assert "This contact is blocked" in page
    assert f"/leads/new/?contact={contact.pk}" not in page
    client.post(f"/contacts/{contact.pk}/block/", {"blocked": "no"})
    assert not Contact.objects.get().is_blocked


def test_the_leads_of_a_contact_are_kept_together(house, enter):
    company = make_contact(house.ann, name="Acme NV")
    person = make_contact(house.ann, kind="person", name="Jan", company=company.pk)
    make_lead(house.ann, contact=person, description="ten chairs")
    page = enter(house.ann).get(f"/contacts/{company.pk}/").text
    assert "ten chairs" in page
    assert "Jan" in page


def test_a_lent_contact_shows_only_the_leads_that_are_handled_here(house, enter):
    contact = make_contact(house.dina, name="Acme NV")
    house.offered(contact=contact, description="for the partner")
    make_lead(house.dina, contact=contact, description="kept by the vendor", confirm_new=True)
    page = enter(house.ann).get(f"/contacts/{contact.pk}/").text
    assert "for the partner" in page
    assert "kept by the vendor" not in page


def test_a_lent_contact_cannot_be_changed(house, enter):
    contact = make_contact(house.dina)
    house.offered(contact=contact)
    client = enter(house.ann)
    assert client.get(f"/contacts/{contact.pk}/").status_code == 200
    assert client.get(f"/contacts/{contact.pk}/edit/").status_code == 403


def test_the_list_is_narrowed_and_paged(house, enter):
    for number in range(60):
        make_contact(house.ann, name=f"Customer {number:02}", email=f"c{number}@x.be", country="BE")
    make_contact(house.ann, kind="person", name="Zoé", country="FR", blocked=True)
    client = enter(house.ann)
    first = client.get("/contacts/").text
    assert "Customer 00" in first
    assert "Customer 55" not in first
    address = first.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert "Customer 55" in client.get(address).text
    for query in ("kind=person", "country=FR", "blocked=yes", "q=zoe"):
        page = client.get(f"/contacts/?{query}").text
        assert "Zoé" in page
        assert "Customer 00" not in page


def test_a_list_with_many_lines_asks_no_more_than_one_with_few(house, enter):
    client = enter(house.ann)
    make_contact(house.ann)
    client.get("/contacts/")
    with CaptureQueriesContext(connection) as few:
        client.get("/contacts/")
    for _number in range(20):
        make_contact(house.ann)
    with CaptureQueriesContext(connection) as many:
        client.get("/contacts/")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "query", ["owner__password=x", "kind=robot", "cursor=!!", "ordering=password", "group=%00"]
)
def test_an_unknown_filter_is_refused(house, enter, query):
    assert enter(house.ann).get(f"/contacts/?{query}").status_code == 400


def test_companies_are_suggested_as_they_are_typed(house, enter):
    acme = make_contact(house.ann, name="Acmé NV")
    make_contact(house.cas, name="Acme of somebody else")
    page = enter(house.ann).get("/contacts/companies/?company=acme").text
    assert f"Acmé NV · {acme.pk}" in page
    assert "somebody else" not in page


def test_a_likely_duplicate_is_shown_before_a_contact_is_stored(house, enter):
    known = make_contact(house.ann, kind="person", name="An Janssens", email="an@example.org")
    client = enter(house.ann)
    asked = saved(client)
    assert "Is it one of these?" in asked.text
    assert "same e-mail address" in asked.text
    assert f'href="/contacts/{known.pk}' in asked.text
    assert Contact.objects.count() == 1
    assert saved(client, another="1").status_code == 303


def test_likely_duplicates_are_told_while_somebody_types(house, enter):
    make_contact(house.ann, kind="person", name="An Janssens", email="an@example.org")
    page = enter(house.ann).post("/contacts/alike/", PERSON).text
    assert "same e-mail address" in page
    assert Contact.objects.count() == 1


def test_the_page_of_a_contact_holds_its_matrix_of_consents(house, enter):
    contact = make_contact(house.ann)
    said = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "act": "given", "source": "fair"}
    write_consent(contact.pk, said, by=house.ann, at=NOON)
    page = enter(house.ann).get(f"/contacts/{contact.pk}/").text
    assert page.count(">Yes<") + page.count("Yes</span>") >= 1
    assert page.count("Unknown</span>") == 35


def test_history_tells_what_codes_stand_for(house, enter):
    employer = make_contact(house.ann, kind="company", name="Acme NV")
    contact = make_contact(house.ann, kind="person", title="mr", country="BE")
    group = ContactGroup.objects.first()
    changes = {"title": "dr", "country": "NL", "company": employer.pk, "groups": [group.code]}
    edit(contact.pk, by=house.ann, at=NOON, version=contact.version, **changes)
    page = enter(house.ann).get(f"/contacts/{contact.pk}/").text
    for name in (
        "<del>Mr</del> → <ins>Dr</ins>",
        "<ins>Netherlands</ins>",
        "<ins>Acme NV</ins>",
        f"<ins>{group.label}</ins>",
    ):
        assert name in page


def test_the_page_asks_and_keeps_what_was_typed(house, enter):
    foreign = make_group(house.partner, "Elsewhere")
    client = enter(house.ann)
    typed = {"kind": "company", "name": "Acme NV", "email_0": "i@acme.be", "access_group": str(foreign.pk)}
    typed |= {"email_main": "0", "phone_main": "0"}
    asked = client.post("/contacts/new/", typed)
    assert (asked.status_code, 'name="confirm_hidden"' in asked.text) == (409, True)
    assert 'value="Acme NV"' in asked.text
    saved = client.post("/contacts/new/", typed | {"confirm_hidden": "1"})
    assert saved["Location"] == "/contacts/"
    assert "Elsewhere" in client.get("/contacts/").text
